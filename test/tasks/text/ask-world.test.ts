import {expect, test} from 'vitest';
import {createRandom} from '../../../src/support/random.ts';
import {
	askCompany,
	askEarlier,
	askPlace,
	askPresence,
	askThing,
	askTogether,
} from '../../../src/tasks/text/world/ask-places.ts';
import {
	askGift,
	askHeld,
	askHolder,
	askNumber,
	askPossession,
} from '../../../src/tasks/text/world/ask-things.ts';
import type {Event} from '../../../src/tasks/text/world/event.ts';
import type {AskWorld} from '../../../src/tasks/text/world/quiz.ts';
import {createWorld, happen} from '../../../src/tasks/text/world/world.ts';

const places = ['park', 'shop', 'hall'];

/** Every question that a story may be followed by, with its answer. */
function listQuizzes(ask: AskWorld, events: readonly Event[]) {
	const world = createWorld();
	for (const event of events) {
		happen(world, event);
	}

	const quizzes = Array.from({length: 200}, (_, seed) => {
		const quiz = ask(createRandom(seed), world, {people: [], places, things: []});
		return quiz && `${quiz.question} ${quiz.answer}`;
	});
	return [...new Set(quizzes.filter(quiz => quiz !== undefined))].toSorted();
}

const is = (person: string, place: string) => ({type: 'is', person, place}) as const;
const goes = (people: string[], place: string) => ({type: 'goes', people, place}) as const;
const leaves = (person: string, place: string) => ({type: 'leaves', person, place}) as const;
const lies = (thing: string, place: string) => ({type: 'lies', thing, place}) as const;
const finds = (person: string, thing: string) => ({type: 'finds', person, thing}) as const;
const takes = (person: string, thing: string) => ({type: 'takes', person, thing}) as const;
const drops = (person: string, thing: string) => ({type: 'drops', person, thing}) as const;
const gives = (person: string, thing: string, receiver: string) =>
	({type: 'gives', person, thing, receiver}) as const;

test.each([
	askPlace,
	askPresence,
	askCompany,
	askTogether,
	askThing,
	askEarlier,
	askHolder,
	askHeld,
	askPossession,
	askNumber,
	askGift,
])('%o asks nothing about a world of which nothing is known', ask => {
	expect(listQuizzes(ask, [])).toEqual([]);
});

test('only people whose place is known are looked for', () => {
	expect(
		listQuizzes(askPlace, [is('Anna', 'park'), is('Ben', 'shop'), leaves('Ben', 'shop')]),
	).toEqual(['Where is Anna? park']);
});

test('a person may be, still be, no longer be, or never have been somewhere', () => {
	expect(listQuizzes(askPresence, [is('Anna', 'park'), goes(['Anna'], 'shop')])).toEqual([
		'Is Anna in the hall? no',
		'Is Anna in the park? no',
		'Is Anna in the shop? yes',
		'Is Anna still in the park? no',
		'Is Anna still in the shop? yes',
	]);
});

test('a person who was nowhere else is not said to be still there', () => {
	expect(listQuizzes(askPresence, [is('Anna', 'park')])).toEqual([
		'Is Anna in the hall? no',
		'Is Anna in the park? yes',
		'Is Anna in the shop? no',
		'Is Anna still in the park? yes',
	]);
});

test('of a person who left, nothing but that is asked', () => {
	expect(
		listQuizzes(askPresence, [is('Anna', 'park'), goes(['Anna'], 'shop'), leaves('Anna', 'shop')]),
	).toEqual(['Is Anna still in the shop? no']);
});

test('who is with whom is asked of two, and not while somebody may be anywhere', () => {
	const pair = [is('Anna', 'park'), is('Ben', 'shop'), goes(['Anna', 'Ben'], 'hall')];

	expect(listQuizzes(askCompany, pair)).toEqual(['Who is with Anna? Ben', 'Who is with Ben? Anna']);
	expect(listQuizzes(askCompany, [...pair, is('Clara', 'hall')])).toEqual([]);
	expect(listQuizzes(askCompany, [...pair, is('Clara', 'shop')])).toHaveLength(2);
	expect(listQuizzes(askCompany, [...pair, is('Clara', 'shop'), leaves('Clara', 'shop')])).toEqual(
		[],
	);
});

