import {expect, test} from 'vitest';
import {evaluateModel} from '../../src/models/evaluate-model.ts';
import {createRandom} from '../../src/tasks/random.ts';
import {taskById} from '../../src/tasks/registry.ts';

const data = taskById('data')!;

/** The naive forecast, as a model that sees a series in its own units. */
async function forecastNaively(rows: readonly Float32Array[]) {
	return rows.map(row => {
		const last = row.subarray(-8);
		return new Float32Array(8).fill(last.reduce((sum, value) => sum + value, 0) / 8);
	});
}

test('the naive forecast scores a half, and more only where it is right by luck', async () => {
	const {score, scoreError, questions, refused} = await evaluateModel({
		run: forecastNaively,
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
	const sizes: number[] = [];
	const progress: number[] = [];
	const {latency, perSecond} = await evaluateModel({
		async run(rows) {
			sizes.push(rows.length);
			time += 10 * sizes.length;
			return forecastNaively(rows);
		},
		task: data,
		random: createRandom(1),
		questions: 10,
		batchSize: 4,
		now: () => time,
		onProgress(answered) {
			progress.push(answered);
		},
	});

	expect(sizes).toEqual([4, 4, 2]);
	expect(progress).toEqual([4, 8, 10]);
	expect(latency).toEqual({p50: 20, p95: 30, p99: 30});
	expect(perSecond).toBeCloseTo(10_000 / 60);
});

test('an answer that a validator would not read counts as refused and scores nothing', async () => {
	const evaluation = await evaluateModel({
		run: async rows => rows.map(() => new Float32Array(8).fill(NaN)),
		task: data,
		random: createRandom(1),
		questions: 5,
	});

	expect(evaluation).toMatchObject({score: 0, refused: 5});
});

test('an evaluation ends when it is called off', async () => {
	const controller = new AbortController();
	const evaluation = evaluateModel({
		run: forecastNaively,
		task: data,
		random: createRandom(1),
		signal: controller.signal,
		onProgress() {
			controller.abort(new Error('enough'));
		},
	});

	await expect(evaluation).rejects.toThrow('enough');
});

test('an evaluation of no questions is refused', async () => {
	await expect(
		evaluateModel({run: forecastNaively, task: data, random: createRandom(1), questions: 0}),
	).rejects.toThrow(RangeError);
});
