import type {Random} from '../../../support/random.ts';
import type {Event} from './event.ts';
import {type Cast, type Move, moves} from './moves.ts';
import {pickAny, pickSome, pickWeighted} from './pick.ts';
import {looks, objects, people, places} from './words.ts';
import {createWorld, happen, type World} from './world.ts';

export type EventsOptions = {
	/** Number of people, places and things that may take part. */
	readonly cast: {readonly [Kind in keyof Cast]: number};
	/** Number of events. */
	readonly length: number;
	/** Weights of what may happen, where they differ from `usualCourse`; 0 for what does not. */
	readonly course?: Partial<Course>;
};

export type Course = Readonly<Record<keyof typeof moves, number>>;

type WeightedMove = {readonly weight: number; readonly move: Move};

export type Events = {
	readonly cast: Cast;
	readonly events: readonly Event[];
	/** The world after the last event. */
	readonly world: World;
};

/** Let random events happen in a new world. */
export function drawEvents(random: Random, {cast: counts, length, course}: EventsOptions): Events {
	const cast = drawCast(random, counts);
	const weights: Course = {...usualCourse, ...course};
	const options = moveNames.map(name => ({weight: weights[name], move: moves[name]}));
	const world = createWorld();
	const events = Array.from({length}, () => {
		const event = drawEvent(random, world, {cast, options});
		happen(world, event);
		return event;
	});
	return {cast, events, world};
}

/** Pick what may happen next. A kind of which nothing can happen now is passed over; somebody can always go somewhere. */
function drawEvent(
	random: Random,
	world: World,
	{cast, options}: {readonly cast: Cast; readonly options: readonly WeightedMove[]},
): Event {
	for (;;) {
		const event = pickAny(random, pickWeighted(random, options).move(world, cast));
		if (event !== undefined) {
			return event;
		}
	}
}

function drawCast(random: Random, counts: EventsOptions['cast']): Cast {
	return {
		people: pickSome(random, people, counts.people),
		places: pickSome(random, places, counts.places),
		things: pickSome(random, things, counts.things),
	};
}

const things = looks.flatMap(look => objects.map(object => `${look} ${object}`));

const usualCourse: Course = {
	enter: 4,
	walk: 3,
	walkTogether: 0.5,
	leave: 0.4,
	lay: 1,
	find: 2,
	take: 3,
	drop: 1.5,
	give: 2,
};

const moveNames = Object.keys(moves) as ReadonlyArray<keyof Course>;