test('two people are together or not, whoever is named first', () => {
	expect(
		listQuizzes(askTogether, [
			is('Anna', 'park'),
			is('Ben', 'park'),
			is('Clara', 'shop'),
			is('David', 'shop'),
			leaves('David', 'shop'),
		]),
	).toEqual([
		'Are Anna and Ben in the same place? yes',
		'Are Anna and Clara in the same place? no',
		'Are Ben and Anna in the same place? yes',
		'Are Ben and Clara in the same place? no',
		'Are Clara and Anna in the same place? no',
		'Are Clara and Ben in the same place? no',
	]);
});

test('a thing is looked for once somebody had it, unless it is with one who left', () => {
	const lying = [is('Anna', 'park'), lies('red ball', 'park'), lies('old map', 'shop')];

	expect(listQuizzes(askThing, lying)).toEqual([]);
	expect(
		listQuizzes(askThing, [...lying, takes('Anna', 'red ball'), goes(['Anna'], 'hall')]),
	).toEqual(['Where is the red ball? hall']);
	expect(
		listQuizzes(askThing, [
			...lying,
			takes('Anna', 'red ball'),
			drops('Anna', 'red ball'),
			goes(['Anna'], 'hall'),
		]),
	).toEqual(['Where is the red ball? park']);
	expect(
		listQuizzes(askThing, [...lying, takes('Anna', 'red ball'), leaves('Anna', 'park')]),
	).toEqual([]);
});

test('where a thing was before is asked of places where it was once', () => {
	const carried = [
		is('Anna', 'park'),
		finds('Anna', 'red ball'),
		goes(['Anna'], 'shop'),
		goes(['Anna'], 'hall'),
	];

	expect(listQuizzes(askEarlier, carried)).toEqual([
		'Where was the red ball just before it was in the hall? shop',
		'Where was the red ball just before it was in the shop? park',
	]);
	expect(listQuizzes(askEarlier, [...carried, goes(['Anna'], 'shop')])).toEqual([
		'Where was the red ball just before it was in the hall? shop',
	]);
	expect(
		listQuizzes(askEarlier, [
			is('Anna', 'park'),
			finds('Anna', 'red ball'),
			leaves('Anna', 'park'),
			goes(['Anna'], 'shop'),
		]),
	).toEqual([]);
});

const handed = [
	is('Anna', 'park'),
	is('Ben', 'park'),
	is('Clara', 'shop'),
	finds('Anna', 'red ball'),
	finds('Anna', 'old map'),
	gives('Anna', 'red ball', 'Ben'),
];

test('who has what is asked, and whether somebody has it who may have had it', () => {
	expect(listQuizzes(askHolder, handed)).toEqual([
		'Who has the old map? Anna',
		'Who has the red ball? Ben',
	]);
	expect(listQuizzes(askPossession, handed)).toEqual([
		'Does Anna have the old map? yes',
		'Does Anna have the red ball? no',
		'Does Ben have the old map? no',
		'Does Ben have the red ball? yes',
		'Does Clara have the old map? no',
		'Does Clara have the red ball? no',
	]);
	expect(listQuizzes(askHolder, [...handed, drops('Ben', 'red ball')])).toEqual([
		'Who has the old map? Anna',
	]);
});

test('what somebody has is asked if it is one thing, and how many, if they are none or more', () => {
	const more = [...handed, finds('Anna', 'small key')];

	expect(listQuizzes(askHeld, handed)).toEqual([
		'What does Anna have? old map',
		'What does Ben have? red ball',
	]);
	expect(listQuizzes(askHeld, more)).toEqual(['What does Ben have? red ball']);
	expect(listQuizzes(askNumber, more)).toEqual([
		'How many things does Anna have? two',
		'How many things does Ben have? one',
		'How many things does Clara have? none',
	]);
});

test('a gift is asked about by two of its three words, unless they stand for two gifts', () => {
	expect(listQuizzes(askGift, handed)).toEqual([
		'What did Anna give to Ben? red ball',
		'Who gave the red ball to Ben? Anna',
		'Who got the red ball from Anna? Ben',
	]);
	expect(listQuizzes(askGift, [...handed, gives('Anna', 'old map', 'Ben')])).toEqual([
		'Who gave the old map to Ben? Anna',
		'Who gave the red ball to Ben? Anna',
		'Who got the old map from Anna? Ben',
		'Who got the red ball from Anna? Ben',
	]);
});
