import type {Random} from '../../../support/random.ts';
import type {SimilarityTruth} from './answer.ts';
import {change, drawFact, isToPerson, pick, swap, tell, type Fact, type Slot} from './fact.ts';
import type {SimilarityQuestion} from './question.ts';

/**
Draw a query and eight texts, and how much each has to do with it: 3 for one that says the same in other words, 2 for one that differs in place or time, 1 for two that share one or two of the five things a fact is made of, or tell it the other way round, and 0 for four that share none.
*/
export function drawTexts(random: Random): {
	readonly question: SimilarityQuestion;
	readonly truth: SimilarityTruth;
} {
	const fact = drawFact(random);
	const query = tell(random, fact);
	const related: ReadonlyArray<readonly [Fact, number]> = [
		[fact, 3],
		[change(random, fact, new Set([pick(random, ['place', 'time'] as const)])), 2],
		[isToPerson(fact) ? swap(fact) : changeMost(random, fact), 1],
		[changeMost(random, fact), 1],
		...Array.from({length: 4}, () => [change(random, fact, new Set(slots)), 0] as const),
	];
	const texts = shuffle(
		random,
		related.map(([told, relevance]) => ({text: tell(random, told, query), relevance})),
	);
	return {
		question: {query, texts: texts.map(({text}) => text)},
		truth: {relevance: texts.map(({relevance}) => relevance)},
	};
}

const slots = ['agent', 'deed', 'patient', 'place', 'time'] as const satisfies readonly Slot[];

/** Change all but one or two slots. */
function changeMost(random: Random, fact: Fact): Fact {
	const kept = new Set([pick(random, slots), pick(random, slots)]);
	return change(random, fact, new Set(slots.filter(slot => !kept.has(slot))));
}

const shuffle = <Item>(random: Random, items: readonly Item[]): readonly Item[] =>
	items
		.map(item => ({item, place: random()}))
		.toSorted((left, right) => left.place - right.place)
		.map(({item}) => item);
