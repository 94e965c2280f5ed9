import {expect, test} from 'vitest';
import {createAsciiOutput, toAscii} from '../../../src/ui/terminal/ascii-output.ts';
import {fit, graphemesOf, widthOf} from '../../../src/ui/draw/text.ts';

test('a text that is too short is padded on the side away from it', () => {
	expect(fit('ab', 4)).toBe('ab  ');
	expect(fit('ab', 4, {align: 'right'})).toBe('  ab');
});

test('a text that is too long is cut and says so', () => {
	expect(fit('abcdef', 4)).toBe('abc…');
	expect(fit('abcdef', 4, {ellipsis: '~'})).toBe('abc~');
	expect(fit('abcdef', 1)).toBe('…');
	expect(fit('abcdef', 0)).toBe('');
	expect(fit('abcd', 4)).toBe('abcd');
});

test('wide characters count as two cells and are never cut in half', () => {
	expect(widthOf('日本')).toBe(4);
	expect(fit('日本語', 4)).toBe('日… ');
	expect(fit('日本語', 5)).toBe('日本…');
	expect(fit('日本', 6, {align: 'right'})).toBe('  日本');
});

test('what others wrote cannot move the cursor, color the screen or turn the direction', () => {
	expect(fit('a\u{1B}[31mb\rc\nd\u{202E}e\u{7}f', 12)).toBe('ab c de f   ');
});

test('a character of several code points is one', () => {
	expect(graphemesOf('ne\u{301}e')).toEqual(['n', 'e\u{301}', 'e']);
});

test('a text in ASCII keeps its width', () => {
	expect(toAscii('12 ms · 3 of 5… – τ')).toBe('12 ms - 3 of 5. - ?');
	expect(toAscii('日a')).toBe('??a');
});

test('nothing but ASCII passes an ASCII output, and all else of it stays', () => {
	const written: unknown[] = [];
	const output = {
		columns: 80,
		isTTY: true,
		write(chunk: unknown) {
			written.push(chunk);
			return true;
		},
	};
	const ascii = createAsciiOutput(output as unknown as NodeJS.WriteStream);
	ascii.write('\u{1B}[1mé…\u{1B}[22m');

	expect(written).toEqual(['\u{1B}[1m?.\u{1B}[22m']);
	expect(ascii.columns).toBe(80);
});
