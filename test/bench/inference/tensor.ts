import path from 'node:path';
import {performance} from 'node:perf_hooks';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import * as v from 'valibot';
import type {Engine} from '../../../src/gpu/engine.ts';
import {startEngines} from '../../../src/gpu/start-engines.ts';
import {createRandom} from '../../../src/support/random.ts';
import {engineCommand} from '../../helpers/miner/engine-command.ts';
import {median} from '../measure.ts';
import {type Peer, startPeer} from './peer.ts';
import type {Measured} from './report.ts';

export type TensorOptions = {
	/** An ONNX file of rows. */
	readonly model: string;
	/** Python's interpreter with onnxruntime, if there is one. */
	readonly python?: string;
	/** Those compared take turns so many times, and the best turn of each counts. */
	readonly rounds: number;
	/** Seconds of a turn. */
	readonly seconds: number;
};

const concurrency = 32;
const batches = [2, 4, 8, 16, 32, 64];
const passes = v.object({rowsPerSecond: v.number(), p50: v.number()});
const hello = v.object({dims: v.array(v.number())});

type Passes = v.InferOutput<typeof passes>;

/** Measure rows through our whole engine beside bare sessions in processes of their own, all on the same file and on one thread. */
export async function measureTensors(options: TensorOptions): Promise<Measured> {
	const {model, python, rounds, seconds} = options;
	const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));
	await using opened = new AsyncDisposableStack();
	const node = await startPeer([process.execPath, here('tensor-node.ts'), model], passes);
	opened.defer(node.close);
	const rivals = new Map<string, Peer<Passes>>([['onnxruntime-node', node]]);
	if (python !== undefined) {
		const peer = await startPeer([python, here('tensor-python.py'), model], passes);
		opened.defer(peer.close);
		rivals.set('onnxruntime (Python)', peer);
	}

	const engine = await startEngines({model, command: engineCommand, devices: ['cpu'], threads: 1});
	opened.defer(engine.close);
	const length = v.parse(hello, node.hello).dims.reduce((product, size) => product * size, 1);
	const input = Float32Array.from({length}, createRandom(7));
	await learnBatchSize(engine, input);
	const single: Passes[] = [];
	const many: Passes[] = [];
	const alone = new Map<string, Passes[]>();
	const offline = new Map<string, Passes[]>();
	for (let round = 0; round < rounds; round++) {
		single.push(await askEngine(engine, input, {callers: 1, seconds}));
		for (const [name, peer] of rivals) {
			put(alone, name, await peer.ask({batch: 1, seconds}));
		}

		many.push(await askEngine(engine, input, {callers: concurrency, seconds}));
		for (const [name, peer] of rivals) {
			put(offline, name, await findBestBatch(peer, seconds / 2));
		}
	}

	return compare(path.basename(model, '.onnx'), {
		latency: lowest(single),
		latencies: mapValues(alone, lowest),
		throughput: highest(many),
		throughputs: mapValues(offline, highest),
	});
}

/** Try batches from small to large, until they no longer pay. */
async function findBestBatch(peer: Peer<Passes>, seconds: number): Promise<Passes> {
	let best = await peer.ask({batch: 1, seconds});
	for (const batch of batches) {
		const turn = await peer.ask({batch, seconds});
		if (turn.rowsPerSecond < best.rowsPerSecond * 0.75) {
			break;
		}

		best = turn.rowsPerSecond > best.rowsPerSecond ? turn : best;
	}

	return best;
}

type Figures = {
	/** Milliseconds at p50: ours, and bare sessions'. */
	readonly latency: number;
	readonly latencies: Readonly<Record<string, number>>;
	/** Rows a second: ours, and of each bare session at its best batch size. */
	readonly throughput: number;
	readonly throughputs: Readonly<Record<string, number>>;
};

function compare(name: string, {latency, latencies, throughput, throughputs}: Figures): Measured {
	const python = latencies['onnxruntime (Python)'];
	return {
		rows: [
			{what: `${name}, single query, p50`, unit: 'ms', ours: latency, peers: latencies},
			{
				what: `${name}, ${concurrency} concurrent, and the best offline batch`,
				unit: 'rows/s',
				ours: throughput,
				peers: throughputs,
			},
		],
		ratios: {
			...(python !== undefined && {
				[`${name}_latency_python`]: {value: latency / python, atMost: 1.15},
			}),
			[`${name}_throughput_offline`]: {
				value: throughput / Math.max(...Object.values(throughputs)),
				atLeast: 0.9,
			},
			[`${name}_hop_ms`]: {
				value: latency - latencies['onnxruntime-node']!,
				atMost: 2,
				unit: ' ms',
			},
		},
	};
}

/** Let the engine try its batch sizes, the larger of which take longer. */
async function learnBatchSize(engine: Engine, input: Float32Array): Promise<void> {
	const {p50} = await askEngine(engine, input, {callers: 1, seconds: 0.2});
	await askEngine(engine, input, {callers: concurrency, seconds: Math.max(1, p50 / 10)});
}

/** Let so many callers ask the same row again and again. */
async function askEngine(
	engine: Engine,
	input: Float32Array,
	{callers, seconds}: {readonly callers: number; readonly seconds: number},
): Promise<Passes> {
	const times: number[] = [];
	const call = async (until: number) => {
		while (performance.now() < until) {
			const start = performance.now();
			for await (const part of engine.run({kind: 'tensor', input})) {
				if (part.kind !== 'row') {
					throw new Error(`The engine answered with \`${JSON.stringify(part)}\``);
				}
			}

			times.push(performance.now() - start);
		}
	};

	const start = performance.now();
	const until = start + seconds * 1000;
	await Promise.all(Array.from({length: callers}, async () => call(until)));
	return {
		rowsPerSecond: (times.length * 1000) / (performance.now() - start),
		p50: median(times),
	};
}

function put(turns: Map<string, Passes[]>, name: string, turn: Passes) {
	turns.set(name, [...(turns.get(name) ?? []), turn]);
}

const lowest = (turns: readonly Passes[]) => Math.min(...turns.map(({p50}) => p50));

const highest = (turns: readonly Passes[]) =>
	Math.max(...turns.map(({rowsPerSecond}) => rowsPerSecond));

const mapValues = (
	turns: ReadonlyMap<string, readonly Passes[]>,
	best: (turns: readonly Passes[]) => number,
) => Object.fromEntries(Array.from(turns, ([name, each]) => [name, best(each)]));
