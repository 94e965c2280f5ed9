import {expect, test} from 'vitest';
import {glyphsOf} from '../../../src/ui/terminal/glyphs.ts';
import {widthOf} from '../../../src/ui/draw/text.ts';

const signsOf = (set: Parameters<typeof glyphsOf>[0]): readonly string[] =>
	Object.values(glyphsOf(set)).flatMap(sign =>
		typeof sign === 'string' ? [sign] : Object.values<string>(sign),
	);

test.each(['braille', 'block', 'ascii'] as const)('each sign of %s takes one cell', set => {
	expect(signsOf(set).filter(sign => widthOf(sign) !== 1)).toEqual([]);
});

test('no sign is an emoji, which terminals draw in one cell or two', () => {
	expect(signsOf('braille').filter(sign => /\p{Emoji_Presentation}/v.test(sign))).toEqual([]);
});

test('the poorest set is ASCII', () => {
	expect(signsOf('ascii').join('')).toMatch(/^\p{ASCII}+$/v);
});

test.each(['braille', 'block', 'ascii'] as const)(
	'states are told apart by their signs in %s',
	set => {
		const {on, part, off, bad, warn} = glyphsOf(set);

		expect(new Set([on, part, off, bad, warn]).size).toBe(5);
	},
);
