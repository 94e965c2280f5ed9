import {expect, onTestFinished, test} from 'vitest';
import type {GenerateWork, Part} from '../../../src/gpu/engine.ts';
import {BadModelError} from '../../../src/gpu/errors.ts';
import {loadLocalLanguageEngine} from '../../../src/gpu/language/local-language-engine.ts';
import {fixtureFolder} from '../../helpers/language/load-fixture.ts';
import {makeTemporaryFolder} from '../../helpers/temporary-folder.ts';

const work: GenerateWork = {kind: 'generate', prompt: 'the man went', maxTokens: 12};

async function load(name: 'decoder' | 'encoder') {
	const engine = await loadLocalLanguageEngine(fixtureFolder(name));
	onTestFinished(engine.close);
	return engine;
}

const textOf = ([part]: readonly Part[]) => (part?.kind === 'text' ? part.text : undefined);

test('a text comes in one piece, with its end', async () => {
	const engine = await load('decoder');
	const parts = await Array.fromAsync(engine.run({...work, temperature: 0}));

	expect(parts).toEqual([
		{kind: 'text', text: expect.any(String)},
		{
			kind: 'text-end',
			reason: expect.stringMatching(/^(?:stop|length)$/v),
			promptTokens: expect.any(Number),
			tokens: expect.any(Number),
		},
	]);
});

test('a text is drawn anew each time, unless its seed is given', async () => {
	const engine = await load('decoder');
	const make = async (seed?: number) =>
		textOf(await Array.fromAsync(engine.run({...work, seed, temperature: 2})));

	expect(new Set([await make(), await make(), await make()]).size).toBeGreaterThan(1);
	expect(await make(5)).toBe(await make(5));
});

test('an encoder gives vectors, and refuses to continue texts', async () => {
	const engine = await load('encoder');

	expect(await Array.fromAsync(engine.run({kind: 'embed', text: 'the man'}))).toEqual([
		{kind: 'vector', vector: expect.any(Float32Array), tokens: expect.any(Number)},
	]);
	expect(await Array.fromAsync(engine.run(work))).toMatchObject([
		{kind: 'refused', reason: 'unsupported'},
	]);
});

test('what a decoder cannot do is refused', async () => {
	const engine = await load('decoder');
	const cancelled = AbortSignal.abort();

	expect(await Array.fromAsync(engine.run({kind: 'embed', text: 'a'}))).toMatchObject([
		{kind: 'refused', reason: 'unsupported'},
	]);
	expect(await Array.fromAsync(engine.run({kind: 'tensor', input: new Float32Array(3)}))).toEqual([
		{kind: 'refused', reason: 'unsupported'},
	]);
	expect(
		await Array.fromAsync(engine.run({...work, prompt: 'the man '.repeat(200)})),
	).toMatchObject([{kind: 'refused', reason: 'too-long', cause: expect.any(Error)}]);
	expect(await Array.fromAsync(engine.run(work, {signal: cancelled}))).toMatchObject([
		{kind: 'refused', reason: 'cancelled'},
	]);
});

test('a folder without a model is an error that names it', async () => {
	const folder = await makeTemporaryFolder('no-model');
	await expect(loadLocalLanguageEngine(folder)).rejects.toThrow(BadModelError);
	await expect(loadLocalLanguageEngine(folder)).rejects.toMatchObject({model: folder});
});
