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
import {type Course, drawEvents, type Events} from './draw-events.ts';
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

export type WorldKind = Pick<Kind, 'name' | 'weight'> & {
	readonly ask: AskWorld;
	readonly setting: Setting;
};

const noThings: Partial<Course> = {lay: 0, find: 0};
const noGifts: Partial<Course> = {give: 0};

/** The kinds of questions about events, from those that one sentence answers to those that take several. */
export const worldKinds: readonly WorldKind[] = [
	{
		name: 'place',
		weight: 10,
		ask: askPlace,
		setting: {
			cast: [3, 5, 1],
			length: [4, 9],
			course: {find: 0.3, lay: 0.3},
		},
	},
	{
		name: 'presence',
		weight: 10,
		ask: askPresence,
		setting: {
			cast: [3, 4, 0],
			length: [4, 9],
			course: {...noThings, leave: 2},
		},
	},
	{
		name: 'company',
		weight: 5,
		ask: askCompany,
		setting: {
			cast: [4, 3, 0],
			length: [5, 10],
			course: {...noThings, leave: 0},
		},
	},
	{
		name: 'together',
		weight: 5,
		ask: askTogether,
		setting: {cast: [4, 3, 0], length: [4, 10], course: noThings},
	},
	{
		name: 'thing',
		weight: 13,
		ask: askThing,
		setting: {cast: [3, 4, 2], length: [5, 10], course: noGifts},
	},
	{
		name: 'earlier',
		weight: 8,
		ask: askEarlier,
		setting: {
			cast: [2, 4, 2],
			length: [7, 14],
			course: {...noGifts, enter: 2, find: 3, leave: 0.1},
		},
	},
	{
		name: 'holder',
		weight: 5,
		ask: askHolder,
		setting: {cast: [3, 2, 3], length: [5, 12], course: {give: 5}},
	},
	{
		name: 'held',
		weight: 5,
		ask: askHeld,
		setting: {
			cast: [3, 2, 4],
			length: [8, 14],
			course: {find: 5, take: 5, drop: 1, give: 3},
		},
	},
	{
		name: 'possession',
		weight: 7,
		ask: askPossession,
		setting: {
			cast: [3, 2, 2],
			length: [5, 12],
			course: {give: 4, lay: 0.3},
		},
	},
	{
		name: 'number',
		weight: 5,
		ask: askNumber,
		setting: {
			cast: [2, 2, 5],
			length: [6, 14],
			course: {find: 5, take: 4, walk: 2, give: 3},
		},
	},
	{
		name: 'gift',
		weight: 9,
		ask: askGift,
		setting: {
			cast: [4, 2, 4],
			length: [9, 14],
			course: {enter: 8, walk: 1, walkTogether: 1, leave: 0.1, find: 5, give: 10},
		},
	},
];

/** The kinds of questions. */
export const kinds: readonly Kind[] = [
	...worldKinds.map(kind => toKind(kind)),
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

/** Draw the events of a story in which a kind of question may be asked. */
export function drawSetting(random: Random, {cast, length, course}: Setting): Events {
	const [people, places, things] = cast;
	return drawEvents(random, {
		cast: {people, places, things},
		length: pickNumber(random, ...length),
		course,
	});
}

function toKind({name, weight, ask, setting}: WorldKind): Kind {
	const draw = (random: Random): Story => {
		for (;;) {
			const {cast, events, world} = drawSetting(random, setting);
			const quiz = ask(random, world, cast);
			if (quiz !== undefined) {
				return {sentences: events.map(event => tell(random, event)), ...quiz};
			}
		}
	};

	return {name, weight, draw};
}
