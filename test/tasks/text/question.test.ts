import {expect, test} from 'vitest';
import {longestQuestion} from '../../../src/tasks/text/limits.ts';
import {parseTextQuestion} from '../../../src/tasks/text/question.ts';

const user = {role: 'user', content: 'Where is Anna?'};
const chat = {messages: [user], max_tokens: 16};
const completion = {prompt: 'Anna is in the', max_tokens: 16};

test.each([
	['a chat', chat],
	[
		'a chat of three roles',
		{
			...chat,
			messages: [
				{role: 'system', content: 'Be brief.'},
				user,
				{role: 'assistant', content: 'In the park.'},
				user,
			],
		},
	],
	['a text to continue', completion],
	[
		'every option',
		{
			...completion,
			temperature: 0.7,
			top_p: 0.9,
			stop: ['\n', 'Question:'],
			seed: 7,
			stream: true,
			n: 1,
		},
	],
	['one text to stop at', {...chat, stop: '.'}],
	['the smallest numbers', {...chat, max_tokens: 1, temperature: 0, seed: 0, stream: false}],
	[
		'the largest numbers',
		{...chat, max_tokens: 1024, temperature: 2, seed: Number.MAX_SAFE_INTEGER},
	],
	['four long texts to stop at', {...chat, stop: Array.from({length: 4}, () => 'a'.repeat(64))}],
	['the longest text', {...completion, prompt: 'a'.repeat(16_384)}],
	[
		'the longest chat',
		{
			...chat,
			messages: Array.from({length: 64}, () => ({role: 'user', content: 'a'.repeat(256)})),
		},
	],
	['emoji', {...completion, prompt: '🦊'}],
])('%s is accepted as it is', (_name, question) => {
	expect(parseTextQuestion(question)).toEqual({ok: true, value: question});
});

