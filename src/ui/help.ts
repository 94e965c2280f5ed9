import type {Glyphs} from './glyphs.ts';
import {toKeyLabel, type Key, type KeyGroup} from './keys.ts';

export type HelpRow =
	| {readonly kind: 'title'; readonly text: string}
	| {
			readonly kind: 'key';
			readonly label: string;
			readonly does: string;
			readonly disabled?: string;
	  };

/**
List keys by their groups, a row each. A filter keeps those that it names, by what they do or by the key.
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

function isNamed({keys, does, short = ''}: Key, filter: string, glyphs: Glyphs): boolean {
	const text = filter.toLowerCase();
	return (
		`${does} ${short}`.toLowerCase().includes(text) ||
		// A letter is the key itself, and `Q` is not `q`; a word may be the start of its name.
		keys.some(
			name =>
				name === filter ||
				(filter.length > 1 &&
					[name, toKeyLabel(name, glyphs)].some(word => word.toLowerCase().startsWith(text))),
		)
	);
}
