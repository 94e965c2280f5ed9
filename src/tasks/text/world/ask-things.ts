import {pick, pickAny} from './pick.ts';
import type {AskWorld} from './quiz.ts';
import {toCount} from './words.ts';
import {listHeld, listPeople, listThings} from './world.ts';

/** Ask who has a thing. */
export const askHolder: AskWorld = (random, {holders}) => {
	const held = pickAny(random, [...holders]);
	return held && {question: `Who has the ${held[0]}?`, answer: held[1]};
};

/** Ask what a person has who has one thing. */
export const askHeld: AskWorld = (random, world) => {
	const people = listPeople(world).map(person => ({
		person,
		things: listHeld(world, person),
	}));
	const one = pickAny(
		random,
		people.filter(({things}) => things.length === 1),
	);
	return one && {question: `What does ${one.person} have?`, answer: one.things[0]!};
};

/** Ask whether a person has a thing. Where the answer is no, the person often had it earlier. */
export const askPossession: AskWorld = (random, world) => {
	const {holders, owners} = world;
	const answer = pick(random, ['yes', 'no']);
	if (answer === 'yes') {
		const held = pickAny(random, [...holders]);
		return held && {question: `Does ${held[1]} have the ${held[0]}?`, answer};
	}

	const thing = pickAny(random, listThings(world));
	if (thing === undefined) {
		return undefined;
	}

	const others = listPeople(world).filter(person => person !== holders.get(thing));
	const past = others.filter(person => owners.get(thing)!.includes(person));
	const person = pickAny(random, past.length > 0 && random() < 0.7 ? past : others);
	return person === undefined ? undefined : {question: `Does ${person} have the ${thing}?`, answer};
};

/** Ask how many things a person has. */
export const askNumber: AskWorld = (random, world) => {
	// Few people have many things, so the number is picked before the person.
	const counts = Map.groupBy(listPeople(world), person => listHeld(world, person).length);
	const picked = pickAny(random, [...counts]);
	if (picked === undefined) {
		return undefined;
	}

	const [count, people] = picked;
	return {
		question: `How many things does ${pick(random, people)} have?`,
		answer: toCount(count),
	};
};

/** Ask who gave what to whom. The question names two of the three, and the story knows only one third. */
export const askGift: AskWorld = (random, {gifts}) => {
	const quizzes = gifts.flatMap(({person, thing, receiver}) => [
		{question: `Who gave the ${thing} to ${receiver}?`, answer: person},
		{question: `Who got the ${thing} from ${person}?`, answer: receiver},
		{question: `What did ${person} give to ${receiver}?`, answer: thing},
	]);
	const answers = Map.groupBy(quizzes, ({question}) => question);
	return pickAny(
		random,
		quizzes.filter(({question, answer}) =>
			answers.get(question)!.every(other => other.answer === answer),
		),
	);
};
