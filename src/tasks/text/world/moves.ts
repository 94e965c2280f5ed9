import type {Event} from './event.ts';
import {listHeld, listPresent, listThings, placeOfThing, type World} from './world.ts';

/** Who and what a story may mention. */
export type Cast = {
	readonly people: readonly string[];
	readonly places: readonly string[];
	readonly things: readonly string[];
};

export type Move = (world: World, cast: Cast) => readonly Event[];

/** List what may happen next, by kind: only what the story allows, so that nobody takes what is elsewhere. */
export const moves = {
	enter: (world, cast) =>
		cast.people
			.filter(person => world.places.get(person) === undefined)
			.flatMap(person => cast.places.map(place => ({type: 'is', person, place}))),
	walk: (world, cast) => cast.people.flatMap(person => listGoals(world, cast, [person])),
	walkTogether: (world, cast) =>
		cast.people.flatMap(person =>
			cast.people
				.filter(other => other !== person)
				.flatMap(other => listGoals(world, cast, [person, other])),
		),
	leave: world =>
		listPresent(world).map(person => ({
			type: 'leaves',
			person,
			place: world.places.get(person)!,
		})),
	lay: (world, cast) =>
		listNewThings(world, cast).flatMap(thing =>
			cast.places.map(place => ({type: 'lies', thing, place})),
		),
	find: (world, cast) =>
		listNewThings(world, cast).flatMap(thing =>
			listPresent(world).map(person => ({type: 'finds', person, thing})),
		),
	take: world =>
		listThings(world)
			.filter(thing => !world.holders.has(thing))
			.flatMap(thing =>
				listPresent(world, placeOfThing(world, thing)).map(person => ({
					type: 'takes',
					person,
					thing,
				})),
			),
	drop: world =>
		listPresent(world).flatMap(person =>
			listHeld(world, person).map(thing => ({type: 'drops', person, thing})),
		),
	give: world =>
		listPresent(world).flatMap(person =>
			listPresent(world, world.places.get(person))
				.filter(receiver => receiver !== person)
				.flatMap(receiver =>
					listHeld(world, person).map(thing => ({type: 'gives', person, thing, receiver})),
				),
		),
} satisfies Record<string, Move>;

const listGoals = (world: World, cast: Cast, people: readonly string[]): readonly Event[] =>
	cast.places
		.filter(place => people.every(person => world.places.get(person) !== place))
		.map(place => ({type: 'goes', people, place}));

const listNewThings = ({trails}: World, {things}: Cast) =>
	things.filter(thing => !trails.has(thing));
