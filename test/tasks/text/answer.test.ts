import {expect, test} from 'vitest';
import {parseTextAnswer} from '../../../src/tasks/text/answer.ts';

const answer = {text: 'kitchen', finish_reason: 'stop'};
const usage = {prompt_tokens: 60, completion_tokens: 1, total_tokens: 61};

test.each([
	['a text', answer],
	['a text that was cut', {...answer, finish_reason: 'length'}],
	['a text with its number of tokens', {...answer, usage}],
	['an empty text', {...answer, text: ''}],
	['the longest text', {...answer, text: 'a'.repeat(16_384)}],
	['no token', {...answer, usage: {prompt_tokens: 0, completion_tokens: 0, total_tokens: 0}}],
])('%s is an answer', (_name, value) => {
	expect(parseTextAnswer(value)).toEqual({ok: true, value});
});

test.each([
	['undefined', undefined, 'not an object'],
	['null', null, 'not an object'],
	['a text alone', 'kitchen', 'not an object'],
	['nothing', {}, '`text` is missing'],
	['a number', {...answer, text: 2}, '`text` is not a string'],
	['a text too long', {...answer, text: 'a'.repeat(16_385)}, '`text` has over 16384 characters'],
	['no reason', {text: 'kitchen'}, '`finish_reason` is missing'],
	[
		'another reason',
		{...answer, finish_reason: 'error'},
		'`finish_reason` is not `stop` or `length`',
	],
	['another field', {...answer, sure: true}, 'a field that is not known'],
	['usage of null', {...answer, usage: null}, '`usage` is not an object'],
	[
		'less than no token',
		{...answer, usage: {prompt_tokens: 2, completion_tokens: -1, total_tokens: 1}},
		'`usage.completion_tokens` is not a whole number from 0 to 1000000',
	],
	[
		'too many tokens',
		{...answer, usage: {prompt_tokens: 1_000_001, completion_tokens: 0, total_tokens: 1_000_001}},
		'`usage.prompt_tokens` is not a whole number from 0 to 1000000',
	],
	['a wrong sum', {...answer, usage: {...usage, total_tokens: 62}}, '`usage` does not add up'],
	[
		'a sum that is a text',
		{...answer, usage: {...usage, total_tokens: '61'}},
		'`usage.total_tokens` is not a number',
	],
])('%s is no answer', (_name, value, reason) => {
	expect(parseTextAnswer(value)).toEqual({ok: false, reason});
});
