import {readWords, type Word} from '../../../src/tasks/translation/grammar/words.ts';
import {comparedByMore, getForm} from './english-forms.ts';
import {readNumber} from './esperanto-numbers.ts';

/** A noun phrase or a pronoun that was read, and how English says it. */
export type ReadPhrase = {
	readonly subject: string;
	readonly object: string;
	readonly person: 1 | 2 | 3;
	readonly isPlural: boolean;
	readonly isAccusative: boolean;
	readonly nouns: readonly Word[];
	/** The adjectives with their nouns, in Esperanto. */
	readonly combinations: readonly string[];
	/** Where reading goes on. */
	readonly next: number;
};

/** Whose `sia` it is: the English possessive of the subject. */
export type Owner = string | undefined;

/**
Read a phrase, and translate it to English. It throws if the words do not agree in number and case.

This is a second implementation, for tests: it sees only the text, knows the lexicon and what others recorded of English, and shares no code with the grammar.
*/
export function readPhrase(words: readonly string[], start: number, owner: Owner): ReadPhrase {
	const pronoun = pronouns.get(words[start]!.replace(/n$/v, ''));
	if (pronoun !== undefined) {
		const isAccusative = words[start]!.endsWith('n');
		return {...pronoun, isAccusative, nouns: [], combinations: [], next: start + 1};
	}

	const first = readNoun(words, start, owner);
	if (words[first.next] !== 'kaj') {
		return first;
	}

	const second = readNoun(words, first.next + 1, owner);
	expect(first.isAccusative === second.isAccusative, 'a pair in two cases');
	const english = `${first.subject} and ${second.subject}`;
	return {
		...second,
		subject: english,
		object: english,
		isPlural: true,
		nouns: [...first.nouns, ...second.nouns],
		combinations: [...first.combinations, ...second.combinations],
	};
}

/** Get a word by its form in a dictionary. */
export function getWord(esperanto: string): Word | undefined {
	byEsperanto ??= new Map(readWords().map(word => [word.esperanto, word]));
	return byEsperanto.get(esperanto);
}

/** Compare an adjective as others recorded it: `bigger`, `more famous`. */
export function compare(adjective: string, degree: 'comparative' | 'superlative'): string {
	const form = comparedByMore.has(adjective) ? undefined : getForm(degree, adjective);
	return form ?? `${degree === 'comparative' ? 'more' : 'most'} ${adjective}`;
}

/** Get `a` or `an` for a word, by its recorded sound. */
export function toArticle(next: string): string {
	const [word = ''] = next.split(' ', 1);
	// A few rare words have no recorded sound; all of them sound as they are written.
	return getForm('article', word) ?? (/^[aeiou]/v.test(word) ? 'an' : 'a');
}

/** Fail with what was wrong. */
export function expect(isRight: boolean, what: string): asserts isRight {
	if (!isRight) {
		throw new Error(what);
	}
}

function readNoun(words: readonly string[], start: number, owner: Owner): ReadPhrase {
	let at = start;
	const endings: string[] = [];
	const determiner = readDeterminer(words, at, owner);
	at = determiner.next;
	endings.push(...determiner.endings);
	const isSuperlative = words[at] === 'plej';
	at += isSuperlative ? 1 : 0;

	const adjectives: Word[] = [];
	for (let word = split(words[at]); word?.word.part !== 'noun'; word = split(words[at])) {
		expect(word?.word.part === 'adjective' || word?.word.part === 'colour', `no noun at ${at}`);
		adjectives.push(word.word);
		endings.push(word.ending);
		at++;
	}

	const noun = split(words[at])!;
	endings.push(noun.ending);
	at++;
	expect(new Set(endings).size === 1, `no agreement: ${words.slice(start, at).join(' ')}`);
	const isPlural = noun.ending.startsWith('j');
	expect(determiner.isPlural === undefined || determiner.isPlural === isPlural, 'wrong number');
	expect(!(isPlural && noun.word.isMass), 'a mass noun in the plural');

	const names = adjectives.map(({english}) => english);
	if (isSuperlative) {
		expect(determiner.english === 'the' && names.length === 1, 'a superlative without `la`');
		names[0] = compare(names[0]!, 'superlative');
	}

	const head = isPlural ? getForm('plural', noun.word.english)! : noun.word.english;
	const rest = [...names, head].join(' ');
	const combinations = adjectives.map(({esperanto}) => `${esperanto} ${noun.word.esperanto}`);
	const about = {
		person: 3 as const,
		isPlural,
		isAccusative: noun.ending.endsWith('n'),
		nouns: [noun.word],
	};
	if (words[at] === 'de') {
		expect(determiner.english === 'the', 'an owner without `la`');
		const of = readNoun(words, at + 1, owner);
		expect(!of.isAccusative, 'an owner in the accusative');
		const isBare = of.isPlural && of.subject.endsWith('s');
		const english = `${of.subject}${isBare ? "'" : "'s"} ${rest}`;
		return {
			...about,
			subject: english,
			object: english,
			combinations: [...combinations, ...of.combinations],
			next: of.next,
		};
	}

	const english = `${toDeterminer(determiner.english, {isPlural, isMass: noun.word.isMass, rest})}${rest}`;
	return {...about, subject: english, object: english, combinations, next: at};
}

