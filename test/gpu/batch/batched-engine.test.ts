import {expect, test} from 'vitest';
import {createBatchedEngine} from '../../../src/gpu/batch/batched-engine.ts';
import {createBatcher} from '../../../src/gpu/batch/batcher.ts';
import type {Work} from '../../../src/gpu/engine.ts';

const engine = createBatchedEngine(
	createBatcher<Float32Array, Float32Array>({
		lanes: [async rows => rows.map(row => row.map(number => number * 2))],
	}),
);

test('a row is answered with one', async () => {
	const parts = await Array.fromAsync(engine.run({kind: 'tensor', input: Float32Array.of(1, 2)}));
	expect(parts).toEqual([{kind: 'row', output: Float32Array.of(2, 4), batch: 1}]);
});

test.each<Work>([
	{kind: 'generate', prompt: 'Once upon', maxTokens: 4},
	{kind: 'embed', text: 'Once upon a time'},
])('work that is no tensor is refused: $kind', async work => {
	expect(await Array.fromAsync(engine.run(work))).toEqual([
		{kind: 'refused', reason: 'unsupported'},
	]);
});
