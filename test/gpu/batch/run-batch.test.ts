import {expect, test, vi} from 'vitest';
import {EngineDeadlineError, RowFailedError} from '../../../src/gpu/errors.ts';
import {type Asked, type Item, runBatch, type RunBatch} from '../../../src/gpu/batch/run-batch.ts';

/** Run a batch of so many numbers, whose deadlines are a second apart. */
async function runNumbers(run: RunBatch<number, number>, count: number) {
	const settled: Array<Asked<number>> = [];
	const items = Array.from({length: count}, (_, input): Item<number, number> => ({
		input,
		deadline: 1000 * (input + 1),
		priority: 0,
		settle(asked) {
			settled[input] = asked;
		},
	}));
	return {isClean: await runBatch(run, items), settled};
}

const double = (inputs: readonly number[]) => inputs.map(input => input * 2);

test('each gets its own answer, and is computed for as long as one of them waits', async () => {
	const run = vi.fn(async (inputs: readonly number[]) => double(inputs));

	expect(await runNumbers(run, 3)).toEqual({
		isClean: true,
		settled: [0, 2, 4].map(output => ({ok: true, output, batch: 3})),
	});
	expect(run).toHaveBeenCalledWith([0, 1, 2], {deadline: 3000});
});

test('one that cannot be computed is left out, and the others are asked again', async () => {
	const error = new RowFailedError(1, 'it kills the process');
	const run = vi.fn(async (inputs: readonly number[]) => {
		if (inputs.length === 3) {
			throw error;
		}

		return double(inputs);
	});

	expect(await runNumbers(run, 3)).toEqual({
		isClean: false,
		settled: [
			{ok: true, output: 0, batch: 2},
			{ok: false, reason: 'engine-failed', cause: error},
			{ok: true, output: 4, batch: 2},
		],
	});
	expect(run).toHaveBeenCalledTimes(2);
});

test('one alone that cannot be computed fails', async () => {
	const error = new RowFailedError(0, 'it kills the process');
	const run = vi.fn<RunBatch<number, number>>().mockRejectedValue(error);

	expect(await runNumbers(run, 1)).toEqual({
		isClean: false,
		settled: [{ok: false, reason: 'engine-failed', cause: error}],
	});
	expect(run).toHaveBeenCalledOnce();
});

test.each([
	[new EngineDeadlineError(), 'deadline'],
	[new Error('no engine'), 'engine-failed'],
])('all fail when the engine rejects with %s', async (error, reason) => {
	const run = vi.fn<RunBatch<number, number>>().mockRejectedValue(error);

	expect(await runNumbers(run, 2)).toEqual({
		isClean: false,
		settled: [
			{ok: false, reason, cause: error},
			{ok: false, reason, cause: error},
		],
	});
	expect(run).toHaveBeenCalledOnce();
});
