import {graphemesOf} from './text.ts';

/** A text being written, and before which of its characters the cursor stands. */
export type TextEdit = {
	readonly value: string;
	readonly cursor: number;
};

/** Put the cursor at the end of a text. */
export const editAtEnd = (value: string): TextEdit => ({value, cursor: graphemesOf(value).length});

export type InsertOptions = {
	/** The most characters that the text may have. */
	readonly limit: number;
};

/** Write a text at the cursor. What is no character is left out, and what is more than the limit. */
export function insertText(edit: TextEdit, text: string, {limit}: InsertOptions): TextEdit {
	const {before, after} = splitAt(edit);
	const room = Math.max(0, limit - before.length - after.length);
	const added = graphemesOf(toTyped(text)).slice(0, room);
	return {
		value: [...before, ...added, ...after].join(''),
		cursor: before.length + added.length,
	};
}

/** Take a pasted text as one line: breaks and tabs are blanks, and those at its ends are dropped. */
export const toPasted = (text: string): string => text.replaceAll(/\s+/gv, ' ').trim();

export type KeyOptions = {
	/** A text that is not shown has no words either: they would tell of it. */
	readonly isSecret: boolean;
};

/**
Do what a key does to a text.

@returns The text as it is then, or `undefined` if the key edits nothing.
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

/** Control and formatting characters cannot be seen, and would be part of a name or an address all the same. */
const toTyped = (text: string) => text.replaceAll(/[\p{Control}\p{Format}]/gv, '');
