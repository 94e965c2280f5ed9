/** Get the plural of a noun that can be counted. */
export function toPlural(noun: string): string {
	const irregular = irregularPlurals.get(noun);
	if (irregular !== undefined) {
		return irregular;
	}

	return noun.endsWith('man') ? `${noun.slice(0, -3)}men` : addEnding(noun);
}

/** Add the ending `-s` of plurals and of the third person: `dogs`, `boxes`, `cities`, `goes`. */
export function addEnding(word: string): string {
	if (/[^aeiou]y$/v.test(word)) {
		return `${word.slice(0, -1)}ies`;
	}

	return /(?:[sxz]|ch|sh)$/v.test(word) || endsInOes.has(word) ? `${word}es` : `${word}s`;
}

/** Get the article before a word: `a` or `an`, by how it sounds. */
export function toArticle(next: string): 'a' | 'an' {
	if (/^(?:honest|honor|heir)/v.test(next)) {
		return 'an';
	}

	return /^[aeiou]/v.test(next) && !/^(?:uni|use|uranium|eu)/v.test(next) ? 'an' : 'a';
}

/** Get the genitive: `boy’s`, `boys'`, with a straight apostrophe. */
export function toGenitive(noun: string, isPlural: boolean): string {
	return isPlural && noun.endsWith('s') ? `${noun}'` : `${noun}'s`;
}

const irregularPlurals: ReadonlyMap<string, string> = new Map([
	['child', 'children'],
	['foot', 'feet'],
	['tooth', 'teeth'],
	['goose', 'geese'],
	['mouse', 'mice'],
	['louse', 'lice'],
	['ox', 'oxen'],
	['titmouse', 'titmice'],
	['wife', 'wives'],
	['midwife', 'midwives'],
	['knife', 'knives'],
	['thief', 'thieves'],
	['wolf', 'wolves'],
	['calf', 'calves'],
	['shelf', 'shelves'],
	['hoof', 'hooves'],
	['scarf', 'scarves'],
	['shaman', 'shamans'],
	['talisman', 'talismans'],
	['stomach', 'stomachs'],
	['fez', 'fezzes'],
	['nebula', 'nebulae'],
	['crisis', 'crises'],
	['oasis', 'oases'],
	['synopsis', 'synopses'],
	['hypothesis', 'hypotheses'],
	['criterion', 'criteria'],
]);

const endsInOes: ReadonlySet<string> = new Set([
	'go',
	'do',
	'echo',
	'hero',
	'potato',
	'tomato',
	'torpedo',
	'mosquito',
	'buffalo',
	'volcano',
	'mango',
	'domino',
]);
