import {expect, test} from 'vitest';
import {loadFixture} from '../../../helpers/language/load-fixture.ts';

const texts = ['the man', 'the milk went to the kitchen', 'noon', 'x'.repeat(96)];

test('a text becomes the same vector of unit length, alone and among others', async () => {
	const model = await loadFixture('encoder');
	const together = await Promise.all(texts.map(async text => model.embed({text})));
	for (const [index, text] of texts.entries()) {
		const alone = await model.embed({text});
		if (!alone.ok) {
			throw new Error(alone.problem);
		}

		expect(Math.hypot(...alone.vector)).toBeCloseTo(1, 6);
		const other = together[index]!;
		expect(other.ok && other.tokens).toBe(alone.tokens);
		expect(other.ok && dot(other.vector, alone.vector)).toBeCloseTo(1, 6);
	}

	const [one, two] = together;
	expect(one!.ok && two!.ok && dot(one!.vector, two!.vector)).toBeLessThan(0.99);
});

test('what it cannot do is refused', async () => {
	const model = await loadFixture('encoder');

	expect(model.capabilities).toEqual(['embed']);
	expect(await model.embed({text: 'x'.repeat(97)})).toMatchObject({ok: false, cause: 'too-long'});
	expect(await model.embed({text: ''})).toMatchObject({ok: false, cause: 'unsupported'});
	expect(
		await model.generate({prompt: 'the', maxTokens: 1, seed: 1}, {onText: () => undefined}),
	).toMatchObject({ok: false, cause: 'unsupported'});
});

test('a vector that nobody wants any more is not made', async () => {
	const model = await loadFixture('encoder');
	const controller = new AbortController();
	const vector = model.embed({text: 'the man'}, {signal: controller.signal});
	const other = model.embed({text: 'the man'});
	controller.abort();

	expect(await vector).toMatchObject({ok: false, cause: 'cancelled'});
	expect(await other).toMatchObject({ok: true});
	const late = model.embed({text: 'the man'});
	await model.close();
	expect(await late).toMatchObject({ok: false, cause: 'cancelled'});
});

function dot(one: Float32Array, other: Float32Array) {
	return one.reduce((total, value, index) => total + value * other[index]!, 0);
}
