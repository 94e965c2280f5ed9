import {graphemesOf} from '../draw/text.ts';

/** A text being edited, and the index of the character the cursor is on. */
export type TextEdit = {
	readonly value: string;
	readonly cursor: number;
};

/** Place the cursor at the end of a text. */
export const editAtEnd = (value: string): TextEdit => ({value, cursor: graphemesOf(value).length});

export type InsertOptions = {
	/** Maximum length of the text in characters. */
	readonly limit: number;
};

/** Insert text at the cursor, without control characters and cut off at the limit. */
export function insertText(edit: TextEdit, text: string, {limit}: InsertOptions): TextEdit {
	const {before, after} = splitAt(edit);
	const room = Math.max(0, limit - before.length - after.length);
	const added = graphemesOf(toTyped(text)).slice(0, room);
	return {
		value: [...before, ...added, ...after].join(''),
		cursor: before.length + added.length,
	};
}

/** Convert pasted text to one line: line breaks and tabs become blanks, and the ends are trimmed. */
export const toPasted = (text: string): string => text.replaceAll(/\s+/gv, ' ').trim();

export type KeyOptions = {
	/** Whether word movements are disabled, since they would reveal where a hidden text's words are. */
	readonly isSecret: boolean;
};

/**
Apply an editing key to a text.

@returns The new text, or `undefined` if the key is not an editing key.
*/
export function editByKey(
	edit: TextEdit,
	name: string,
	{isSecret}: KeyOptions,
): TextEdit | undefined {
	const {before, after} = splitAt(edit);
	const join = (start: readonly string[], end: readonly string[]) => ({
		value: [...start, ...end].join(''),
		cursor: start.length,
	});
	const actions: Readonly<Record<string, () => TextEdit>> = {
		left: () => ({...edit, cursor: Math.max(0, edit.cursor - 1)}),
		right: () => ({...edit, cursor: Math.min(before.length + after.length, edit.cursor + 1)}),
		home: () => ({...edit, cursor: 0}),
		end: () => editAtEnd(edit.value),
		backspace: () => join(before.slice(0, -1), after),
		delete: () => join(before, after.slice(1)),
		'ctrl-a': () => ({...edit, cursor: 0}),
		'ctrl-e': () => editAtEnd(edit.value),
		'ctrl-u': () => join([], after),
		'ctrl-w': () => join(isSecret ? [] : withoutLastWord(before), after),
	};
	return Object.hasOwn(actions, name) ? actions[name]!() : undefined;
}

function splitAt({value, cursor}: TextEdit) {
	const graphemes = graphemesOf(value);
	return {before: graphemes.slice(0, cursor), after: graphemes.slice(cursor)};
}

function withoutLastWord(graphemes: readonly string[]): readonly string[] {
	const last = graphemes.findLastIndex(grapheme => grapheme !== ' ');
	const blank = graphemes.slice(0, Math.max(0, last)).lastIndexOf(' ');
	return graphemes.slice(0, blank + 1);
}

/** Control and formatting characters are invisible, yet would end up in a name or an address. */
const toTyped = (text: string) => text.replaceAll(/[\p{Control}\p{Format}]/gv, '');
