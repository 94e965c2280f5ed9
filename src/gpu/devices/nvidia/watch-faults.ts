import os from 'node:os';
import type {Clock} from '../../../support/clock.ts';
import {createStore, type ReadableStore} from '../../../support/store.ts';
import type {CardFault} from '../card.ts';
import {keepReading} from '../keep-reading.ts';
import {parseXid} from './xid.ts';

export type WatchFaultsOptions = {
	/** The commands that print the kernel's log and follow it, in the order in which they are tried. @default the log itself, then the journal */
	readonly logs?: readonly KernelLog[];
	readonly clock: Clock;
};

/** A command that prints the kernel's log and follows it. */
export type KernelLog = {
	readonly command: readonly string[];
	/** `kmsg` lines start with microseconds since the boot, `journal` lines with seconds since the Unix epoch. */
	readonly format: 'kmsg' | 'journal';
};

export type FaultWatch = {
	/** The latest fault by the card's address on the bus, without its function. */
	readonly faults: ReadableStore<ReadonlyMap<string, CardFault>>;
	/** Whether no log can be read, so that faults remain unseen. */
	readonly isBlind: ReadableStore<boolean>;
	readonly close: () => Promise<void>;
};

const usualLogs: readonly KernelLog[] = [
	{command: ['cat', '/dev/kmsg'], format: 'kmsg'},
	{
		command: [
			'journalctl',
			'--dmesg',
			'--follow',
			'--lines=2000',
			'--output=short-unix',
			'--no-pager',
		],
		format: 'journal',
	},
];

/**
Watch the kernel's log for faults of NVIDIA cards, including those since the boot. Many systems let only some users read it.
*/
export function watchFaults({logs = usualLogs, clock}: WatchFaultsOptions): FaultWatch {
	const faults = createStore<ReadonlyMap<string, CardFault>>(new Map());
	const isBlind = createStore(false);
	const bootedAt = clock.now() - os.uptime() * 1000;
	let current = 0;
	// A log that starts over repeats itself.
	let latest = 0;

	const reader = keepReading({
		command: () => logs[current]?.command,
		onLine(line) {
			// The journal says so to users who may not read the kernel's part.
			if (line.startsWith('Hint: You are currently not seeing')) {
				isBlind.set(true);
			}

			const parsed = parseLine(line, logs[current]!.format, bootedAt);
			if (!parsed) {
				return 'nothing';
			}

			const xid = parseXid(parsed.message);
			if (xid && parsed.at >= latest) {
				const {bus, code, text} = xid;
				latest = parsed.at;
				faults.set(new Map([...faults.getSnapshot(), [bus, {code, text, at: parsed.at}]]));
			}

			return 'reading';
		},
		onExit(hadReading) {
			if (!hadReading) {
				current++;
			}
		},
		clock,
	});
	void reader.ended.then(() => {
		isBlind.set(true);
	});
	return {faults, isBlind, close: reader.close};
}

const formats = {
	// Priority, number, microseconds since the boot, flags.
	kmsg: /^\d{1,4},\d{1,20},(?<time>\d{1,20}),[^;]{0,80};(?<message>.*)/v,
	journal: /^(?<time>\d{9,11}\.\d{1,6}) \S{1,255} kernel: (?<message>.*)/v,
} as const;

function parseLine(line: string, format: KernelLog['format'], bootedAt: number) {
	const {time, message} = formats[format].exec(line)?.groups ?? {};
	if (time === undefined) {
		return undefined;
	}

	const at = format === 'kmsg' ? bootedAt + Number(time) / 1000 : Number(time) * 1000;
	return {at: Math.round(at), message: message!};
}