type ReadDeterminer = {
	readonly english: string;
	readonly endings: readonly string[];
	/** Whether it wants a plural, if it cares. */
	readonly isPlural?: boolean;
	readonly next: number;
};

function readDeterminer(words: readonly string[], at: number, owner: Owner): ReadDeterminer {
	const word = words[at]!;
	if (word === 'la') {
		return {english: 'the', endings: [], next: at + 1};
	}

	const number = readNumber(words, at);
	if (number !== undefined) {
		return {...number, endings: [], isPlural: true};
	}

	const match = /^(?<stem>tiu|ĉiu|kelka|multa|(?:mi|vi|li|ŝi|ĝi|ni|ili|si)a)(?<ending>j?n?)$/v.exec(
		word === 'ĉi' ? words[at + 1]! : word,
	);
	if (match === null) {
		return {english: '', endings: [], next: at};
	}

	const {stem = '', ending = ''} = match.groups!;
	if (word === 'ĉi') {
		expect(stem === 'tiu', '`ĉi` without `tiu`');
		return {english: 'this', endings: [ending], next: at + 2};
	}

	if (stem === 'sia') {
		expect(owner !== undefined, '`sia` without an owner');
		expect(words[at + 1] === `propra${ending}`, '`sia` without `propra`');
		return {english: `${owner} own`, endings: [ending], next: at + 2};
	}

	const isPlural = {kelka: true, multa: true, ĉiu: false}[stem];
	return {
		english: determiners.get(stem)!,
		endings: [ending],
		...(isPlural !== undefined && {isPlural}),
		next: at + 1,
	};
}

function toDeterminer(
	english: string,
	{
		isPlural,
		isMass,
		rest,
	}: {readonly isPlural: boolean; readonly isMass: boolean; readonly rest: string},
): string {
	if (english === '') {
		return isPlural || isMass ? '' : `${toArticle(rest)} `;
	}

	const plurals = new Map([
		['this', 'these'],
		['that', 'those'],
	]);
	return `${isPlural ? (plurals.get(english) ?? english) : english} `;
}

/** Split a noun or an adjective from its endings. */
function split(text = ''): {readonly word: Word; readonly ending: string} | undefined {
	const stem = text.replace(/j?n?$/v, '');
	const word = getWord(stem);
	return word && {word, ending: text.slice(stem.length)};
}

const pronouns: ReadonlyMap<
	string,
	Pick<ReadPhrase, 'subject' | 'object' | 'person' | 'isPlural'>
> = new Map([
	['mi', {subject: 'I', object: 'me', person: 1, isPlural: false}],
	['vi', {subject: 'you', object: 'you', person: 2, isPlural: false}],
	['li', {subject: 'he', object: 'him', person: 3, isPlural: false}],
	['ŝi', {subject: 'she', object: 'her', person: 3, isPlural: false}],
	['ĝi', {subject: 'it', object: 'it', person: 3, isPlural: false}],
	['ni', {subject: 'we', object: 'us', person: 1, isPlural: true}],
	['ili', {subject: 'they', object: 'them', person: 3, isPlural: true}],
]);

const determiners: ReadonlyMap<string, string> = new Map([
	['tiu', 'that'],
	['ĉiu', 'every'],
	['kelka', 'some'],
	['multa', 'many'],
	['mia', 'my'],
	['via', 'your'],
	['lia', 'his'],
	['ŝia', 'her'],
	['ĝia', 'its'],
	['nia', 'our'],
	['ilia', 'their'],
]);

let byEsperanto: ReadonlyMap<string, Word> | undefined;
