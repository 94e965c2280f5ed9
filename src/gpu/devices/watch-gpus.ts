import type {ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import {createInterface} from 'node:readline';
import * as v from 'valibot';
import {endChild, startChild} from '../../support/processes/child-process.ts';
import {systemClock, type Clock} from '../../support/clock.ts';
import {createStore, type ReadableStore} from '../../support/store.ts';
import {figure, mebibytes, type SmiOptions, smiFormat, toCells} from './nvidia-smi.ts';

/** An NVIDIA card's readings; `undefined` where the card does not report one. */
export type GpuReading = {
	readonly index: number;
	readonly name: string;
	/** Bytes. */
	readonly memoryUsed: number | undefined;
	readonly memoryTotal: number | undefined;
	/** From 0 to 1. */
	readonly load: number | undefined;
	/** Degrees Celsius. */
	readonly temperature: number | undefined;
	/** Watts. */
	readonly power: number | undefined;
	readonly powerLimit: number | undefined;
};

export type WatchGpusOptions = Pick<SmiOptions, 'smi'> & {
	/** How long to wait before restarting a reader that exited, in milliseconds; doubled each time it exits without a reading, up to a minute. @default 1000 */
	readonly restartDelay?: number;
	readonly clock?: Clock;
};

export type GpuWatch = {
	/** One reading per card, every second; empty if there is no NVIDIA card. */
	readonly gpus: ReadableStore<readonly GpuReading[]>;
	readonly close: () => Promise<void>;
};

const fields = [
	'index',
	'name',
	'memory.used',
	'memory.total',
	'utilization.gpu',
	'temperature.gpu',
	'power.draw',
	'power.limit',
];

/** One line of these fields. */
const reading = v.pipe(
	v.strictTuple([
		v.pipe(v.string(), v.regex(/^\d{1,10}$/v), v.toNumber()),
		v.string(),
		mebibytes,
		mebibytes,
		figure,
		figure,
		figure,
		figure,
	]),
	v.transform(
		([
			index,
			name,
			memoryUsed,
			memoryTotal,
			percent,
			temperature,
			power,
			powerLimit,
		]): GpuReading => ({
			index,
			name,
			memoryUsed,
			memoryTotal,
			load: percent === undefined ? undefined : percent / 100,
			temperature,
			power,
			powerLimit,
		}),
	),
);

/**
Watch this machine's NVIDIA cards with one long-running reader, since each new query costs a tenth of a second. If the tool is missing, there is nothing to watch, which is not an error.
*/
export function watchGpus({
	smi = ['nvidia-smi'],
	restartDelay = 1000,
	clock = systemClock,
}: WatchGpusOptions = {}): GpuWatch {
	const gpus = createStore<readonly GpuReading[]>([]);
	const closing = new AbortController();
	let reader: ChildProcess | undefined;

	const read = async () => {
		const query = [`--query-gpu=${fields.join(',')}`, smiFormat, '-l', '1'];
		try {
			reader = startChild([...smi, ...query], {stdio: ['ignore', 'pipe', 'ignore']});
		} catch {
			// It may be possible later.
			return;
		}

		const exit = once(reader, 'exit');
		let latest: readonly GpuReading[] = [];
		createInterface({input: reader.stdout!}).on('line', line => {
			// A line that is not a reading is an error message.
			const {success, output} = v.safeParse(reading, toCells(line));
			if (!success) {
				return;
			}

			const others = latest.filter(({index}) => index !== output.index);
			latest = [...others, output].toSorted((a, b) => a.index - b.index);
			gpus.set(latest);
		});
		await exit;
	};

	const keepReading = async () => {
		let delay = restartDelay;
		while (!closing.signal.aborted) {
			await read();
			delay = gpus.getSnapshot().length > 0 ? restartDelay : Math.min(delay * 2, 60_000);
			gpus.set([]);
			await clock.sleep(delay, {signal: closing.signal});
		}
	};

	// It ends if the tool is missing, or when closed.
	const done = keepReading().catch(() => {
		gpus.set([]);
	});
	return {
		gpus,
		async close() {
			closing.abort();
			if (reader) {
				await endChild(reader, {timeout: 1000});
			}

			await done;
		},
	};
}
