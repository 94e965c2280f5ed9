import {toEsperantoNumber} from '../numbers.ts';
import type {Noun, Phrase, Pronoun} from '../sentence.ts';

/** The accusative marks what something is done to, and whereto. */
export type Case = 'nominative' | 'accusative';

/** Write a phrase in Esperanto. */
export function writePhrase(phrase: Phrase, grammaticalCase: Case): string {
	switch (phrase.form) {
		case 'pronoun': {
			return pronouns[phrase.pronoun] + toCaseEnding(grammaticalCase);
		}

		case 'pair': {
			const {first, second} = phrase;
			return `${writeNoun(first, grammaticalCase)} kaj ${writeNoun(second, grammaticalCase)}`;
		}

		case 'noun': {
			return writeNoun(phrase, grammaticalCase);
		}
	}
}

/** Write a noun with what belongs to it. Its adjectives agree with it in number and case. */
export function writeNoun(noun: Noun, grammaticalCase: Case): string {
	const ending = (noun.isPlural ? 'j' : '') + toCaseEnding(grammaticalCase);
	const adjectives = noun.adjectives.map(({esperanto}) => esperanto + ending);
	const {determiner} = noun;
	const owner =
		determiner.form === 'owner' ? ['de', writeNoun(determiner.owner, 'nominative')] : [];
	return [
		...writeDeterminer(noun, ending),
		...(noun.isSuperlative ? ['plej'] : []),
		...adjectives,
		noun.noun.esperanto + ending,
		...owner,
	].join(' ');
}

function writeDeterminer({determiner}: Noun, ending: string): readonly string[] {
	switch (determiner.form) {
		case 'the':
		case 'owner': {
			return ['la'];
		}

		case 'a': {
			return [];
		}

		case 'this': {
			return ['ĉi', `tiu${ending}`];
		}

		case 'that': {
			return [`tiu${ending}`];
		}

		case 'every': {
			return [`ĉiu${ending}`];
		}

		case 'some': {
			return [`kelka${ending}`];
		}

		case 'many': {
			return [`multa${ending}`];
		}

		case 'number': {
			return [toEsperantoNumber(determiner.count)];
		}

		case 'pronoun': {
			const {owner, isOwn} = determiner;
			return isOwn ? [`sia${ending}`, `propra${ending}`] : [`${pronouns[owner]}a${ending}`];
		}
	}
}

function toCaseEnding(grammaticalCase: Case): string {
	return grammaticalCase === 'accusative' ? 'n' : '';
}

const pronouns: Record<Pronoun, string> = {
	i: 'mi',
	you: 'vi',
	he: 'li',
	she: 'ŝi',
	it: 'ĝi',
	we: 'ni',
	they: 'ili',
};
