import {type Fact, toNumber} from './read-sentence.ts';

export type Facts = readonly Fact[];

/** Where a person is after the first `end` sentences, if they tell. */
export function placeOf(facts: Facts, person: string, end = facts.length): string | undefined {
	for (let index = end - 1; index >= 0; index--) {
		const {kind, person: first, other, place} = facts[index]!;
		if (['be', 'go', 'leave'].includes(kind) && [first, other].includes(person)) {
			return kind === 'leave' ? undefined : place;
		}
	}

	return undefined;
}

export function holderOf(facts: Facts, thing: string, end = facts.length): string | undefined {
	const fact = facts[findLast(facts, thing, end)];
	return fact && {find: fact.person, take: fact.person, give: fact.receiver}[fact.kind];
}

export function placeOfThing(facts: Facts, thing: string, end = facts.length): string | undefined {
	const index = findLast(facts, thing, end);
	const fact = facts[index];
	if (fact?.kind === 'drop') {
		return placeOf(facts, fact.person!, index);
	}

	const holder = holderOf(facts, thing, end);
	return holder === undefined ? fact?.place : placeOf(facts, holder, end);
}

export function thingsOf(facts: Facts, person: string): readonly string[] {
	const things = new Set(facts.map(({thing}) => thing).filter(thing => thing !== undefined));
	return [...things].filter(thing => holderOf(facts, thing) === person);
}

export function peopleIn(facts: Facts): readonly string[] {
	const people = facts.flatMap(({person, other}) => [person, other]);
	return [...new Set(people.filter(person => person !== undefined))];
}

/** How many of some goods a person has: what was told first, and each change since. */
export function countOf(facts: Facts, person: string, goods: string): number {
	let count = NaN;
	for (const {kind, person: first, receiver, number, good} of facts) {
		if (!(good === goods || `${good}s` === goods)) {
			continue;
		}

		const step = toNumber(number!);
		if (kind === 'own' && first === person) {
			count = step;
		} else if (receiver === person || (kind === 'gain' && first === person)) {
			count += step;
		} else if (first === person) {
			count -= step;
		}

		if (count < 0) {
			throw new Error(`${person} has less than no ${goods}`);
		}
	}

	return count;
}

/** A person's visits, from first to last. */
export function visitsOf(facts: Facts, person: string) {
	return facts
		.filter(fact => fact.kind === 'visit' && fact.person === person)
		.map(({place, time}) => ({place: place!, time: times.indexOf(time!.toLowerCase())}))
		.toSorted((a, b) => a.time - b.time);
}

/** Check that each sentence can be true after those before it. */
export function checkStory(facts: Facts) {
	for (const [index, fact] of facts.entries()) {
		const {person = '', other = '', receiver = '', thing = ''} = fact;
		const place = placeOf(facts, person, index);
		const isPlaced = place !== undefined;
		const isNew = findLast(facts, thing, index) === -1;
		const holder = holderOf(facts, thing, index);
		const isTrue = {
			be: !isPlaced,
			go: ![place, placeOf(facts, other, index)].includes(fact.place) && person !== other,
			leave: place === fact.place,
			lie: isNew,
			find: isNew && isPlaced,
			take:
				!isNew && holder === undefined && isPlaced && placeOfThing(facts, thing, index) === place,
			drop: holder === person && isPlaced,
			give:
				holder === person &&
				person !== receiver &&
				isPlaced &&
				placeOf(facts, receiver, index) === place,
			hand: person !== receiver,
		}[fact.kind];
		if (isTrue === false) {
			throw new Error(`Sentence ${index + 1} contradicts those before`);
		}
	}
}

export const times = ['yesterday', 'this morning', 'this afternoon', 'this evening'];

/** The last sentence, of the first `end`, about a thing. */
const findLast = (facts: Facts, thing: string, end: number) =>
	facts.slice(0, end).findLastIndex(fact => fact.thing === thing);
