import type {Word} from './words.ts';

/** What a sentence means, whichever language says it. Both languages are written from the same tree. */
export type Sentence =
	| {readonly form: 'statement' | 'question'; readonly clause: Clause}
	| {readonly form: 'asked'; readonly word: 'where' | 'when' | 'why'; readonly clause: Clause}
	/** Who does it? The clause has no subject of its own. */
	| {readonly form: 'who'; readonly clause: Clause}
	/** What does the subject do it to? The clause has no object. */
	| {readonly form: 'what'; readonly clause: Clause}
	| {readonly form: 'order'; readonly clause: Clause}
	/** Something is somewhere. */
	| {
			readonly form: 'there';
			readonly tense: Tense;
			readonly thing: Noun;
			readonly place: Place;
	  }
	/** Somebody says that something is so. */
	| {
			readonly form: 'reported';
			readonly speaker: Phrase;
			readonly verb: Word;
			readonly clause: Clause;
	  }
	| {
			readonly form: 'joined';
			readonly first: Clause;
			readonly conjunction: Conjunction;
			readonly second: Clause;
	  };

export const conjunctions = ['and', 'but', 'because', 'although', 'while'] as const;
export type Conjunction = (typeof conjunctions)[number];

export type Tense = 'past' | 'present' | 'future';

export type Clause = {
	readonly subject: Phrase;
	readonly tense: Tense;
	readonly isNegative: boolean;
	readonly frequency: Word | undefined;
	/** What stands before the verb: `can` and `must`, or a verb that takes an infinitive. */
	readonly modal: 'can' | 'must' | Word | undefined;
	readonly predicate: Predicate;
	readonly places: readonly Place[];
	/** Adverbs of manner, which stand before the places, and of time, which stand after them. */
	readonly adverbs: readonly Word[];
};

export type Predicate =
	| {
			readonly form: 'act';
			readonly verb: Word;
			readonly object: Phrase | undefined;
			readonly recipient: Phrase | undefined;
	  }
	| {readonly form: 'quality'; readonly adjective: Word}
	| {readonly form: 'comparison'; readonly adjective: Word; readonly than: Noun}
	| {readonly form: 'identity'; readonly noun: Word}
	/** The subject is somewhere: an adverb says where, or one of the clause's places. */
	| {readonly form: 'location'; readonly adverb: Word | undefined};

export const pronouns = ['i', 'you', 'he', 'she', 'it', 'we', 'they'] as const;
export type Pronoun = (typeof pronouns)[number];

export type Phrase =
	| Noun
	| {readonly form: 'pronoun'; readonly pronoun: Pronoun}
	| {readonly form: 'pair'; readonly first: Noun; readonly second: Noun};

/** A noun with what belongs to it. */
export type Noun = {
	readonly form: 'noun';
	readonly noun: Word;
	readonly isPlural: boolean;
	readonly determiner: Determiner;
	readonly adjectives: readonly Word[];
	/** The adjective is a superlative: `the biggest dog`. */
	readonly isSuperlative: boolean;
};

export type Determiner =
	/** `a` is written only before a singular that can be counted, and never in Esperanto. */
	| {readonly form: 'the' | 'a' | 'this' | 'that' | 'every' | 'some' | 'many'}
	| {readonly form: 'number'; readonly count: number}
	/** `isOwn` says that the owner is the subject: `her own`, `sian propran`. */
	| {readonly form: 'pronoun'; readonly owner: Pronoun; readonly isOwn: boolean}
	| {readonly form: 'owner'; readonly owner: Noun};

export type Place = {
	readonly preposition: Preposition;
	readonly phrase: Noun;
};

/** A preposition in both languages. Where it says whereto, its noun is in the accusative in Esperanto. */
export type Preposition = {
	readonly english: string;
	readonly esperanto: string;
	readonly isWhereto: boolean;
};

/** Whether a phrase takes a plural verb, and in Esperanto a plural adjective. */
export function hasPlural(phrase: Phrase): boolean {
	switch (phrase.form) {
		case 'pronoun': {
			return phrase.pronoun === 'we' || phrase.pronoun === 'they';
		}

		case 'pair': {
			return true;
		}

		case 'noun': {
			return phrase.isPlural;
		}
	}
}
