import {expect, test} from 'vitest';
import {encodeLanguageModel} from '../../helpers/gguf/language-model.ts';
import {loadTestModel, make} from '../../helpers/gguf/load-test-model.ts';

const alphabet = ':abcdefghijkl é😀';
const reciting = encodeLanguageModel({knows: alphabet});
const improvising = encodeLanguageModel();

test('a plain text is continued as it is, token by token, until the model ends it', async () => {
	const model = await loadTestModel(reciting);

	expect(model).toMatchObject({
		engine: expect.stringMatching(/^llama\.cpp \S+ \(cpu\)$/v),
		provider: 'cpu',
		notes: [],
		capabilities: ['generate'],
		context: 256,
		capacity: 8,
	});
	expect(await make(model, {prompt: 'gh'})).toEqual({
		ok: true,
		reason: 'stop',
		promptTokens: 2,
		// Four letters, a space, two and four bytes of the others, and the end.
		tokens: 12,
		pieces: ['i', 'j', 'k', 'l', ' ', 'é', '😀'],
		text: 'ijkl é😀',
	});
	expect(await make(model, {prompt: 'gh', maxTokens: 3})).toMatchObject({
		reason: 'length',
		tokens: 3,
		text: 'ijk',
	});
	expect(await make(model, {prompt: 'gh', maxTokens: 0})).toMatchObject({
		reason: 'length',
		tokens: 0,
		text: '',
	});
	expect(await make(model, {prompt: ''})).toMatchObject({ok: true, text: alphabet});
});

test('a chat is written by the model’s own template', async () => {
	const model = await loadTestModel(improvising);
	const messages = [
		{role: 'system', content: 'Be brief'},
		{role: 'user', content: 'Hello'},
	] as const;
	const written = '<|begin|>system:Be brief<|end|><|begin|>user:Hello<|end|><|begin|>assistant:';
	const [chat, plain] = [
		await make(model, {prompt: messages, maxTokens: 8}),
		await make(model, {prompt: written, maxTokens: 8}),
	];

	expect(chat).toEqual(plain);
	// Each special token is one, each other byte another.
	expect(chat).toMatchObject({
		ok: true,
		promptTokens: written.replaceAll(/<\|\w+\|>/gv, '.').length,
	});
});

test('a chat is refused if the model has no template, or its template refuses', async () => {
	const chat = {prompt: [{role: 'user', content: 'Hello'}]} as const;
	const bare = await loadTestModel(encodeLanguageModel({template: ''}));
	const strict = await loadTestModel(
		encodeLanguageModel({template: "{{ raise_exception('Only systems may speak') }}"}),
	);

	expect(await make(bare, chat)).toMatchObject({
		cause: 'failed',
		problem: 'The model has no chat template',
	});
	expect(await make(strict, chat)).toMatchObject({
		cause: 'failed',
		problem: expect.stringContaining('Only systems may speak'),
	});
	expect(await make(bare, {prompt: 'Hello'})).toMatchObject({ok: true});
});

test('a text ends before a stop, and no piece of one is passed on', async () => {
	const model = await loadTestModel(reciting);

	expect(await make(model, {prompt: 'gh', stop: ['kl x', 'kl ']})).toMatchObject({
		reason: 'stop',
		tokens: 5,
		pieces: ['i', 'j'],
	});
	expect(await make(model, {prompt: 'gh', stop: ['jkm', '😀!']})).toMatchObject({
		reason: 'stop',
		text: 'ijkl é😀',
	});
});

test('a seed gives the same text again, and at temperature 0 all give the same', async () => {
	const model = await loadTestModel(improvising);
	const draw = async (seed: number, temperature: number) =>
		(await make(model, {prompt: 'Once', maxTokens: 16, temperature, seed, topP: 0.95})).text;
	const drawn = new Set<string>();
	for (const seed of [1, 2, 3, 2 ** 32 - 1, 2 ** 53 - 1]) {
		const text = await draw(seed, 3);
		expect(await draw(seed, 3)).toBe(text);
		drawn.add(text);
	}

	expect(drawn.size).toBe(5);
	expect(await draw(1, 0)).toBe(await draw(2, 0));
});

test('only the most probable tokens are drawn from', async () => {
	const model = await loadTestModel(improvising);
	const {text} = await make(model, {prompt: 'Once', maxTokens: 16});

	expect(
		await make(model, {prompt: 'Once', maxTokens: 16, temperature: 3, topP: 0.001, seed: 4}),
	).toMatchObject({text});
});

test('texts that are made at once are those made one by one, also if there are more than places', async () => {
	const model = await loadTestModel(improvising, {sequences: 3});
	const prompts = Array.from({length: 10}, (_, index) => `${'word '.repeat(index)}No. ${index}`);
	const ask = async (prompt: string) => make(model, {prompt, maxTokens: 24});
	const expected = [];
	for (const prompt of prompts) {
		expected.push(await ask(prompt));
	}

	expect(model.capacity).toBe(3);
	expect(new Set(expected.map(({text}) => text)).size).toBeGreaterThan(5);
	expect(await Promise.all(prompts.map(async prompt => ask(prompt)))).toEqual(expected);
});

test('a cancelled text ends at once, says no more, and frees its place', async () => {
	const model = await loadTestModel(reciting, {sequences: 1});
	const cancelling = new AbortController();
	const pieces: string[] = [];
	const end = await model.generate(
		{prompt: 'a', maxTokens: 100, temperature: 0, seed: 1},
		{
			signal: cancelling.signal,
			onText(text) {
				pieces.push(text);
				cancelling.abort();
			},
		},
	);

	expect(end).toMatchObject({ok: false, cause: 'cancelled'});
	expect(await make(model, {prompt: 'gh'})).toMatchObject({text: 'ijkl é😀'});
	expect(pieces).toEqual(['b']);
});

test('a text that is cancelled before or while it waits for a place is not begun', async () => {
	const model = await loadTestModel(reciting, {sequences: 1});
	const cancelling = new AbortController();
	const first = make(model, {prompt: 'a'});
	const second = make(model, {prompt: 'a'}, cancelling.signal);
	const third = make(model, {prompt: 'k'});
	cancelling.abort();

	expect(await second).toMatchObject({ok: false, cause: 'cancelled', pieces: []});
	expect(await make(model, {prompt: 'a'}, cancelling.signal)).toMatchObject({cause: 'cancelled'});
	expect((await first).text).toBe('bcdefghijkl é😀');
	expect((await third).text).toBe('l é😀');
});

test('a long prompt is taken whole, and one that is too long is refused', async () => {
	const model = await loadTestModel(encodeLanguageModel({knows: alphabet, contextLength: 2048}));
	const filler = (length: number) => '.'.repeat(length);

	for (const length of [510, 511, 512, 1400]) {
		expect(await make(model, {prompt: `${filler(length)}k`})).toMatchObject({
			ok: true,
			promptTokens: length + 1,
			text: 'l é😀',
		});
	}

	expect(await make(model, {prompt: `${filler(2044)}k`})).toMatchObject({
		reason: 'length',
		tokens: 3,
		promptTokens: 2045,
	});
	expect(await make(model, {prompt: filler(2048)})).toMatchObject({
		ok: false,
		cause: 'too-long',
		problem: 'The text has 2048 tokens, and the model takes fewer than 2048',
	});
});

test('a model of texts makes no vectors', async () => {
	const model = await loadTestModel(reciting);

	expect(await model.embed({text: 'abc'})).toMatchObject({ok: false, cause: 'unsupported'});
});
