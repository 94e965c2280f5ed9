import {expect, test} from 'vitest';
import type {TensorWork, WorkEngine} from '../../src/gpu/engine.ts';
import {evaluateModel} from '../../src/models/evaluate-model.ts';
import {measureModel, publicSeed, questionsOf} from '../../src/models/measure-model.ts';
import {createRandom} from '../../src/support/random.ts';
import {series} from '../../src/tasks/data/series/series.ts';
import {joinKinds, type QuestionKind} from '../../src/tasks/join-kinds.ts';
import {taskById} from '../../src/tasks/registry.ts';
import type {Task} from '../../src/tasks/task.ts';

const data = joinKinds({id: 'data', path: '/data', kinds: [series as QuestionKind]}) as Task;

/** An engine that forecasts a number, and notes what it is asked. */
function createEngine(forecast: number) {
	const rows: string[] = [];
	const together: number[] = [];
	let running = 0;
	const engine: WorkEngine = {
		async *run(work) {
			rows.push((work as TensorWork).input.join(' '));
			together.push(++running);
			await Promise.resolve();
			running--;
			yield {kind: 'row', output: new Float32Array(8).fill(forecast), batch: 1};
		},
	};
	return {engine, rows, together};
}

test('a model is asked 1, 8 and 32 questions at once, and its score is over all of them', async () => {
	const {engine, rows, together} = createEngine(0);
	const {scores, score, refused, speeds} = await measureModel({
		engine,
		task: data,
		questions: 100,
	});
	// Before each round as many more as it asks at once.
	expect(rows).toHaveLength(100 + 1 + 8 + 32);
	const alone = await evaluateModel({
		engine,
		task: data,
		random: createRandom(publicSeed),
		questions: 100,
	});

	expect(scores).toEqual(alone.scores);
	expect(score.mean).toBeCloseTo(alone.score, 12);
	expect(score.low).toBeLessThan(score.mean);
	expect(refused).toBe(0);
	expect(speeds.map(({concurrency}) => concurrency)).toEqual([1, 8, 32]);
	expect(Math.max(...together)).toBe(32);
});

test('questions that a model does not take are counted', async () => {
	const {refused, score} = await measureModel({
		engine: {
			async *run() {
				yield {kind: 'refused', reason: 'unsupported'};
			},
		},
		task: data,
		questions: 64,
	});

	expect(refused).toBe(64);
	expect(score.mean).toBe(0);
});

test('every model is asked the same questions, and the first ones of more', async () => {
	const few = createEngine(0);
	const same = createEngine(1);
	const {scores} = await measureModel({engine: few.engine, task: data, questions: 64});
	await measureModel({engine: same.engine, task: data, questions: 64});
	const more = await measureModel({engine: few.engine, task: data, questions: 128});

	expect(same.rows).toEqual(few.rows.slice(0, same.rows.length));
	expect(more.scores.slice(0, 64)).toEqual(scores);
});

test('progress counts the questions that are scored', async () => {
	const told: Array<readonly [answered: number, questions: number]> = [];
	await measureModel({
		engine: createEngine(0).engine,
		task: data,
		questions: 64,
		onProgress(...progress) {
			told.push(progress);
		},
	});

	expect(told).toEqual(Array.from({length: 64}, (_, index) => [index + 1, 64]));
});

test('too few questions to measure speed are refused', async () => {
	const {engine} = createEngine(0);

	await expect(measureModel({engine, task: data, questions: 63})).rejects.toThrow(RangeError);
	expect(questionsOf(taskById('text')!)).toBeLessThan(questionsOf(data));
});
