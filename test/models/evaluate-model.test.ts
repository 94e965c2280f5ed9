import {expect, test} from 'vitest';
import type {RefusedPart, WorkEngine} from '../../src/gpu/engine.ts';
import {evaluateModel} from '../../src/models/evaluate-model.ts';
import {createRandom} from '../../src/support/random.ts';
import {taskById} from '../../src/tasks/registry.ts';

const data = taskById('data')!;

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
	const {score, scoreError, questions, refused} = await evaluateModel({
		engine: engineOf(forecastNaively),
		task: data,
		random: createRandom(1),
		questions: 200,
		batchSize: 7,
	});

	expect(questions).toBe(200);
	expect(refused).toBe(0);
	expect(score).toBeGreaterThanOrEqual(0.5);
	expect(score).toBeLessThan(0.51);
	expect(scoreError).toBeLessThan(0.01);
});

test('every batch is timed and told of, and the last is as small as what is left', async () => {
	let time = 0;
	const progress: number[] = [];
	const {latency, perSecond} = await evaluateModel({
		engine: engineOf(row => {
			time++;
			return forecastNaively(row);
		}),
		task: data,
		random: createRandom(1),
		questions: 10,
		batchSize: 4,
		now: () => time,
		onProgress(answered) {
			progress.push(answered);
		},
	});

	expect(progress).toEqual([4, 8, 10]);
	expect(latency).toEqual({p50: 4, p95: 4, p99: 4});
	expect(perSecond).toBe(1000);
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

test('an evaluation of no questions is refused', async () => {
	await expect(
		evaluateModel({
			engine: engineOf(forecastNaively),
			task: data,
			random: createRandom(1),
			questions: 0,
		}),
	).rejects.toThrow(RangeError);
});
