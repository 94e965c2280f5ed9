import {toEnglishNumber} from '../numbers.ts';
import {hasPlural, type Determiner, type Noun, type Phrase, type Pronoun} from '../sentence.ts';
import {toSuperlative} from './adjectives.ts';
import {toArticle, toGenitive, toPlural} from './nouns.ts';
import {toAgreement, type Agreement} from './verbs.ts';

/** Write a phrase in English. Pronouns have a form of their own as objects. */
export function writePhrase(phrase: Phrase, role: 'subject' | 'object'): string {
	switch (phrase.form) {
		case 'pronoun': {
			const {pronoun} = phrase;
			if (role === 'object') {
				return objects[pronoun];
			}

			return pronoun === 'i' ? 'I' : pronoun;
		}

		case 'pair': {
			return `${writeNoun(phrase.first)} and ${writeNoun(phrase.second)}`;
		}

		case 'noun': {
			return writeNoun(phrase);
		}
	}
}

/** Write a noun with what belongs to it. */
export function writeNoun(noun: Noun): string {
	const words = [...noun.adjectives.map(adjective => adjective.english), toForm(noun)];
	if (noun.isSuperlative) {
		words[0] = toSuperlative(words[0]!);
	}

	return [...writeDeterminer(noun, words[0]!), ...words].join(' ');
}

/** Get the form that a verb takes beside its subject. */
export function agreeWith(phrase: Phrase): Agreement {
	return phrase.form === 'pronoun'
		? toAgreement(phrase.pronoun)
		: {person: 3, isPlural: hasPlural(phrase)};
}

function toForm({noun, isPlural}: Noun): string {
	return isPlural ? toPlural(noun.english) : noun.english;
}

function writeDeterminer(noun: Noun, next: string): readonly string[] {
	const {determiner, isPlural} = noun;
	switch (determiner.form) {
		case 'a': {
			return isPlural || noun.noun.isMass ? [] : [toArticle(next)];
		}

		case 'this': {
			return [isPlural ? 'these' : 'this'];
		}

		case 'that': {
			return [isPlural ? 'those' : 'that'];
		}

		case 'number': {
			return [toEnglishNumber(determiner.count)];
		}

		case 'pronoun': {
			return writeOwner(determiner);
		}

		case 'owner': {
			return [toGenitive(writeNoun(determiner.owner), determiner.owner.isPlural)];
		}

		case 'the':
		case 'every':
		case 'some':
		case 'many': {
			return [determiner.form];
		}
	}
}

function writeOwner({owner, isOwn}: Determiner & {form: 'pronoun'}): readonly string[] {
	return isOwn ? [owners[owner], 'own'] : [owners[owner]];
}

const objects: Record<Pronoun, string> = {
	i: 'me',
	you: 'you',
	he: 'him',
	she: 'her',
	it: 'it',
	we: 'us',
	they: 'them',
};

const owners: Record<Pronoun, string> = {
	i: 'my',
	you: 'your',
	he: 'his',
	she: 'her',
	it: 'its',
	we: 'our',
	they: 'their',
};
