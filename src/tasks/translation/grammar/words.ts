import {Buffer} from 'node:buffer';
import {inflateRawSync} from 'node:zlib';
import {packedWords} from './packed-words.ts';

/** What a noun names, and so what can be said of it. */
export const nounKinds = [
	'person',
	'animal',
	'bird',
	'fruit',
	'food',
	'drink',
	'plant',
	'furniture',
	'thing',
	'clothing',
	'vehicle',
	'place',
	'nature',
	'body',
	'material',
	'text',
	'event',
	'idea',
	'group',
] as const;

export type NounKind = (typeof nounKinds)[number];

/** What a word is, and for verbs also which sentences it makes: `motion` goes into a place, `give` has a recipient, `control` takes an infinitive, `report` takes a clause. */
export const wordParts = [
	'noun',
	'verb',
	'motion',
	'give',
	'control',
	'report',
	'adjective',
	'colour',
	'adverb',
] as const;

export type WordPart = (typeof wordParts)[number];

/** A word in both languages, in the form a dictionary gives. No other word of the lexicon has the same translation. */
export type Word = {
	readonly english: string;
	readonly esperanto: string;
	readonly part: WordPart;
	/** What the word is (a noun), who does it (a verb), what it can be said of (an adjective), or what sort of adverb it is. */
	readonly kinds: readonly string[];
	/** What a verb is done to; empty for an intransitive verb and for other words. */
	readonly objects: readonly NounKind[];
	/** A noun that is not counted: no plural, no `a`. */
	readonly isMass: boolean;
	/** An adjective that stands only before its noun: `left`, `golden`. */
	readonly isAttributive: boolean;
};

/** Get the lexicon. It is decompressed on the first call. */
export function readWords(): readonly Word[] {
	words ??= parseWords(inflateRawSync(Buffer.from(packedWords, 'base64')).toString());
	return words;
}

/**
Parse a lexicon: sections with a heading, like `verb person > food:`, and pairs of words, English first. An asterisk marks a mass noun, a plus an adjective that stands only before its noun.
*/
export function parseWords(text: string): readonly Word[] {
	return text
		.trim()
		.split('\n\n')
		.flatMap(section => {
			const [heading = '', body = ''] = section.split(':\n', 2);
			const [start = '', objects = ''] = heading.split(' > ', 2);
			const [part, ...kinds] = start.split(' ');
			return body.split(/,\s+/v).map(pair => {
				const [english = '', esperanto = ''] = pair.split(/\s+/v, 2);
				return {
					english: english.replace(/[*+]$/v, ''),
					esperanto,
					part: part as WordPart,
					kinds,
					objects: objects.split(' ').filter(Boolean) as NounKind[],
					isMass: english.endsWith('*'),
					isAttributive: english.endsWith('+'),
				};
			});
		});
}

let words: readonly Word[] | undefined;