test.each<readonly [string, unknown, string]>([
	['undefined', undefined, 'not an object'],
	['null', null, 'not an object'],
	['a text', 'Where is Anna?', 'not an object'],
	['an array', [user], 'not exactly one of `messages` and `prompt`'],
	['neither text', {max_tokens: 16}, 'not exactly one of `messages` and `prompt`'],
	['both texts', {...chat, ...completion}, 'not exactly one of `messages` and `prompt`'],
	[
		'an inherited prompt',
		Object.assign(Object.create({prompt: 'Anna'}), {max_tokens: 16}),
		'not exactly one of `messages` and `prompt`',
	],
	['messages that are a text', {...chat, messages: 'Anna'}, '`messages` is not an array'],
	['no message', {...chat, messages: []}, '`messages` is empty'],
	[
		'a message too many',
		{...chat, messages: Array.from({length: 65}, () => user)},
		'`messages` has over 64 messages',
	],
	[
		'a message that is a text',
		{...chat, messages: [user, 'Anna']},
		'`messages.1` is not an object',
	],
	[
		'a message without a role',
		{...chat, messages: [{content: 'Anna'}]},
		'`messages.0.role` is missing',
	],
	[
		'another role',
		{...chat, messages: [{...user, role: 'tool'}]},
		'`messages.0.role` is not `system`, `user` or `assistant`',
	],
	[
		'content in parts',
		{...chat, messages: [{...user, content: [{type: 'text', text: 'Anna'}]}]},
		'`messages.0.content` is not a string',
	],
	['empty content', {...chat, messages: [{...user, content: ''}]}, '`messages.0.content` is empty'],
	[
		'messages too long together',
		{
			...chat,
			messages: [
				{...user, content: 'a'.repeat(16_384)},
				{...user, content: 'a'},
			],
		},
		'`messages` has over 16384 characters in all',
	],
	['a prompt of null', {...completion, prompt: null}, 'not exactly one of `messages` and `prompt`'],
	['max_tokens of null', {...chat, max_tokens: null}, '`max_tokens` is missing'],
	['two answers', {...chat, n: 2}, '`n` is not 1'],
	...[0, -1, 1.1, '1'].map(
		top_p =>
			[
				`top_p of ${JSON.stringify(top_p)}`,
				{...chat, top_p},
				'`top_p` is not a number above 0, up to 1',
			] as [string, unknown, string],
	),
	['a prompt of tokens', {...completion, prompt: [1, 2]}, '`prompt` is not a string'],
	['an empty prompt', {...completion, prompt: ''}, '`prompt` is empty'],
	[
		'a prompt too long',
		{...completion, prompt: 'a'.repeat(16_385)},
		'`prompt` has over 16384 characters',
	],
	[
		'half an emoji',
		{...completion, prompt: '🦊'.slice(0, 1)},
		'`prompt` contains half of a surrogate pair',
	],
	['no limit of tokens', {prompt: 'Anna'}, '`max_tokens` is missing'],
	...[0, 1025, 1.5, NaN, '16'].map(
		max_tokens =>
			[
				`max_tokens of ${JSON.stringify(max_tokens)}`,
				{...chat, max_tokens},
				'`max_tokens` is not a whole number from 1 to 1024',
			] as [string, unknown, string],
	),
	...[-0.1, 2.1, NaN, '1'].map(
		temperature =>
			[
				`a temperature of ${temperature}`,
				{...chat, temperature},
				'`temperature` is not a number from 0 to 2',
			] as [string, unknown, string],
	),
	...[
		'',
		[],
		['\n', ''],
		5,
		Array.from({length: 5}, () => '.'),
		'a'.repeat(65),
		[1],
		'\u{D800}',
	].map(
		stop =>
			[
				`stop of ${JSON.stringify(stop)}`,
				{...chat, stop},
				'`stop` is not a text of 1 to 64 characters, nor 1 to 4 of them',
			] as [string, unknown, string],
	),
	...[-1, 0.5, 2 ** 53, '7'].map(
		seed =>
			[
				`a seed of ${seed}`,
				{...chat, seed},
				'`seed` is not a whole number from 0 to 9007199254740991',
			] as [string, unknown, string],
	),
	['stream as a word', {...chat, stream: 'yes'}, '`stream` is not true or false'],
])('%s is refused', (_name, question, reason) => {
	expect(parseTextQuestion(question)).toEqual({ok: false, reason});
});

test('what clients of OpenAI send beside it, and what they leave open, is ignored', () => {
	const sent = {...chat, model: 'gpt-4o', user: 'a validator', logprobs: true, metadata: {a: 1}};
	const open = {temperature: null, stop: null, seed: null, stream: null, prompt: null};

	expect(parseTextQuestion({...sent, ...open})).toEqual({ok: true, value: chat});
	expect(
		parseTextQuestion({...chat, messages: [{...user, name: 'Anna', tool_calls: null}]}),
	).toEqual({ok: true, value: chat});
});

test('a refusal does not repeat what the caller wrote', () => {
	const written = '\u{1B}[2J'.repeat(1000);
	const parsed = parseTextQuestion({...chat, messages: [{role: written, content: written}]});

	expect(parsed).toEqual({
		ok: false,
		reason: '`messages.0.role` is not `system`, `user` or `assistant`',
	});
});

test('the longest question has room in a body, also if each character is escaped, as by Python', () => {
	const longest = {
		messages: Array.from({length: 64}, () => ({role: 'assistant', content: '±'.repeat(256)})),
		max_tokens: 1024,
		temperature: 0.12345678901234568,
		top_p: 0.12345678901234568,
		stop: Array.from({length: 4}, () => '±'.repeat(64)),
		seed: Number.MAX_SAFE_INTEGER,
		stream: true,
		n: 1,
	};
	expect(parseTextQuestion(longest)).toMatchObject({ok: true});
	const json = JSON.stringify(longest).replaceAll('±', String.raw`\u00b1`);
	expect(JSON.parse(json)).toEqual(longest);
	expect(json.length).toBeLessThan(longestQuestion);
	expect(json.length).toBeGreaterThan(98_304);
});
