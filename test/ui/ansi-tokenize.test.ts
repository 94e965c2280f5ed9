import {expect, test} from 'vitest';
import {styledCharsFromTokens, styledCharsToString, tokenize} from '../../scripts/ansi-tokenize.ts';
import * as original from '../../node_modules/@alcalzone/ansi-tokenize/build/index.js';

const texts = [
	'',
	'abc',
	'\u{1B}[31mab\u{1B}[39mc',
	'│\u{1B}[1m⣿█\u{1B}[22m│',
	'日本 │',
	'e\u{301}',
];

test('the bundle takes texts apart as `@alcalzone/ansi-tokenize` does, the first time and again', () => {
	for (const text of [...texts, ...texts]) {
		const tokens = tokenize(text);
		expect(tokens).toEqual(original.tokenize(text));
		const characters = styledCharsFromTokens(tokens);
		expect(characters).toEqual(original.styledCharsFromTokens(original.tokenize(text)));
		expect(styledCharsToString(characters)).toBe(text);
	}
});

test('a text of which only the beginning is asked for is not taken for the whole', () => {
	expect(tokenize('abcdef', 3)).toEqual(original.tokenize('abcdef', 3));
	expect(tokenize('abcdef')).toEqual(original.tokenize('abcdef'));
});
