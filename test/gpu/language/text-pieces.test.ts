import {expect, test} from 'vitest';
import {createStopWords} from '../../../src/gpu/language/stop-words.ts';
import {createTextStream} from '../../../src/gpu/language/text-stream.ts';

/** Tokens are single bytes. */
const decode = (ids: readonly number[]) => new TextDecoder().decode(Uint8Array.from(ids));

function streamBytes(bytes: Iterable<number>) {
	const stream = createTextStream(decode);
	return [...Array.from(bytes, byte => stream.add(byte)), stream.end()];
}

test('a character comes whole, with its last byte', () => {
	expect(streamBytes(new TextEncoder().encode('a€😀'))).toEqual([
		'a',
		'',
		'',
		'€',
		'',
		'',
		'',
		'😀',
		'',
	]);
});

test.each([
	['bytes that begin no character', [0x61, 0xff, 0x62, 0xc3, 0x28, 0x80, 0x80, 0x63]],
	['the first half of a character at the end', [0x61, 0xf0, 0x9f]],
	['nothing but the inside of characters', [0x80, 0x81, 0x82, 0x83]],
])('%s come out as when decoded at once', (_, bytes) => {
	expect(streamBytes(bytes).join('')).toBe(decode(bytes));
});

test('what was passed on stays as it is, whatever comes', () => {
	// As of tokenizers whose decoders drop the space before the first word.
	const words = ['▁one', '▁two', '▁three'];
	const stream = createTextStream(ids =>
		ids
			.map(id => words[id])
			.join('')
			.replaceAll('▁', ' ')
			.trimStart(),
	);

	expect([stream.add(0), stream.add(1), stream.add(2), stream.end()]).toEqual([
		'one',
		' two',
		' three',
		'',
	]);
});

test('a tokenizer that takes back what it said makes the stream say nothing', () => {
	const stream = createTextStream(ids => (ids.length < 2 ? 'ab' : 'x'));

	expect([stream.add(0), stream.add(1), stream.end()]).toEqual(['ab', '', '']);
});

test.each<{stops: string[]; pieces: string[]; passed: string[]; isFound?: boolean}>([
	{stops: [], pieces: ['one', 'two'], passed: ['one', 'two', '']},
	{stops: [''], pieces: ['a'], passed: ['a', '']},
	{stops: ['##'], pieces: ['a#', 'b'], passed: ['a', '#b', '']},
	{stops: ['##'], pieces: ['a#'], passed: ['a', '#']},
	{stops: ['##'], pieces: ['a#', '#b', 'c'], passed: ['a', '', '', ''], isFound: true},
	{stops: ['c', 'b'], pieces: ['abc'], passed: ['a', ''], isFound: true},
	{stops: ['aab'], pieces: ['a', 'a', 'a', 'b'], passed: ['', '', 'a', '', ''], isFound: true},
])('of $pieces, $passed is passed on before $stops', ({stops, pieces, passed, isFound = false}) => {
	const words = createStopWords(stops);

	expect([...pieces.map(piece => words.add(piece)), words.end()]).toEqual(passed);
	expect(words.isFound()).toBe(isFound);
});
