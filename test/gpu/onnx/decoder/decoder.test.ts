import {cp, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import type {GenerateRequest, LanguageModel} from '../../../../src/gpu/language/language-model.ts';
import {fixtureFolder, loadFixture, loadFolder} from '../../../helpers/language/load-fixture.ts';
import {makeTemporaryFolder} from '../../../helpers/temporary-folder.ts';

const story = 'the man went to the garden and the woman took the milk';

/** Different prompts of different lengths, and as many ways to continue them. */
const requests = Array.from({length: 40}, (_, index): GenerateRequest => ({
	prompt: story.slice(0, 3 + ((index * 7) % 40)),
	maxTokens: 5 + ((index * 11) % 30),
	temperature: index % 3 === 0 ? 0 : 0.9,
	topP: index % 2 === 0 ? 0.8 : 1,
	seed: index,
}));

async function make(model: LanguageModel, request: Partial<GenerateRequest>, signal?: AbortSignal) {
	const pieces: string[] = [];
	const generated = await model.generate(
		{prompt: story, maxTokens: 20, temperature: 0.9, seed: 7, ...request},
		{
			signal,
			onText(text) {
				pieces.push(text);
			},
		},
	);
	return {text: pieces.join(''), pieces, generated};
}

async function makeOneByOne(model: LanguageModel) {
	const made: Array<Awaited<ReturnType<typeof make>>> = [];
	for (const request of requests) {
		made.push(await make(model, request));
	}

	return made;
}

test('a text comes out the same alone, among others, and beside those that join later', async () => {
	const model = await loadFixture('decoder');
	const alone = await makeOneByOne(model);
	const together = await Promise.all(requests.map(async request => make(model, request)));
	// Each begins with the first piece of the one before, in the midst of all those.
	const joining: typeof together = [];
	const join = async (index: number): Promise<unknown> => {
		const request = requests[index];
		if (!request) {
			return;
		}

		const {promise: begun, resolve} = Promise.withResolvers<void>();
		let text = '';
		const making = model.generate(request, {
			onText(piece) {
				text += piece;
				resolve();
			},
		});
		await Promise.race([begun, making]);
		const rest = join(index + 1);
		const generated = await making;
		joining[index] = {text, pieces: [], generated};
		return rest;
	};

	await join(0);

	expect(together).toEqual(alone);
	expect(joining).toEqual(alone.map(each => ({...each, pieces: []})));
	expect(new Set(alone.map(({text}) => text)).size).toBeGreaterThan(35);
});

test('the seed decides the text', async () => {
	const model = await loadFixture('decoder');
	const [one, same, other] = [
		await make(model, {seed: 1}),
		await make(model, {seed: 1}),
		await make(model, {seed: 2}),
	];

	expect(same).toEqual(one);
	expect(other.text).not.toBe(one.text);
});

test('the end tells how many tokens there were, and why it came', async () => {
	const model = await loadFixture('decoder');
	const {generated} = await make(model, {prompt: 'the man', maxTokens: 3});
	expect(generated).toEqual({ok: true, reason: 'length', promptTokens: 2, tokens: 3});
	expect((await make(model, {maxTokens: 0})).generated).toMatchObject({tokens: 0});
});

test('a text ends before the token that ends texts, which counts', async () => {
	const whole = await make(await loadFixture('decoder'), {maxTokens: 40});
	const folder = await makeTemporaryFolder('decoder');
	await cp(fixtureFolder('decoder'), folder, {recursive: true});
	// One token in four.
	const ends = Array.from({length: 80}, (_, index) => index * 4);
	await writeFile(
		path.join(folder, 'generation_config.json'),
		JSON.stringify({eos_token_id: ends}),
	);
	const {text, generated} = await make(await loadFolder(folder), {maxTokens: 40});

	expect(whole.text.startsWith(text)).toBe(true);
	expect(generated).toMatchObject({ok: true, reason: 'stop'});
	expect(generated.ok && generated.tokens).toBeLessThan(40);
	expect(generated.ok && generated.tokens).toBeGreaterThan(0);
});

test('a text ends where the context does', async () => {
	const model = await loadFixture('decoder');
	const {generated} = await make(model, {prompt: 'x'.repeat(90), temperature: 0, maxTokens: 50});

	expect(model.context).toBe(96);
	expect(generated).toEqual({ok: true, reason: 'length', promptTokens: 90, tokens: 6});
});

test('a prompt without room for an answer is too long', async () => {
	const model = await loadFixture('decoder');

	expect((await make(model, {prompt: 'x'.repeat(95), maxTokens: 1})).generated).toMatchObject({
		tokens: 1,
	});
	expect((await make(model, {prompt: 'x'.repeat(96)})).generated).toEqual({
		ok: false,
		cause: 'too-long',
		problem: 'The prompt has `96` tokens, and the model takes `96` with the answer',
	});
});

test('a text ends before a stop, which may span pieces', async () => {
	const model = await loadFixture('decoder');
	const whole = await make(model, {maxTokens: 30});
	const middle = whole.pieces.slice(0, 9).join('').length;
	const stop = whole.text.slice(middle - 2, middle + 3);
	const {text, generated} = await make(model, {maxTokens: 30, stop: ['never there', stop]});

	expect(text).toBe(whole.text.slice(0, whole.text.indexOf(stop)));
	expect(generated).toMatchObject({ok: true, reason: 'stop'});
});

test('a chat is put into the words of its template', async () => {
	const model = await loadFixture('decoder');
	const chat = [{role: 'user', content: 'where is the man'}] as const;
	const {generated, text} = await make(model, {prompt: chat});
	const plain = await make(model, {prompt: '<s>user: where is the man\n<s>assistant:'});

	expect(generated.ok).toBe(true);
	expect(text).toBe(plain.text);
});

test('a text that nobody wants any more ends, and the others go on', async () => {
	const model = await loadFixture('decoder');
	const alone = await make(model, {seed: 1});
	const controller = new AbortController();
	const cancelled = model.generate(
		{prompt: story, maxTokens: 70, temperature: 0, seed: 7},
		{
			signal: controller.signal,
			onText() {
				controller.abort();
			},
		},
	);
	const other = make(model, {seed: 1});

	expect(await cancelled).toMatchObject({ok: false, cause: 'cancelled'});
	expect(await other).toEqual(alone);
	expect((await make(model, {}, AbortSignal.abort())).generated).toMatchObject({
		cause: 'cancelled',
	});
});

test('closing ends what is under way', async () => {
	const model = await loadFixture('decoder');
	const making = make(model, {maxTokens: 70});
	await model.close();

	expect((await making).generated).toMatchObject({ok: false, cause: 'cancelled'});
});

test('it makes no vectors, and takes no empty prompt', async () => {
	const model = await loadFixture('decoder');

	expect(model.capabilities).toEqual(['generate']);
	expect(await model.embed({text: 'the man'})).toMatchObject({cause: 'unsupported'});
	expect((await make(model, {prompt: ''})).generated).toMatchObject({cause: 'unsupported'});
});
