import {writeEnglish} from '../../../src/tasks/translation/grammar/english/sentences.ts';
import {writeEsperanto} from '../../../src/tasks/translation/grammar/esperanto/sentences.ts';
import type {
	Clause,
	Determiner,
	Noun,
	Phrase,
	Pronoun,
	Sentence,
} from '../../../src/tasks/translation/grammar/sentence.ts';
import type {Word} from '../../../src/tasks/translation/grammar/words.ts';
import {getWord} from './esperanto-phrases.ts';

/** Get a word of the lexicon by its Esperanto. */
export const word = (esperanto: string): Word => getWord(esperanto)!;
/** Write a sentence in English and in Esperanto. */
export const say = (sentence: Sentence): readonly string[] => [
	writeEnglish(sentence),
	writeEsperanto(sentence),
];

/** Create `the noun`, or with something else beside it. */
export const noun = (esperanto: string, more: Partial<Noun> = {}): Noun => ({
	form: 'noun',
	noun: word(esperanto),
	isPlural: false,
	determiner: {form: 'the'},
	adjectives: [],
	isSuperlative: false,
	...more,
});

/** Create a pronoun. */
export const pronoun = (name: Pronoun): Phrase => ({form: 'pronoun', pronoun: name});
/** Create a possessive. */
export const of = (owner: Pronoun, isOwn = false): Determiner => ({form: 'pronoun', owner, isOwn});

/** Create what a verb says. */
export const act = (verb: string, object?: Phrase, recipient?: Phrase): Clause['predicate'] => ({
	form: 'act',
	verb: word(verb),
	object,
	recipient,
});

/** Create `The dog sleeps`, or something like it. */
export const clause = (more: Partial<Clause> = {}): Clause => ({
	subject: noun('hundo'),
	tense: 'present',
	isNegative: false,
	frequency: undefined,
	modal: undefined,
	predicate: act('dormi'),
	places: [],
	adverbs: [],
	...more,
});

/** Write a clause as a statement, in both languages. */
export const state = (more: Partial<Clause>): readonly string[] =>
	say({form: 'statement', clause: clause(more)});
/** Write a clause as a question, in both languages. */
export const ask = (more: Partial<Clause>): readonly string[] =>
	say({form: 'question', clause: clause(more)});
