import stringWidth from 'string-width';
import {expect, test} from 'vitest';
import measure from '../../scripts/string-width.ts';

test('the bundle measures every character as `string-width` does', () => {
	const wrong: number[] = [];
	for (let code = 0; code < 0x30_00; code++) {
		const text = String.fromCodePoint(code);
		if (measure(text) !== stringWidth(text)) {
			wrong.push(code);
		}
	}

	expect(wrong).toEqual([]);
});

test('the bundle measures texts as `string-width` does, the first time and again', () => {
	for (const text of [
		'',
		'abc',
		'│⣿█│',
		'日本 │',
		'e\u{301}',
		'\u{1B}[31mab\u{1B}[39m',
		'👩‍👧',
		'\t',
	]) {
		expect(measure(text)).toBe(stringWidth(text));
		expect(measure(text)).toBe(stringWidth(text));
	}
});

test('the bundle passes options on', () => {
	const options = {ambiguousIsNarrow: false};

	expect(measure('─·', options)).toBe(4);
	expect(measure('─·')).toBe(2);
});
