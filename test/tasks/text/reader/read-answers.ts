import {
	checkStory,
	countOf,
	type Facts,
	holderOf,
	peopleIn,
	placeOf,
	placeOfThing,
	thingsOf,
	times,
	visitsOf,
} from './look-up.ts';
import {name, place, readSentence, thing, time, toWord} from './read-sentence.ts';

/**
Answer a question by reading the story, without a model of its world: each fact is looked up in the sentences, from the last one back.

It shares no code and no words with the generator, so that each tests the other. It throws where a sentence is wrong or contradicts an earlier one.

@returns All answers that the story supports; there should be one.
*/
export function readAnswers(sentences: readonly string[], question: string): readonly string[] {
	const facts = sentences.map(sentence => readSentence(sentence));
	checkStory(facts);
	for (const {pattern, answer} of questions) {
		const groups = pattern.exec(question)?.groups;
		if (groups) {
			return [...new Set(answer(facts, groups))];
		}
	}

	throw new Error(`“${question}” is not clear`);
}

type Groups = Record<string, string>;
type Answer = (facts: Facts, groups: Groups) => readonly string[];

const [person, other, receiver] = ['person', 'other', 'receiver'].map(group => name(group));
const goods = '(?<goods>[a-z]+)';
const yesOrNo = (isTrue: boolean) => [isTrue ? 'yes' : 'no'];
const only = (value: string | undefined) => (value === undefined ? [] : [value]);

const list: ReadonlyArray<readonly [string, Answer]> = [
	[`Where is ${person}`, (facts, asked) => only(placeOf(facts, asked.person!))],
	[`Where is the ${thing}`, (facts, asked) => only(placeOfThing(facts, asked.thing!))],
	[`Where was the ${thing} just before it was in ${place}`, findEarlier],
	[
		`Is ${person} (?:still )?in ${place}`,
		(facts, asked) => {
			const here = placeOf(facts, asked.person!);
			const left = facts.findLast(fact => fact.kind === 'leave' && fact.person === asked.person);
			return here === undefined && left?.place !== asked.place ? [] : yesOrNo(here === asked.place);
		},
	],
	[
		`Who is with ${person}`,
		(facts, asked) => {
			const places = new Set([placeOf(facts, asked.person!), undefined]);
			return peopleIn(facts).filter(one => one !== asked.person && places.has(placeOf(facts, one)));
		},
	],
	[
		`Are ${person} and ${other} in the same place`,
		(facts, asked) => {
			const places = [placeOf(facts, asked.person!), placeOf(facts, asked.other!)];
			return places.includes(undefined) ? [] : yesOrNo(places[0] === places[1]);
		},
	],
	[`Who has the ${thing}`, (facts, asked) => only(holderOf(facts, asked.thing!))],
	[`What does ${person} have`, (facts, asked) => thingsOf(facts, asked.person!)],
	[
		`Does ${person} have the ${thing}`,
		(facts, asked) => yesOrNo(holderOf(facts, asked.thing!) === asked.person),
	],
	[
		`How many things does ${person} have`,
		(facts, asked) => [toWord(thingsOf(facts, asked.person!).length)],
	],
	[`Who gave the ${thing} to ${receiver}`, (facts, asked) => findGift(facts, asked, 'person')],
	[`Who got the ${thing} from ${person}`, (facts, asked) => findGift(facts, asked, 'receiver')],
	[`What did ${person} give to ${receiver}`, (facts, asked) => findGift(facts, asked, 'thing')],
	[
		`Where did ${person} go ${time}`,
		(facts, asked) =>
			visitsOf(facts, asked.person!)
				.filter(visit => times[visit.time] === asked.time)
				.map(visit => visit.place),
	],
	[`Where did ${person} go just before ${place}`, (facts, asked) => findVisit(facts, asked, -1)],
	[`Where did ${person} go just after ${place}`, (facts, asked) => findVisit(facts, asked, 1)],
	[
		`Who went to ${place} first, ${person} or ${other}`,
		(facts, asked) => {
			const when = (one: string) =>
				visitsOf(facts, one).find(visit => visit.place === asked.place)!.time;
			return compare(asked, when(asked.other!), when(asked.person!));
		},
	],
	[
		`How many ${goods} does ${person} have`,
		(facts, asked) => [toWord(countOf(facts, asked.person!, asked.goods!))],
	],
	[
		`How many ${goods} do ${person} and ${other} have together`,
		(facts, asked) => [
			toWord(
				countOf(facts, asked.person!, asked.goods!) + countOf(facts, asked.other!, asked.goods!),
			),
		],
	],
	[
		`How many more ${goods} does ${person} have than ${other}`,
		(facts, asked) => [
			toWord(
				countOf(facts, asked.person!, asked.goods!) - countOf(facts, asked.other!, asked.goods!),
			),
		],
	],
	[
		`Who has more ${goods}, ${person} or ${other}`,
		(facts, asked) =>
			compare(
				asked,
				countOf(facts, asked.person!, asked.goods!),
				countOf(facts, asked.other!, asked.goods!),
			),
	],
];

const questions = list.map(([pattern, answer]) => ({
	pattern: new RegExp(String.raw`^${pattern}\?$`, 'v'),
	answer,
}));

function findEarlier(facts: Facts, asked: Groups) {
	const places = facts.map((_, index) => placeOfThing(facts, asked.thing!, index + 1));
	return places.flatMap((now, index) =>
		now === asked.place && places[index - 1] !== now ? [places[index - 1] ?? 'unknown'] : [],
	);
}

function findGift(facts: Facts, asked: Groups, wanted: string) {
	return facts
		.filter(({kind}) => kind === 'give')
		.filter(gift => Object.entries(asked).every(([key, value]) => gift[key] === value))
		.map(gift => gift[wanted]!);
}

function findVisit(facts: Facts, asked: Groups, step: number) {
	const tour = visitsOf(facts, asked.person!);
	return tour.flatMap((visit, index) =>
		visit.place === asked.place ? only(tour[index + step]?.place) : [],
	);
}

function compare(asked: Groups, left: number, right: number) {
	return left === right ? [] : [left > right ? asked.person! : asked.other!];
}
