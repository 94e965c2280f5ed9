import {spawn, type ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import {createInterface} from 'node:readline';
import {systemClock, type Clock} from '../support/clock.ts';
import {createStore, type ReadableStore} from '../support/store.ts';

/** What an NVIDIA card says of itself; `undefined` where this card does not know. */
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

export type WatchGpusOptions = {
	/** NVIDIA's tool, and arguments to put first. @default ['nvidia-smi'] */
	readonly smi?: readonly string[];
	/** How long to wait before a reader that ended is started again, in milliseconds; twice as long after each time it ended without a reading, a minute at most. @default 1000 */
	readonly restartDelay?: number;
	readonly clock?: Clock;
};

export type GpuWatch = {
	/** One reading a card, each second; empty where there is no NVIDIA card. */
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

/**
Watch the NVIDIA cards of this machine with one long-running reader, since asking anew costs a tenth of a second each time. Where the tool is missing there is nothing to watch, and that is no error.
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
		const [program, ...args] = smi;
		const query = [`--query-gpu=${fields.join(',')}`, '--format=csv,noheader,nounits', '-l', '1'];
		reader = spawn(program!, [...args, ...query], {stdio: ['ignore', 'pipe', 'ignore']});
		const exit = once(reader, 'exit');
		let latest: readonly GpuReading[] = [];
		createInterface({input: reader.stdout!}).on('line', line => {
			const reading = parseReading(line);
			if (!reading) {
				return;
			}

			const others = latest.filter(({index}) => index !== reading.index);
			latest = [...others, reading].toSorted((a, b) => a.index - b.index);
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

	// It ends when there is no such tool, or when it is closed.
	const done = keepReading().catch(() => {
		gpus.set([]);
	});
	return {
		gpus,
		async close() {
			closing.abort();
			// Killing what never started would signal our own process group.
			if (reader?.pid !== undefined) {
				reader.kill();
			}

			await done;
		},
	};
}

/**
Parse one line of `nvidia-smi --format=csv,noheader,nounits` with the fields above.

@returns `undefined` for a line that is no reading, such as an error message.
*/
function parseReading(line: string): GpuReading | undefined {
	const values = line.split(', ');
	const [index, name, ...figures] = values;
	if (values.length !== fields.length || !/^\d+$/v.test(index!)) {
		return undefined;
	}

	const [used, total, load, temperature, power, powerLimit] = figures.map(text => toFigure(text));
	return {
		index: Number(index),
		name: name!,
		memoryUsed: scale(used, 2 ** 20),
		memoryTotal: scale(total, 2 ** 20),
		load: scale(load, 0.01),
		temperature,
		power,
		powerLimit,
	};
}

/** The tool writes `[N/A]` and the like for what a card does not know. */
function toFigure(text: string) {
	const figure = Number(text);
	return Number.isNaN(figure) ? undefined : figure;
}

const scale = (figure: number | undefined, factor: number) =>
	figure === undefined ? undefined : figure * factor;
