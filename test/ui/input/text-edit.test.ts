import {expect, test} from 'vitest';
import {editByKey} from '../../../src/ui/input/text-edit.ts';

/** Press a key in a text whose cursor is written as `|`. */
function press(key: string, text: string, isSecret = false) {
	const cursor = text.indexOf('|');
	const edit = editByKey({value: text.replace('|', ''), cursor}, key, {isSecret});
	return edit && `${edit.value.slice(0, edit.cursor)}|${edit.value.slice(edit.cursor)}`;
}

test.each([
	['one two|', 'one |'],
	['one two  |', 'one |'],
	['one  two|', 'one  |'],
	['one t|wo', 'one |wo'],
	['one |two', '|two'],
	['one|', '|'],
	['   |', '|'],
	['|one', '|one'],
])(
	'Ctrl-W takes the word before the cursor out of `%s`, with the blanks behind it',
	(text, left) => {
		expect(press('ctrl-w', text)).toBe(left);
	},
);

test('of a secret it takes all before the cursor, since words would tell of it', () => {
	expect(press('ctrl-w', 'one two|three', true)).toBe('|three');
});

test('a key that edits nothing leaves the text to others', () => {
	expect(press('ctrl-g', 'one|')).toBeUndefined();
	expect(press('constructor', 'one|')).toBeUndefined();
});
