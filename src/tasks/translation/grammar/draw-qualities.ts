import {drawFrequency, drawTime} from './draw-adverbs.ts';
import {drawNoun} from './draw-nouns.ts';
import {drawSubject, type SubjectOptions} from './draw-phrases.ts';
import {drawWhere} from './draw-places.ts';
import {getWords, type Drawer} from './drawer.ts';
import {isComparable} from './english/adjectives.ts';
import type {Clause, Phrase, Predicate, Tense} from './sentence.ts';
import type {NounKind, Word} from './words.ts';

/** Draw a clause with `be`: what somebody or something is like, or is, or where. */
export function drawQualityClause(drawer: Drawer, tense: Tense): Clause {
	const isNegative = drawer.chance(0.2);
	const frequency = drawFrequency(drawer, isNegative);
	const draw = drawer.pick([drawQuality, drawQuality, drawQuality, drawIdentity, drawLocation]);
	return {
		tense,
		isNegative,
		frequency,
		modal: undefined,
		...draw(drawer, isNegative),
		adverbs: draw === drawLocation ? drawTime(drawer, {tense, frequency}) : [],
	};
}

type Parts = Pick<Clause, 'subject' | 'predicate' | 'places'>;

function drawQuality(drawer: Drawer, isNegative: boolean): Parts {
	const adjective = drawer.pick(getPredicative());
	const kinds = adjective.kinds as NounKind[];
	// Without adjectives, or one day liquid dust is solid.
	const subject = drawNumbered(drawer, {kinds, partner: adjective, isNegative, isPlain: true});
	const predicate = drawComparison(drawer, adjective, subject);
	return {subject, predicate, places: []};
}

function drawComparison(drawer: Drawer, adjective: Word, subject: Phrase): Predicate {
	if (subject.form !== 'noun' || !isComparable(adjective.english) || !drawer.chance(0.35)) {
		return {form: 'quality', adjective};
	}

	const than = drawNoun(drawer, {
		kinds: subject.noun.kinds as NounKind[],
		subject,
		isNegative: true,
		determiners: ['the', 'this', 'pronoun'],
	});
	return than.noun === subject.noun
		? {form: 'quality', adjective}
		: {form: 'comparison', adjective, than};
}

function drawIdentity(drawer: Drawer, isNegative: boolean): Parts {
	return {
		subject: drawNumbered(drawer, {kinds: ['person'], isNegative}),
		predicate: {form: 'identity', noun: drawer.pick(getOccupations())},
		places: [],
	};
}

function drawLocation(drawer: Drawer, isNegative: boolean): Parts {
	const kind = drawer.pick(['person', 'animal', 'thing', 'furniture', 'vehicle'] as const);
	const subject = drawSubject(drawer, {kinds: [kind], isNegative});
	return drawer.chance(0.3)
		? {subject, predicate: {form: 'location', adverb: drawer.word('adverb', 'place')}, places: []}
		: {
				subject,
				predicate: {form: 'location', adverb: undefined},
				places: [drawWhere(drawer, {subject, isNegative})],
			};
}

/** `You are tired` does not say in English how many are, so `you` is no subject here. */
function drawNumbered(drawer: Drawer, options: SubjectOptions): Phrase {
	const subject = drawSubject(drawer, options);
	return subject.form === 'pronoun' && subject.pronoun === 'you'
		? {form: 'pronoun', pronoun: 'they'}
		: subject;
}

/** Adjectives that can follow `be`. */
function getPredicative(): readonly Word[] {
	return [...getWords('adjective', ''), ...getWords('colour', '')].filter(
		word => !word.isAttributive,
	);
}

/** What a man or a woman may be, by its ending in Esperanto and no `-man` in English. */
function getOccupations(): readonly Word[] {
	return getWords('noun', 'person').filter(
		({english, esperanto}) =>
			/(?:isto|logo|grafo|anto|toro)$/v.test(esperanto) && !english.endsWith('man'),
	);
}
