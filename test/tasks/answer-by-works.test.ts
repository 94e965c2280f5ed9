import {expect, test} from 'vitest';
import type {Part, Work, WorkEngine} from '../../src/gpu/engine.ts';
import {answerByWorks} from '../../src/tasks/answer-by-works.ts';

type Texts = {readonly texts: readonly string[]};

const answer = answerByWorks<Texts, {readonly lengths: readonly number[]}>({
	toWorks: ({texts}) => texts.map(text => ({kind: 'embed', text})),
	toAnswer: vectors => ({lengths: vectors.map(([length]) => length!)}),
});

const engineThat = (answerOne: (text: string) => Part): WorkEngine => ({
	async *run(work: Work) {
		yield answerOne(work.kind === 'embed' ? work.text : '');
	},
});

test('a question becomes several works, whose results come in its order', async () => {
	const engine = engineThat(text => ({
		kind: 'vector',
		vector: Float32Array.of(text.length),
		tokens: 1,
	}));

	expect(await answer({texts: ['three', 'a', 'at']}, engine)).toEqual({
		ok: true,
		answer: {lengths: [5, 1, 2]},
	});
});

test('works are asked for all at once, so that they can share a pass', async () => {
	let waiting = 0;
	const all = Promise.withResolvers<void>();
	const engine: WorkEngine = {
		async *run() {
			waiting++;
			if (waiting === 3) {
				all.resolve();
			}

			await all.promise;
			yield {kind: 'row', output: Float32Array.of(1), batch: 3};
		},
	};

	expect(await answer({texts: ['a', 'b', 'c']}, engine)).toMatchObject({ok: true});
});

test('one that is refused refuses the question', async () => {
	const engine = engineThat(text =>
		text === 'b'
			? {kind: 'refused', reason: 'too-long'}
			: {kind: 'vector', vector: Float32Array.of(1), tokens: 1},
	);

	expect(await answer({texts: ['a', 'b', 'c']}, engine)).toEqual({ok: false, reason: 'too-long'});
});
