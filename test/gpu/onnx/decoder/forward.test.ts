import {fileURLToPath} from 'node:url';
import type {InferenceSession} from 'onnxruntime-node';
import {expect, test, vi} from 'vitest';
import {createForward, readLastLogits} from '../../../../src/gpu/onnx/decoder/forward.ts';
import {packRows} from '../../../../src/gpu/onnx/decoder/kv-cache.ts';
import {openDecoder, openFixtureDecoder} from '../../../helpers/language/open-decoder.ts';

const prompts = [
	[5, 6, 7, 8, 9, 10, 11, 12, 13],
	[20],
	[30, 31, 32],
	[40, 41, 42, 43, 44, 45, 46, 47, 48, 49],
];

function expectSame(one: Float32Array, other: Float32Array) {
	expect(Math.max(...one.map((logit, index) => Math.abs(logit - other[index]!)))).toBeLessThan(
		1e-4,
	);
}

test('prompts that are read in parts, together or alone, are read alike', async () => {
	const {runtime, session, shape} = await openFixtureDecoder();
	const whole = createForward({runtime, session}, shape);
	// One column at a time, as the first pass shows how many logits a token has.
	const inParts = createForward({runtime, session}, shape, 1000);
	await inParts.prefill([[0]]);
	const parts = await inParts.prefill(prompts);
	for (const [row, prompt] of prompts.entries()) {
		const alone = await whole.prefill([prompt]);
		expectSame(parts.logits(row), alone.logits(0));
	}
});

test('rows that are copied beside others go on as if alone', async () => {
	const {runtime, session, shape} = await openFixtureDecoder();
	const {prefill, step} = createForward({runtime, session}, shape);
	const some = await prefill(prompts.slice(0, 2));
	const others = await prefill(prompts.slice(2));
	const lines = [
		{cache: others.cache, row: 1, used: 10},
		{cache: some.cache, row: 1, used: 1},
		{cache: others.cache, row: 0, used: 3},
	];
	const cache = packRows(runtime, shape, lines);
	const stepped = await step(
		cache,
		lines.map(({used}) => ({token: 50, used})),
	);
	for (const [row, index] of [3, 1, 2].entries()) {
		const alone = await prefill([[...prompts[index]!, 50]]);
		expectSame(stepped.logits(row), alone.logits(0));
	}

	expect([cache.columns, stepped.cache.columns]).toEqual([10, 11]);
});

test('only the last logits are asked for where a model can leave the others out', async () => {
	const folder = fileURLToPath(new URL('../../../../models/translation-tiny', import.meta.url));
	const {runtime, session, shape} = await openDecoder(folder);
	const run = vi.spyOn(session, 'run');
	// So few at once would be computed column by column otherwise.
	const {prefill, step} = createForward({runtime, session}, shape, 1);
	const read = await prefill(prompts);
	const stepped = await step(
		read.cache,
		prompts.map(({length}) => ({token: 50, used: length})),
	);

	expect(await Promise.all(run.mock.results.map(async ({value}) => readDims(value)))).toEqual([
		[4, 1, 2048],
		[4, 1, 2048],
	]);
	const all = await session.run({
		...run.mock.calls[0]![0],
		num_logits_to_keep: new runtime.Tensor('int64', [0n], []),
	});
	expect(all.logits!.dims).toEqual([4, 10, 2048]);
	for (const [row, prompt] of prompts.entries()) {
		expectSame(read.logits(row), readLastLogits(all.logits!, row));
		const alone = await prefill([[...prompt, 50]]);
		expectSame(stepped.logits(row), alone.logits(0));
	}
});

const readDims = async (results: ReturnType<InferenceSession['run']>) =>
	(await results).logits!.dims;
