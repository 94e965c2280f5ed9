import {expect, test} from 'vitest';
import {escapeInJson, toPlainText, withoutStrangeSequences} from '../../src/support/plain-text.ts';

test.each([
	['colors', 'a\u{1B}[31;1mred\u{1B}[0m', 'ared'],
	['cursor movements', '\u{1B}[2J\u{1B}[1;1Ha\u{1B}[3Ab', 'ab'],
	['the clipboard', 'a\u{1B}]52;c;cm0gLXJm\u{7}b\u{1B}]52;c;cm0=\u{1B}\\c', 'abc'],
	['hyperlinks', '\u{1B}]8;;https://evil.example\u{1B}\\here\u{1B}]8;;\u{1B}\\', 'here'],
	['8-bit sequences', 'a\u{9B}31mb\u{9B}2Jc', 'abc'],
	['line ends, tabs, bells and nulls', 'a\r\nb\tc\u{7}d\0e\u{85}f\u{2028}g', 'a b c d e f g'],
	['bidirectional controls', 'a\u{202E}b\u{202C}\u{2066}c\u{2069}\u{200F}d\u{61C}', 'abcd'],
	['what has no width', 'f\u{200B}in\u{200D}n\u{2060}e\u{FEFF}y\u{AD}', 'finney'],
	['tags', 'a\u{E0041}b', 'ab'],
	['halves of characters', 'a\u{D800}b\u{DC00}', 'a\u{FFFD}b\u{FFFD}'],
])('of %s nothing is left but the words', (_, hostile, plain) => {
	expect(toPlainText(hostile)).toBe(plain);
});

test.each(['', 'Answers at [::1]:8091', 'τ 1.5 → 3 of 5… ⚠️ 日本', 'é e\u{301} 🚀'])(
	'`%s` stays as it is',
	text => {
		expect(toPlainText(text)).toBe(text);
	},
);

/** Every character of the planes in use, each with an escape before it. */
const all = Array.from({length: 0x1_10_00}, (_, code) => `\u{1B}${String.fromCodePoint(code)}`);

test('nothing that is obeyed gets through, whatever stands beside it', () => {
	expect(toPlainText(all.join(''))).not.toMatch(/[\p{Control}\p{Format}\p{Surrogate}]/v);
});

test('JSON is the same to who reads it, and harmless to who looks at it', () => {
	const value = {[all.join('')]: all.join('')};
	const json = escapeInJson(JSON.stringify(value));

	expect(JSON.parse(json)).toEqual(value);
	expect(json).not.toMatch(/[\p{Control}\p{Format}\p{Surrogate}]/v);
});

test('a frame keeps what it is drawn with', () => {
	const drawn = '\u{1B}[?2026h\u{1B}[2A\u{1B}[38;5;7m█ 1 ms…\u{1B}[39m\u{1B}[K\n';

	expect(withoutStrangeSequences(drawn)).toBe(drawn);
	expect(withoutStrangeSequences('a\u{1B}]52;c;eA==\u{7}\u{202E}b\u{9B}c')).toBe(
		'a52;c;eA==\u{7}bc',
	);
});
