import type {Random} from '../../../support/random.ts';
import {
	askCompany,
	askEarlier,
	askPlace,
	askPresence,
	askThing,
	askTogether,
} from './ask-places.ts';
import {askGift, askHeld, askHolder, askNumber, askPossession} from './ask-things.ts';
import {drawCounts} from './counts.ts';
import {type Course, drawEvents} from './draw-events.ts';
import {pickNumber} from './pick.ts';
import type {AskWorld, Story} from './quiz.ts';
import {tell} from './tell.ts';
import {drawVisits} from './visits.ts';

export type Kind = {
	readonly name: string;
	/** Share of all questions, in percent. */
	readonly weight: number;
	readonly draw: (random: Random) => Story;
};

const noThings: Partial<Course> = {lay: 0, find: 0};
const noGifts: Partial<Course> = {give: 0};

/** The kinds of questions, from those that one sentence answers to those that take several. */
export const kinds: readonly Kind[] = [
	createKind('place', 10, askPlace, {
		cast: [3, 5, 1],
		length: [4, 9],
		course: {find: 0.3, lay: 0.3},
	}),
	createKind('presence', 10, askPresence, {
		cast: [3, 4, 0],
		length: [4, 9],
		course: {...noThings, leave: 2},
	}),
	createKind('company', 5, askCompany, {
		cast: [4, 3, 0],
		length: [5, 10],
		course: {...noThings, leave: 0},
	}),
	createKind('together', 5, askTogether, {cast: [4, 3, 0], length: [4, 10], course: noThings}),
	createKind('thing', 13, askThing, {cast: [3, 4, 2], length: [5, 10], course: noGifts}),
	createKind('earlier', 8, askEarlier, {
		cast: [2, 4, 2],
		length: [7, 14],
		course: {...noGifts, enter: 2, find: 3, leave: 0.1},
	}),
	createKind('holder', 5, askHolder, {cast: [3, 2, 3], length: [5, 12], course: {give: 5}}),
	createKind('held', 5, askHeld, {
		cast: [3, 2, 4],
		length: [8, 14],
		course: {find: 5, take: 5, drop: 1, give: 3},
	}),
	createKind('possession', 7, askPossession, {
		cast: [3, 2, 2],
		length: [5, 12],
		course: {give: 4, lay: 0.3},
	}),
	createKind('number', 5, askNumber, {
		cast: [2, 2, 5],
		length: [6, 14],
		course: {find: 5, take: 4, walk: 2, give: 3},
	}),
	createKind('gift', 9, askGift, {
		cast: [4, 2, 4],
		length: [9, 14],
		course: {enter: 8, walk: 1, walkTogether: 1, leave: 0.1, find: 5, give: 10},
	}),
	{name: 'visits', weight: 8, draw: drawVisits},
	{name: 'counts', weight: 10, draw: drawCounts},
];

type Setting = {
	/** Number of people, places and things. */
	readonly cast: readonly [people: number, places: number, things: number];
	/** Fewest and most sentences. */
	readonly length: readonly [fewest: number, most: number];
	readonly course: Partial<Course>;
};

function createKind(
	name: string,
	weight: number,
	ask: AskWorld,
	{cast, length, course}: Setting,
): Kind {
	const [people, places, things] = cast;
	const draw = (random: Random): Story => {
		for (;;) {
			const drawn = drawEvents(random, {
				cast: {people, places, things},
				length: pickNumber(random, ...length),
				course,
			});
			const quiz = ask(random, drawn.world, drawn.cast);
			if (quiz !== undefined) {
				return {sentences: drawn.events.map(event => tell(random, event)), ...quiz};
			}
		}
	};

	return {name, weight, draw};
}
