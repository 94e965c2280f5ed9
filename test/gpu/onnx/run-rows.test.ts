import {expect, test, vi} from 'vitest';
import type {PassResult} from '../../../src/gpu/onnx/tensor-process.ts';
import {RowFailedError} from '../../../src/gpu/errors.ts';
import {createRowLimit} from '../../../src/gpu/onnx/row-limit.ts';
import {runRows} from '../../../src/gpu/onnx/run-rows.ts';
import {systemClock} from '../../../src/support/clock.ts';

const ok = 'ok';
const tooLarge: PassResult = {ok: false, cause: 'out-of-memory', problem: 'bad_alloc'};
const failed: PassResult = {ok: false, cause: 'failed', problem: 'no kernel'};
const died = (isSuspect: boolean): PassResult => ({ok: false, cause: 'died', isSuspect});

/** Run so many rows, each its own number, on an engine whose passes end as told, and then well. */
async function run(count: number, ends: ReadonlyArray<PassResult | typeof ok>) {
	const left = [...ends];
	const sizes: number[] = [];
	const pauses: number[] = [];
	const noteGoodPass = vi.fn();
	const pass = async (data: Float32Array, rows: number): Promise<PassResult> => {
		sizes.push(rows);
		const end = left.shift() ?? ok;
		return end === ok ? {ok: true, data: data.map(number => number * 2)} : end;
	};

	const outcome = await runRows(
		Array.from({length: count}, (_, row) => Float32Array.of(row, row)),
		{
			supervisor: {child: async () => ({pass}), noteGoodPass},
			limit: createRowLimit(),
			clock: {
				async sleep(pause) {
					pauses.push(pause);
				},
			},
			signal: new AbortController().signal,
		},
	).catch((error: unknown) => error);
	return {outcome, sizes, pauses, goodPasses: noteGoodPass.mock.calls.length};
}

const doubled = (count: number) =>
	Array.from({length: count}, (_, row) => Float32Array.of(row * 2, row * 2));

test('what goes well takes one pass', async () => {
	expect(await run(5, [])).toEqual({outcome: doubled(5), sizes: [5], pauses: [], goodPasses: 1});
	expect(await run(0, [])).toEqual({outcome: [], sizes: [], pauses: [], goodPasses: 0});
});

test('what is too large for the memory is asked in halves, down to single rows', async () => {
	expect(await run(8, [tooLarge, tooLarge])).toEqual({
		outcome: doubled(8),
		sizes: [8, 4, 2, 2, 2, 2],
		pauses: [],
		goodPasses: 4,
	});
	const {outcome, sizes} = await run(3, [ok, tooLarge]);
	expect([outcome, sizes]).toEqual([doubled(3), [3]]);
});

test('a row that finds no memory alone is asked again, later and later, and fails in the end', async () => {
	const scarce = [tooLarge, tooLarge, tooLarge];
	const late = await run(2, [tooLarge, ...scarce, ok, ...scarce, ok]);
	expect(late).toMatchObject({outcome: doubled(2), pauses: [100, 400, 900, 100, 400, 900]});

	const never = await run(2, [tooLarge, ok, ...scarce, tooLarge]);
	expect(never.pauses).toEqual([100, 400, 900]);
	expect(never.outcome).toBeInstanceOf(RowFailedError);
	expect(never.outcome).toMatchObject({row: 1, message: expect.stringContaining('bad_alloc')});
});

test('rows that were in a dying process twice are asked one by one', async () => {
	expect(await run(3, [died(true), died(true)])).toMatchObject({
		outcome: doubled(3),
		sizes: [3, 3, 1, 1, 1],
	});
});

test('the row that kills it twice more, alone, fails', async () => {
	const {outcome, sizes} = await run(3, [died(true), died(true), ok, died(true), died(true)]);

	expect(sizes).toEqual([3, 3, 1, 1, 1]);
	expect(outcome).toBeInstanceOf(RowFailedError);
	expect(outcome).toMatchObject({
		row: 1,
		message: expect.stringContaining('it crashed the engine twice'),
	});
});

test('a death that others caused counts for nothing', async () => {
	const innocent = Array.from({length: 5}, () => died(false));

	expect((await run(3, innocent)).sizes).toEqual([3, 3, 3, 3, 3, 3]);
	expect((await run(1, [...innocent, died(true), ok])).outcome).toEqual(doubled(1));
});

test('a pass that fails is asked row by row at once, and the row that fails alone is named', async () => {
	const {outcome, sizes} = await run(4, [failed, ok, ok, failed]);

	expect(sizes).toEqual([4, 1, 1, 1]);
	expect(outcome).toMatchObject({row: 2, message: 'Row `2` cannot be computed: no kernel'});
});

test('whoever asks no more is not computed for', async () => {
	const reason = new Error('The caller hung up');
	const pass = vi.fn();
	const running = runRows([Float32Array.of(1)], {
		supervisor: {child: async () => ({pass}), noteGoodPass: vi.fn()},
		limit: createRowLimit(),
		clock: systemClock,
		signal: AbortSignal.abort(reason),
	});

	await expect(running).rejects.toBe(reason);
	expect(pass).not.toHaveBeenCalled();
});
