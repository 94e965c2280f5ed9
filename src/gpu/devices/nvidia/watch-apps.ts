import * as v from 'valibot';
import type {Clock} from '../../../support/clock.ts';
import type {CardProcess} from '../card.ts';
import {keepReading} from '../keep-reading.ts';
import {mebibytes, smiFormat, toCells} from './nvidia-smi.ts';

export type AppWatch = {
	/** Get the processes on a card, by its UUID, the one with the most memory first. */
	readonly read: (uuid: string) => readonly CardProcess[];
	readonly close: () => Promise<void>;
};

export type WatchAppsOptions = {
	readonly smi: readonly string[];
	readonly restartDelay?: number;
	readonly clock: Clock;
};

/** Seconds between two readings. */
const interval = 5;

/** Milliseconds after which a process that is no longer named is gone: while there are none, the tool prints nothing at all. */
const freshness = 2.5 * interval * 1000;

const rowSchema = v.strictTuple([
	v.pipe(v.string(), v.minLength(1)),
	v.pipe(v.string(), v.regex(/^\d{1,10}$/v), v.toNumber()),
	mebibytes,
]);

/**
Watch which processes compute on NVIDIA cards, and their memory. In a container the driver tells nothing, or the numbers of the host's processes.
*/
export function watchApps({smi, restartDelay, clock}: WatchAppsOptions): AppWatch {
	const seen = new Map<string, CardProcess & {readonly uuid: string; readonly at: number}>();
	const query = [
		'--query-compute-apps=gpu_uuid,pid,used_memory',
		smiFormat,
		'-l',
		String(interval),
	];
	const reader = keepReading({
		command: () => [...smi, ...query],
		onLine(line) {
			const {success, output} = v.safeParse(rowSchema, toCells(line));
			if (!success) {
				return 'nothing';
			}

			const [uuid, pid, memory] = output;
			seen.set(`${uuid} ${pid}`, {uuid, pid, memory, at: clock.now()});
			return 'reading';
		},
		restartDelay,
		clock,
	});
	return {
		read(uuid) {
			const oldest = clock.now() - freshness;
			for (const [key, {at}] of seen) {
				if (at < oldest) {
					seen.delete(key);
				}
			}

			return Array.from(seen, ([, process]) => process)
				.filter(process => process.uuid === uuid)
				.map(({pid, memory}) => ({pid, memory}))
				.toSorted((a, b) => (b.memory ?? 0) - (a.memory ?? 0));
		},
		close: reader.close,
	};
}
