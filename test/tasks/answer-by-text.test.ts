import {expect, test} from 'vitest';
import type {Part, Work, WorkEngine} from '../../src/gpu/engine.ts';
import {answerByText} from '../../src/tasks/answer-by-text.ts';
import {textTask} from '../../src/tasks/text/text-task.ts';
import {translationTask} from '../../src/tasks/translation/translation-task.ts';

const made: readonly Part[] = [
	{kind: 'text', text: ' the'},
	{kind: 'text', text: ' kitchen'},
	{kind: 'text-end', reason: 'stop', promptTokens: 9, tokens: 3},
];

function engineThat(...parts: readonly Part[]) {
	const asked: Work[] = [];
	const engine: WorkEngine = {
		async *run(work) {
			asked.push(work);
			yield* parts;
		},
	};
	return {asked, engine};
}

const answer = answerByText<string, unknown>({
	toWork: prompt => ({prompt, maxTokens: 4}),
	toAnswer: answered => answered,
});

test('pieces are passed on as they come, and joined', async () => {
	const {asked, engine} = engineThat(...made);
	const pieces: unknown[] = [];
	const onPiece = (piece: unknown) => {
		pieces.push(piece);
	};

	expect(await answer('Anna is in', engine, {onPiece})).toEqual({
		ok: true,
		answer: {
			kind: 'text-end',
			text: ' the kitchen',
			reason: 'stop',
			promptTokens: 9,
			tokens: 3,
		},
	});
	expect(pieces).toEqual([{text: ' the'}, {text: ' kitchen'}]);
	expect(asked).toEqual([{kind: 'generate', prompt: 'Anna is in', maxTokens: 4}]);
});

test('a text that breaks off is refused with its reason and cause', async () => {
	const cause = new Error('The device is gone');
	const {engine} = engineThat(made[0]!, {kind: 'refused', reason: 'engine-failed', cause});

	expect(await answer('Anna', engine)).toEqual({ok: false, reason: 'engine-failed', cause});
});

test('a text without an end has failed', async () => {
	expect(await answer('Anna', engineThat(made[0]!).engine)).toEqual({
		ok: false,
		reason: 'engine-failed',
	});
});

test('a chat is answered in the words of OpenAI’s API', async () => {
	const {asked, engine} = engineThat(...made);
	const messages = [{role: 'user', content: 'Where is Anna?'}] as const;
	const question = {
		messages: [...messages],
		max_tokens: 16,
		temperature: 0.5,
		top_p: 0.9,
		stop: '\n',
		seed: 7,
	};

	expect(await textTask.answer(question, engine)).toEqual({
		ok: true,
		answer: {
			text: ' the kitchen',
			finish_reason: 'stop',
			usage: {prompt_tokens: 9, completion_tokens: 3, total_tokens: 12},
		},
	});
	expect(asked).toEqual([
		{
			kind: 'generate',
			prompt: messages,
			maxTokens: 16,
			temperature: 0.5,
			topP: 0.9,
			stop: ['\n'],
			seed: 7,
		},
	]);
});

test('a completion keeps its prompt and its stops', async () => {
	const {asked, engine} = engineThat(...made);
	await textTask.answer({prompt: 'Anna is in', max_tokens: 16, stop: ['.', '!']}, engine);

	expect(asked).toMatchObject([{prompt: 'Anna is in', stop: ['.', '!']}]);
});

test('an answer over the limit is cut at it, at a whole character', async () => {
	const long: Part = {kind: 'text', text: `${'-'.repeat(16_383)}🦊`};
	const answered = await textTask.answer(
		{prompt: 'Anna', max_tokens: 16},
		engineThat(long, made[2]!).engine,
	);

	expect(answered).toMatchObject({answer: {finish_reason: 'length'}});
	expect(textTask.parseAnswer(answered.ok ? answered.answer : undefined).ok).toBe(true);
});

test.each([
	[{}, false],
	[{stream: false}, false],
	[{stream: true}, true],
])('a text with %j is streamed: %s', (option, isStreamed) => {
	expect(textTask.isStreamed!({prompt: 'Anna', max_tokens: 16, ...option})).toBe(isStreamed);
});

test('a translator is told the languages by name', async () => {
	const {asked, engine} = engineThat(
		{kind: 'text', text: ' La hundo dormas.\n'},
		{kind: 'text-end', reason: 'stop', promptTokens: 9, tokens: 5},
	);
	const question = {text: 'The dog sleeps.', source: 'en', target: 'eo'};

	expect(await translationTask.answer(question, engine)).toEqual({
		ok: true,
		answer: {translation: 'La hundo dormas.'},
	});
	expect(asked).toEqual([
		{
			kind: 'generate',
			prompt: [
				{
					role: 'system',
					content: 'Translate from English to Esperanto. Reply with the translation only.',
				},
				{role: 'user', content: 'The dog sleeps.'},
			],
			maxTokens: 46,
			temperature: 0,
		},
	]);
});
