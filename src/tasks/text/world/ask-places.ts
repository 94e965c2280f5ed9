import {pick, pickAny} from './pick.ts';
import type {AskWorld} from './quiz.ts';
import {listPeople, listPresent, placeOfThing} from './world.ts';

/** Ask where a person is. One sentence tells. */
export const askPlace: AskWorld = (random, world) => {
	const person = pickAny(random, listPresent(world));
	return person === undefined
		? undefined
		: {question: `Where is ${person}?`, answer: world.places.get(person)!};
};

/** Ask whether a person is in a place: the right one, one of the past, or another. */
export const askPresence: AskWorld = (random, world, cast) => {
	const {places, visits} = world;
	const person = pickAny(random, listPeople(world));
	if (person === undefined) {
		return undefined;
	}

	const place = places.get(person);
	const past = visits.get(person)!.filter(other => other !== place);
	const others = cast.places.filter(other => other !== place);
	if (place === undefined) {
		// Nothing is known but that the person has left this place.
		return {question: `Is ${person} still in the ${past.at(-1)!}?`, answer: 'no'};
	}

	if (random() < 0.6) {
		return {
			question: `Is ${person} ${pick(random, ['', 'still '])}in the ${place}?`,
			answer: 'yes',
		};
	}

	return past.length > 0 && random() < 0.7
		? {question: `Is ${person} still in the ${pick(random, past)}?`, answer: 'no'}
		: {question: `Is ${person} in the ${pick(random, others)}?`, answer: 'no'};
};

/** Ask who is in the same place as a person. Two sentences tell. */
export const askCompany: AskWorld = (random, world) => {
	const present = listPresent(world);
	if (present.length < world.places.size) {
		// Those whose place is unknown could be there too.
		return undefined;
	}

	const pairs = present.flatMap(person => {
		const others = listPresent(world, world.places.get(person)).filter(other => other !== person);
		return others.length === 1 ? [{person, other: others[0]!}] : [];
	});
	const pair = pickAny(random, pairs);
	return pair && {question: `Who is with ${pair.person}?`, answer: pair.other};
};

/** Ask whether two people are in the same place. Two sentences tell. */
export const askTogether: AskWorld = (random, world) => {
	const answer = pick(random, ['yes', 'no']);
	const present = listPresent(world);
	const pairs = present.flatMap(person =>
		present
			.filter(other => other !== person)
			.map(other => ({
				people: `${person} and ${other}`,
				together: world.places.get(person) === world.places.get(other) ? 'yes' : 'no',
			})),
	);
	const pair = pickAny(
		random,
		pairs.filter(({together}) => together === answer),
	);
	return pair && {question: `Are ${pair.people} in the same place?`, answer};
};

/** Ask where a thing is. Who has it, or had it last, and where that is, are two facts. */
export const askThing: AskWorld = (random, world) => {
	const things = [...world.owners]
		.filter(([thing, owners]) => owners.length > 0 && placeOfThing(world, thing) !== undefined)
		.map(([thing]) => thing);
	const thing = pickAny(random, things);
	return thing === undefined
		? undefined
		: {question: `Where is the ${thing}?`, answer: placeOfThing(world, thing)!};
};

/** Ask where a thing was before. Who carried it, and two of the places to which it was carried, are three facts. */
export const askEarlier: AskWorld = (random, {trails}) => {
	const steps = [...trails].flatMap(([thing, trail]) =>
		trail.slice(1).map((place, index) => ({thing, place, before: trail[index], trail})),
	);
	const step = pickAny(
		random,
		steps.filter(
			({place, before, trail}) =>
				place !== undefined &&
				before !== undefined &&
				trail.indexOf(place) === trail.lastIndexOf(place),
		),
	);
	return (
		step && {
			question: `Where was the ${step.thing} just before it was in the ${step.place!}?`,
			answer: step.before!,
		}
	);
};
