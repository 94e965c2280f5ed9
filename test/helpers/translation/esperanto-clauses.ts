import type {Word} from '../../../src/tasks/translation/grammar/words.ts';
import {getForm} from './english-forms.ts';
import {toVerbGroup} from './english-verbs.ts';
import {
	compare,
	expect,
	getWord,
	readPhrase,
	toArticle,
	type ReadPhrase,
} from './esperanto-phrases.ts';

/** A clause that was read. */
export type ReadClause = {
	readonly english: string;
	readonly combinations: readonly string[];
};

export type ClauseForm = 'statement' | 'question' | 'who' | 'order';

/** Read a clause word by word, and translate it to English. */
export function readClause(text: string, form: ClauseForm): ReadClause {
	const words = text.split(' ');
	if (form === 'order') {
		return readOrder(words);
	}

	const subject = form === 'who' ? who : readPhrase(words, 0, undefined);
	expect(!subject.isAccusative, 'a subject in the accusative');
	const {isNegative, frequency, tense, main, modal, next} = readVerb(words, subject.next);
	const rest = readRest(words, next, {subject, main});
	const verb = main?.english ?? 'be';
	const group = toVerbGroup({verb, modal, tense, subject, isNegative, frequency});
	const {auxiliary, followers} = group.asked;
	const parts =
		form === 'question'
			? [auxiliary, subject.subject, isNegative ? 'not' : '', frequency, followers]
			: [subject.subject, group.stated];
	return {
		english: [...parts, rest.english].filter(Boolean).join(' '),
		combinations: [
			...subject.combinations,
			...(main === undefined
				? []
				: subject.nouns.map(noun => `${main.esperanto} ${noun.esperanto}`)),
			...rest.combinations,
		],
	};
}

/** Read `ne`, how often, and the verb or the two verbs. */
function readVerb(words: readonly string[], start: number) {
	const isNegative = words[start] === 'ne';
	const afterNot = isNegative ? start + 1 : start;
	const adverb = getWord(words[afterNot]!);
	const frequency = adverb?.kinds.includes('frequency') ? adverb.english : undefined;
	const at = frequency === undefined ? afterNot : afterNot + 1;

	const [finite, tense] = splitVerb(words[at]!);
	const following = getWord(words[at + 1] ?? '');
	if (following?.esperanto.endsWith('i')) {
		const modal = modals.get(finite) ?? getWord(finite)!.english;
		return {isNegative, frequency, tense, main: following, modal, next: at + 2};
	}

	const main = getWord(finite);
	expect(main !== undefined || finite === 'esti', `not a verb: ${finite}`);
	return {isNegative, frequency, tense, main, modal: undefined, next: at + 1};
}

function readOrder(words: readonly string[]): ReadClause {
	const isNegative = words[0] === 'ne';
	const at = isNegative ? 1 : 0;
	expect(words[at]!.endsWith('u'), 'an order without `-u`');
	const verb = getWord(`${words[at]!.slice(0, -1)}i`)!;
	const rest = readRest(words, at + 1, {subject: who, main: verb});
	return {
		...rest,
		english: [isNegative ? 'do not' : '', verb.english, rest.english].filter(Boolean).join(' '),
	};
}

type Around = {readonly subject: ReadPhrase; readonly main: Word | undefined};

/** Read what follows the verb; English keeps its order. */
function readRest(words: readonly string[], start: number, {subject, main}: Around): ReadClause {
	const english: string[] = [];
	const combinations: string[] = [];
	let at = start;
	const owner = owners.get(subject.subject);
	const take = (phrase: ReadPhrase) => {
		combinations.push(...phrase.combinations);
		at = phrase.next;
		return phrase.object;
	};

	if (main === undefined) {
		const isCompared = words[at] === 'pli';
		at += isCompared ? 1 : 0;
		const ending = subject.isPlural ? 'j' : '';
		const word = words[at] ?? '';
		const said = getWord(word.slice(0, word.length - ending.length));
		if (said?.part === 'noun') {
			expect(word.endsWith(ending), 'no agreement after `esti`');
			english.push(
				subject.isPlural
					? getForm('plural', said.english)!
					: `${toArticle(said.english)} ${said.english}`,
			);
			at++;
		} else if (said?.part === 'adjective' || said?.part === 'colour') {
			expect(word.endsWith(ending), 'no agreement after `esti`');
			combinations.push(...subject.nouns.map(noun => `${said.esperanto} ${noun.esperanto}`));
			english.push(isCompared ? `${compare(said.english, 'comparative')} than` : said.english);
			at++;
		}

		if (isCompared) {
			expect(words[at] === 'ol', '`pli` without `ol`');
			const than = readPhrase(words, at + 1, owner);
			expect(!than.isAccusative, '`ol` with the accusative');
			english.push(take(than));
		}
	}

	while (at < words.length) {
		const word = words[at]!;
		const adverb = getWord(word);
		if (adverb?.part === 'adverb') {
			english.push(adverb.english);
			at++;
		} else if (prepositions.has(word)) {
			const phrase = readPhrase(words, at + 1, owner);
			english.push(toPreposition(word, phrase), take(phrase));
		} else {
			const object = readPhrase(words, at, owner);
			expect(object.isAccusative, `an object in the nominative: ${words.slice(at).join(' ')}`);
			combinations.push(...object.nouns.map(noun => `${main!.esperanto} ${noun.esperanto}`));
			english.push(take(object));
		}
	}

	return {english: english.join(' '), combinations};
}

/** Translate a preposition. Only `en` and `sur` go with the accusative here. */
export function toPreposition(word: string, {isAccusative, nouns}: ReadPhrase): string {
	if (isAccusative) {
		expect(word === 'en' || word === 'sur', `${word} with the accusative`);
		return word === 'en' ? 'into' : 'onto';
	}

	const isEvent = nouns.some(({kinds}) => kinds.includes('event'));
	return word === 'antaŭ' && isEvent ? 'before' : prepositions.get(word)!;
}

/** Split a finite verb into its infinitive and its tense. */
export function splitVerb(
	word: string,
): [infinitive: string, tense: 'past' | 'present' | 'future'] {
	const match = /^(?<stem>.+)(?<ending>is|as|os)$/v.exec(word);
	expect(match !== null, `not a finite verb: ${word}`);
	const tenses = {is: 'past', as: 'present', os: 'future'} as const;
	return [`${match.groups!.stem}i`, tenses[match.groups!.ending as 'is' | 'as' | 'os']];
}

const who: ReadPhrase = {
	subject: '',
	object: '',
	person: 3,
	isPlural: false,
	isAccusative: false,
	nouns: [],
	combinations: [],
	next: 0,
};

const modals = new Map([
	['povi', 'can'],
	['devi', 'must'],
]);

const owners = new Map([
	['he', 'his'],
	['she', 'her'],
	['it', 'its'],
	['they', 'their'],
]);

export const prepositions: ReadonlyMap<string, string> = new Map([
	['en', 'in'],
	['sur', 'on'],
	['sub', 'under'],
	['apud', 'beside'],
	['malantaŭ', 'behind'],
	['antaŭ', 'in front of'],
	['kun', 'with'],
	['sen', 'without'],
	['por', 'for'],
	['post', 'after'],
	['dum', 'during'],
	['al', 'to'],
	['el', 'out of'],
	['tra', 'through'],
	['ĉirkaŭ', 'around'],
]);
