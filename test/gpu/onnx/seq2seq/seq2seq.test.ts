import {cp, mkdir, readdir, readFile, rename, rm, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import type {GenerateRequest, LanguageModel} from '../../../../src/gpu/language/language-model.ts';
import {loadDecoder} from '../../../../src/gpu/onnx/decoder/load-decoder.ts';
import {fixtureFolder, loadFixture, loadFolder} from '../../../helpers/language/load-fixture.ts';
import {
	makeText,
	startTestLanguageEngine,
} from '../../../helpers/language/start-test-language-engine.ts';
import {makeTemporaryFolder} from '../../../helpers/temporary-folder.ts';

type Expected = {
	readonly prompt: string;
	readonly promptIds: readonly number[];
	readonly ids: readonly number[];
	readonly text: string;
};

const kinds = ['t5', 'marian'] as const;
type Kind = (typeof kinds)[number];

/** Read what `transformers` makes of some prompts. */
const readExpected = async (kind: Kind) =>
	JSON.parse(
		await readFile(path.join(fixtureFolder(kind), 'expected.json'), 'utf8'),
	) as readonly Expected[];

/** The texts of `transformers` have up to 24 tokens, and one that they end with. */
const toMade = ({promptIds, ids, text}: Expected) => ({
	text,
	generated: {
		ok: true,
		reason: ids.at(-1) === 1 ? 'stop' : 'length',
		promptTokens: promptIds.length,
		tokens: ids.length,
	},
});

async function make(
	model: LanguageModel,
	request: Partial<GenerateRequest>,
	{signal, onPiece}: {readonly signal?: AbortSignal; readonly onPiece?: () => void} = {},
) {
	let text = '';
	const generated = await model.generate(
		{prompt: 'the man', maxTokens: 24, temperature: 0, seed: 0, ...request},
		{
			signal,
			onText(piece) {
				text += piece;
				onPiece?.();
			},
		},
	);
	return {text, generated};
}

/** Copy a model, with some of its files replaced or removed. */
async function copyFixture(kind: Kind, files: Readonly<Record<string, unknown>> = {}) {
	const folder = await makeTemporaryFolder(kind);
	await cp(fixtureFolder(kind), folder, {recursive: true});
	for (const [name, value] of Object.entries(files)) {
		const file = path.join(folder, name);
		await (value === undefined ? rm(file) : writeFile(file, JSON.stringify(value)));
	}

	return folder;
}

const load = async (model: string) => loadDecoder({model, device: 'cpu', threads: 1});

test.each(kinds)('%s writes the tokens that it writes in transformers', async kind => {
	const model = await loadFixture(kind);
	for (const each of await readExpected(kind)) {
		expect(await make(model, {prompt: each.prompt})).toEqual(toMade(each));
	}
});

test.each(kinds)('a text of %s is the same among others that begin with it', async kind => {
	const model = await loadFixture(kind);
	const expected = await readExpected(kind);
	const made = await Promise.all(expected.map(async ({prompt}) => make(model, {prompt})));

	expect(made).toEqual(expected.map(each => toMade(each)));
});

test.each(kinds)('a text of %s is the same beside those that join later', async kind => {
	const model = await loadFixture(kind);
	// More than may have lengths of their own; each begins with the first piece of the one before.
	const expected = (await readExpected(kind)).flatMap(each => [each, each]);
	const made: unknown[] = [];
	let begun = 0;
	const join = async (): Promise<void> => {
		const index = begun++;
		const each = expected[index];
		if (!each) {
			return;
		}

		const {promise: first, resolve} = Promise.withResolvers<void>();
		const making = make(model, {prompt: each.prompt}, {onPiece: resolve});
		await Promise.race([first, making]);
		const others = join();
		made[index] = await making;
		await others;
	};

	await join();

	expect(made).toEqual(expected.map(each => toMade(each)));
});

test('a text that nobody wants any more ends, and the others go on', async () => {
	const model = await loadFixture('t5');
	const [one, other] = await readExpected('t5');
	const controller = new AbortController();
	const cancelled = make(
		model,
		{prompt: other!.prompt},
		{
			signal: controller.signal,
			onPiece() {
				controller.abort();
			},
		},
	);
	const kept = make(model, {prompt: one!.prompt});

	expect((await cancelled).generated).toMatchObject({ok: false, cause: 'cancelled'});
	expect(await kept).toEqual(toMade(one!));
});

test('prompt and answer have a context each', async () => {
	const model = await loadFixture('t5');
	// A token for each letter, one for the space before them, and one for the end.
	const prompt = (tokens: number) => 'c'.repeat(tokens - 2);

	expect(model.context).toBe(64);
	expect((await make(model, {prompt: prompt(64)})).generated).toMatchObject({promptTokens: 64});
	expect((await make(model, {prompt: prompt(65)})).generated).toEqual({
		ok: false,
		cause: 'too-long',
		problem: 'The prompt has `65` tokens, and the model takes `64`',
	});
	const endless = await loadFolder(
		await copyFixture('t5', {'generation_config.json': {bad_words_ids: [[1]]}}),
	);
	expect((await make(endless, {maxTokens: 1000})).generated).toMatchObject({
		reason: 'length',
		tokens: 63,
	});
});

test('of a chat it reads the last text of the user, unless it has a template', async () => {
	const model = await loadFixture('t5');
	const [one, other] = await readExpected('t5');
	const chat = [
		{role: 'system', content: 'before noon'},
		{role: 'user', content: other!.prompt},
		{role: 'assistant', content: 'the milk'},
		{role: 'user', content: one!.prompt},
	] as const;
	const template = '{{ messages[1].content }}{{ eos_token }}';
	const wrapped = await loadFolder(
		await copyFixture('t5', {
			'tokenizer_config.json': {chat_template: template, eos_token: '</s>'},
		}),
	);

	expect(await make(model, {prompt: chat})).toEqual(toMade(one!));
	expect(await make(wrapped, {prompt: chat})).toEqual(toMade(other!));
	expect((await make(model, {prompt: chat.slice(0, 1)})).generated).toMatchObject({
		cause: 'unsupported',
	});
});

test('a token may be never picked, or always picked first', async () => {
	const [{prompt, ids}] = (await readExpected('t5')) as [Expected];
	const [first, second] = ids as [number, number];
	const banned = await loadFolder(
		await copyFixture('t5', {'generation_config.json': {bad_words_ids: [[first], [3, 4]]}}),
	);
	const forced = await loadFolder(
		await copyFixture('t5', {'generation_config.json': {forced_bos_token_id: first}}),
	);
	const whole = await make(await loadFixture('t5'), {prompt, maxTokens: 2});
	const rest = await make(forced, {prompt, maxTokens: 1});

	expect(second).not.toBe(first);
	expect(rest.text).not.toBe('');
	expect(whole.text.endsWith(rest.text)).toBe(true);
	expect((await make(banned, {prompt, maxTokens: 1})).text).not.toBe(
		(await make(forced, {prompt, maxTokens: 1})).text,
	);
});

test('the files may be in a folder named after their format', async () => {
	const folder = await copyFixture('marian');
	await mkdir(path.join(folder, 'onnx'));
	for (const name of await readdir(folder)) {
		if (name.endsWith('.onnx')) {
			await rename(path.join(folder, name), path.join(folder, 'onnx', name));
		}
	}

	const [one] = await readExpected('marian');
	expect(await make(await loadFolder(folder), {prompt: one!.prompt})).toEqual(toMade(one!));
});

test.each([
	[
		't5',
		{'decoder_model_merged.onnx': undefined},
		'beside its `encoder_model.onnx` there is no `decoder_model_merged.onnx`, nor both `decoder_model.onnx` and `decoder_with_past_model.onnx`',
	],
	[
		't5',
		{'encoder_model.onnx': undefined},
		'beside its `decoder_model_merged.onnx` there is no `encoder_model.onnx`',
	],
	[
		't5',
		{'config.json': {}, 'generation_config.json': {}},
		'`config.json` has no `decoder_start_token_id`',
	],
	['t5', {'decoder_model_merged.onnx': {}}, expect.any(String)],
] as const)('a folder of %s with %j is refused', async (kind, files, problem) => {
	expect(await load(await copyFixture(kind, files))).toEqual({
		ok: false,
		cause: 'bad-model',
		problem,
	});
});

test('a decoder that belongs to no encoder is refused', async () => {
	const folder = await copyFixture('marian');
	await cp(
		path.join(folder, 'decoder_model.onnx'),
		path.join(folder, 'decoder_with_past_model.onnx'),
	);

	expect(await load(folder)).toEqual({
		ok: false,
		cause: 'bad-model',
		problem: 'its decoder has no inputs `past_key_values` for both its own text and the prompt',
	});
});

test('an engine answers with it', async () => {
	const engine = await startTestLanguageEngine({fixture: 'marian'});
	const expected = await readExpected('marian');
	const made = await Promise.all(
		expected.map(async ({prompt}) => makeText(engine, {prompt, maxTokens: 24, temperature: 0})),
	);

	expect(engine.info()).toMatchObject({capabilities: ['generate'], capacity: 32});
	expect(made.map(({text}) => text)).toEqual(expected.map(({text}) => text));
});
