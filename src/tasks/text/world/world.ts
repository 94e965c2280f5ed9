import type {Event, Gift} from './event.ts';

/** What a reader of the story knows. A place is `undefined` while it is unknown. */
export type World = {
	/** Where each person is. */
	readonly places: Map<string, string | undefined>;
	/** Where each person has been, in order. */
	readonly visits: Map<string, string[]>;
	/** Who has each thing that somebody has. */
	readonly holders: Map<string, string>;
	/** Who has ever had each thing, in order. */
	readonly owners: Map<string, string[]>;
	/** Where each thing has been, in order. */
	readonly trails: Map<string, Array<string | undefined>>;
	readonly gifts: Gift[];
};

/** Create a world in which nothing has happened. */
export function createWorld(): World {
	return {
		places: new Map(),
		visits: new Map(),
		holders: new Map(),
		owners: new Map(),
		trails: new Map(),
		gifts: [],
	};
}

/** Let an event happen. That it can is up to the caller. */
export function happen(world: World, event: Event): void {
	const {holders, owners, trails, places} = world;
	switch (event.type) {
		case 'is': {
			arrive(world, event.person, event.place);
			break;
		}

		case 'goes': {
			for (const person of event.people) {
				arrive(world, person, event.place);
			}

			break;
		}

		case 'leaves': {
			places.set(event.person, undefined);
			break;
		}

		case 'lies': {
			trails.set(event.thing, [event.place]);
			owners.set(event.thing, []);
			return;
		}

		case 'finds': {
			trails.set(event.thing, [places.get(event.person)]);
			owners.set(event.thing, [event.person]);
			holders.set(event.thing, event.person);
			break;
		}

		case 'takes': {
			owners.get(event.thing)!.push(event.person);
			holders.set(event.thing, event.person);
			break;
		}

		case 'drops': {
			holders.delete(event.thing);
			break;
		}

		case 'gives': {
			owners.get(event.thing)!.push(event.receiver);
			holders.set(event.thing, event.receiver);
			world.gifts.push(event);
			break;
		}
	}

	for (const [thing, holder] of holders) {
		const trail = trails.get(thing)!;
		if (trail.at(-1) !== places.get(holder)) {
			trail.push(places.get(holder));
		}
	}
}

/** List the people whom the story has mentioned. */
export function listPeople({places}: World): readonly string[] {
	return Array.from(places, ([person]) => person);
}

/** List the things that the story has mentioned. */
export function listThings({trails}: World): readonly string[] {
	return Array.from(trails, ([thing]) => thing);
}

/** Get the place of a thing, if it is known. */
export function placeOfThing({trails}: World, thing: string): string | undefined {
	return trails.get(thing)?.at(-1);
}

/** List the people whose place is known, or only those in one place. */
export function listPresent({places}: World, place?: string): readonly string[] {
	return [...places]
		.filter(([, at]) => at !== undefined && (place === undefined || at === place))
		.map(([person]) => person);
}

/** List the things that a person has. */
export function listHeld({holders}: World, person: string): readonly string[] {
	return [...holders].filter(([, holder]) => holder === person).map(([thing]) => thing);
}

function arrive({places, visits}: World, person: string, place: string) {
	places.set(person, place);
	visits.set(person, [...(visits.get(person) ?? []), place]);
}
