import {expect, test} from 'vitest';
import type {Part, RunOptions, Work, WorkEngine} from '../../src/gpu/engine.ts';
import {answerByTensor} from '../../src/tasks/answer-by-tensor.ts';

type Sum = {readonly numbers: readonly number[]};

const answer = answerByTensor<Sum, {readonly sum: number; readonly of: number}>({
	toInput: ({numbers}) => Float32Array.from(numbers),
	toAnswer: (output, {numbers}) => ({sum: output[0]!, of: numbers.length}),
});

function engineThat(...parts: readonly Part[]) {
	const asked: Array<readonly [Work, RunOptions | undefined]> = [];
	const engine: WorkEngine = {
		async *run(work, options) {
			asked.push([work, options]);
			yield* parts;
		},
	};
	return {asked, engine};
}

test('a question becomes one row, and the row that comes back an answer', async () => {
	const {asked, engine} = engineThat({kind: 'row', output: Float32Array.of(3), batch: 8});
	const options = {caller: 'a validator', deadline: 9};

	expect(await answer({numbers: [1, 2]}, engine, options)).toEqual({
		ok: true,
		answer: {sum: 3, of: 2},
		batch: 8,
	});
	expect(asked).toEqual([[{kind: 'tensor', input: Float32Array.of(1, 2)}, options]]);
});

test('a refusal keeps its reason and cause', async () => {
	const cause = new Error('The device is gone');
	const {engine} = engineThat({kind: 'refused', reason: 'engine-failed', cause});

	expect(await answer({numbers: []}, engine)).toEqual({ok: false, reason: 'engine-failed', cause});
});

test.each([[[]], [[{kind: 'text', text: 'three'} as const]]])(
	'an engine that gives no row, but %j, has failed',
	async parts => {
		expect(await answer({numbers: []}, engineThat(...parts).engine)).toEqual({
			ok: false,
			reason: 'engine-failed',
		});
	},
);
