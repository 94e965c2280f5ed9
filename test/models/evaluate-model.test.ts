import {once} from 'node:events';
import {expect, test} from 'vitest';
import type {RefusedPart, TensorWork, WorkEngine} from '../../src/gpu/engine.ts';
import {evaluateModel} from '../../src/models/evaluate-model.ts';
import {createRandom} from '../../src/support/random.ts';
import {series} from '../../src/tasks/data/series/series.ts';
import {joinKinds, type QuestionKind} from '../../src/tasks/join-kinds.ts';
import type {Task} from '../../src/tasks/task.ts';

const data = joinKinds({id: 'data', path: '/data', kinds: [series as QuestionKind]}) as Task;

/** An engine that answers each row with a function of it. */
const engineOf = (compute: (input: Float32Array) => Float32Array): WorkEngine => ({
	async *run(work) {
		yield work.kind === 'tensor'
			? {kind: 'row', output: compute(work.input), batch: 1}
			: {kind: 'refused', reason: 'unsupported'};
	},
});

/** The naive forecast, as a model that sees a series in its own units. */
function forecastNaively(row: Float32Array) {
	const last = row.subarray(-8);
	return new Float32Array(8).fill(last.reduce((sum, value) => sum + value, 0) / 8);
}

test('the naive forecast scores a half, and more only where it is right by luck', async () => {
	const {scores, score, scoreError, refused} = await evaluateModel({
		engine: engineOf(forecastNaively),
		task: data,
		random: createRandom(1),
		questions: 200,
		concurrency: 7,
	});

	expect(scores).toHaveLength(200);
	expect(refused).toBe(0);
	expect(score).toBeGreaterThanOrEqual(0.5);
	expect(score).toBeLessThan(0.51);
	expect(scoreError).toBeLessThan(0.01);
});

test('every question is timed and told of, and so many are asked at once', async () => {
	let time = 0;
	let running = 0;
	let most = 0;
	const progress: number[] = [];
	const {latency, perSecond} = await evaluateModel({
		engine: {
			async *run(work) {
				most = Math.max(most, ++running);
				await Promise.resolve();
				time++;
				running--;
				yield {kind: 'row', output: forecastNaively((work as TensorWork).input), batch: 1};
			},
		},
		task: data,
		random: createRandom(1),
		questions: 10,
		concurrency: 4,
		now: () => time,
		onProgress(answered) {
			progress.push(answered);
		},
	});

	expect(progress).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
	expect(most).toBe(4);
	expect(latency.p50).toBeGreaterThanOrEqual(1);
	expect(latency.p95).toBeLessThanOrEqual(10);
	expect(perSecond).toBe(1000);
});

test('latencies and speed are those of the answers, whenever the clock began', async () => {
	let time = 1000;
	let next = 20;
	const {latency, perSecond} = await evaluateModel({
		engine: engineOf(row => {
			time += next--;
			return forecastNaively(row);
		}),
		task: data,
		random: createRandom(1),
		questions: 20,
		now: () => time,
	});

	expect(latency).toEqual({p50: 10, p95: 19});
	expect(perSecond).toBeCloseTo((1000 * 20) / 210, 9);
});

test('scores are in the order of the questions, whichever is answered first', async () => {
	const ask = async (concurrency: number) =>
		evaluateModel({
			engine: {
				async *run(work) {
					const {input} = work as TensorWork;
					for (let turn = 0; turn < Math.abs(input[0]! * 10) % 5; turn++) {
						await Promise.resolve();
					}

					yield {kind: 'row', output: forecastNaively(input), batch: 1};
				},
			},
			task: data,
			random: createRandom(1),
			questions: 40,
			concurrency,
		});

	expect((await ask(16)).scores).toEqual((await ask(1)).scores);
});

test('a question that is too long for the model scores nothing', async () => {
	const {refused, score} = await evaluateModel({
		engine: {
			async *run() {
				yield {kind: 'refused', reason: 'too-long'};
			},
		},
		task: data,
		random: createRandom(1),
		questions: 5,
	});

	expect({refused, score}).toEqual({refused: 5, score: 0});
});

test('an answer that a validator would not read counts as refused and scores nothing', async () => {
	const evaluation = await evaluateModel({
		engine: engineOf(() => new Float32Array(8).fill(NaN)),
		task: data,
		random: createRandom(1),
		questions: 5,
	});

	expect(evaluation).toMatchObject({score: 0, refused: 5});
});

test('an evaluation ends when it is called off', async () => {
	const controller = new AbortController();
	const evaluation = evaluateModel({
		engine: engineOf(forecastNaively),
		task: data,
		random: createRandom(1),
		signal: controller.signal,
		onProgress() {
			controller.abort(new Error('enough'));
		},
	});

	await expect(evaluation).rejects.toThrow('enough');
});

test('an evaluation ends with the reason why its engine does not answer', async () => {
	const evaluate = async (part: RefusedPart) =>
		evaluateModel({
			engine: {
				async *run() {
					yield part;
				},
			},
			task: data,
			random: createRandom(1),
		});

	const cause = new Error('The device is gone');
	await expect(evaluate({kind: 'refused', reason: 'engine-failed', cause})).rejects.toBe(cause);
	await expect(evaluate({kind: 'refused', reason: 'closed'})).rejects.toThrow(/refused.*closed/v);
});

test('once a question has failed, those under way are called off', async () => {
	const cause = new Error('The device is gone');
	const called: AbortSignal[] = [];
	await expect(
		evaluateModel({
			engine: {
				async *run(_, {signal} = {}) {
					called.push(signal!);
					if (called.length === 2) {
						yield {kind: 'refused', reason: 'engine-failed', cause};
						return;
					}

					await once(signal!, 'abort');
					yield {kind: 'refused', reason: 'cancelled'};
				},
			},
			task: data,
			random: createRandom(1),
			concurrency: 2,
		}),
	).rejects.toBe(cause);

	expect(called.map(({aborted}) => aborted)).toEqual([true, true]);
});

test('questions that a model does not answer score nothing', async () => {
	const evaluation = await evaluateModel({
		engine: {
			async *run() {
				yield {kind: 'refused', reason: 'unsupported'};
			},
		},
		task: data,
		random: createRandom(1),
		questions: 5,
	});

	expect(evaluation).toMatchObject({score: 0, refused: 5});
});

test('an evaluation of no questions, or of none at once, is refused', async () => {
	for (const none of [{questions: 0}, {concurrency: 0}]) {
		await expect(
			evaluateModel({
				engine: engineOf(forecastNaively),
				task: data,
				random: createRandom(1),
				...none,
			}),
		).rejects.toThrow(RangeError);
	}
});
