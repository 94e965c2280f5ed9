import {expect, test} from 'vitest';
import type {LanguageModel} from '../../../src/gpu/language/language-model.ts';
import {loadTestModel, make} from '../../helpers/gguf/load-test-model.ts';
import {encodeVectorModel} from '../../helpers/gguf/vector-model.ts';

async function embed(model: LanguageModel, text: string) {
	const embedded = await model.embed({text});
	if (!embedded.ok) {
		throw new Error(embedded.problem);
	}

	return embedded;
}

const likeness = (a: Float32Array, b: Float32Array) =>
	a.reduce((sum, number, index) => sum + number * b[index]!, 0);

test('a text becomes a vector of unit length that is like those of similar texts', async () => {
	const model = await loadTestModel(encodeVectorModel());
	const {vector, tokens} = await embed(model, 'tao stake epoch');
	const {vector: similar} = await embed(model, 'stake tao epoch');
	const {vector: other} = await embed(model, 'alpha miner subnet');

	expect(model).toMatchObject({capabilities: ['embed'], context: 64, capacity: 1});
	expect(tokens).toBe(5);
	expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
	expect(likeness(vector, similar)).toBeGreaterThan(0.9);
	expect(likeness(vector, other)).toBeLessThan(0.8);
});

test('vectors that are asked for at once are those made one by one', async () => {
	const model = await loadTestModel(encodeVectorModel());
	const texts = ['tao', 'stake epoch', 'miner subnet alpha'];
	const expected = [];
	for (const text of texts) {
		expected.push(await embed(model, text));
	}

	expect(await Promise.all(texts.map(async text => embed(model, text)))).toEqual(expected);
});

test('what cannot become a vector is refused', async () => {
	const model = await loadTestModel(encodeVectorModel());

	expect(await model.embed({text: 'tao '.repeat(62)})).toMatchObject({
		cause: 'too-long',
		problem: 'The text has 64 tokens, and the model takes fewer than 64',
	});
	expect(await model.embed({text: 'tao '.repeat(61)})).toMatchObject({ok: true, tokens: 63});
	expect(await model.embed({text: ''})).toMatchObject({cause: 'failed'});
	expect(await model.embed({text: 'tao'}, {signal: AbortSignal.abort()})).toMatchObject({
		cause: 'cancelled',
	});
	expect(await make(model, {prompt: 'tao'})).toMatchObject({cause: 'unsupported'});
});
