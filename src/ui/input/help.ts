import type {Glyphs} from '../terminal/glyphs.ts';
import {widthOf} from '../draw/text.ts';
import {wrapText} from '../draw/wrap.ts';
import {toKeyLabel, type Key, type KeyGroup} from './keys.ts';

export type HelpRow =
	| {readonly kind: 'title'; readonly text: string}
	/** The continuation of a key's row. */
	| {readonly kind: 'more'; readonly text: string}
	| {
			readonly kind: 'key';
			readonly label: string;
			readonly does: string;
			readonly disabled?: string;
			/** Whether `does` holds the reason, too. */
			readonly isDisabled?: boolean;
	  };

/**
List keys by group, one per row. A filter matches what a key does, or the key itself.
*/
export function toHelpRows(
	groups: readonly KeyGroup[],
	filter: string,
	glyphs: Glyphs,
): readonly HelpRow[] {
	return groups.flatMap(({title, keys}) => {
		const kept = keys.filter(key => isNamed(key, filter, glyphs));
		return kept.length === 0
			? []
			: [
					{kind: 'title' as const, text: title},
					...kept.map(({keys: names, does, disabled}) => ({
						kind: 'key' as const,
						label: names.map(name => toKeyLabel(name, glyphs)).join(' '),
						does,
						disabled,
					})),
				];
	});
}

/** Get the width of the column with the keys. */
export const labelWidth = (rows: readonly HelpRow[]): number =>
	Math.max(0, ...rows.map(row => (row.kind === 'key' ? widthOf(row.label) : 0)));

/** Say what a key does and, after a sign, why it is disabled. */
export const sayKey = (
	{does, disabled}: Pick<HelpRow & {kind: 'key'}, 'does' | 'disabled'>,
	sign: string,
): string => (disabled === undefined ? does : `${does} ${sign} ${disabled}`);

/** Break the rows of keys that are wider than the room. */
export function wrapHelpRows(
	rows: readonly HelpRow[],
	{width, sign}: {readonly width: number; readonly sign: string},
): readonly HelpRow[] {
	const room = Math.max(10, width - labelWidth(rows) - 4);
	return rows.flatMap(row => {
		if (row.kind !== 'key' || row.disabled === undefined || widthOf(sayKey(row, sign)) <= room) {
			return [row];
		}

		const [first = '', ...others] = wrapText(sayKey(row, sign), room);
		return [
			{kind: 'key' as const, label: row.label, does: first, isDisabled: true},
			...others.map(text => ({kind: 'more' as const, text})),
		];
	});
}

function isNamed({keys, does, short = ''}: Key, filter: string, glyphs: Glyphs): boolean {
	const text = filter.toLowerCase();
	return (
		`${does} ${short}`.toLowerCase().includes(text) ||
		// A single letter is matched exactly, so `Q` is not `q`; a word also matches as the prefix of a key's name.
		keys.some(
			name =>
				name === filter ||
				(filter.length > 1 &&
					[name, toKeyLabel(name, glyphs)].some(word => word.toLowerCase().startsWith(text))),
		)
	);
}
