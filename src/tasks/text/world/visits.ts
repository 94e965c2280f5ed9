import type {Random} from '../../../support/random.ts';
import {pick, pickNumber, pickSome} from './pick.ts';
import type {Quiz, Story} from './quiz.ts';
import {people, places, times} from './words.ts';

type Visit = {
	readonly person: string;
	readonly place: string;
	/** Index in `times`. */
	readonly time: number;
};

/** A person's visits, from first to last. */
type Tour = readonly Visit[];

/** Draw a story of who went where at which time, told in any order, and ask about one visit or the order of two. */
export function drawVisits(random: Random): Story {
	const {tours, sentences} = drawTours(random);
	return {sentences, ...askVisits(random, tours)};
}

/** Draw who went where, and tell it in any order. */
export function drawTours(random: Random): {
	readonly tours: readonly Tour[];
	readonly sentences: readonly string[];
} {
	const area = pickSome(random, places, 5);
	const tours = pickSome(random, people, pickNumber(random, 2, 3)).map(person =>
		drawTour(random, person, area),
	);
	return {tours, sentences: pickSome(random, tours.flat()).map(visit => tell(random, visit))};
}

/** Ask about one visit or the order of two. */
export function askVisits(random: Random, tours: readonly Tour[]): Quiz {
	const visits = tours.flat();
	const quizzes = [
		visits.map(visit => askTime(visit)),
		tours.flatMap(tour => askNeighbours(tour)),
		visits.flatMap(visit => visits.flatMap(other => askFirst(visit, other))),
	];
	// One kind of question is as likely as another, however many the story has of it.
	const kind = pick(
		random,
		quizzes.filter(list => list.length > 0),
	);
	return pick(random, kind);
}

/** Draw a person's visits, from first to last, each to another place. */
function drawTour(random: Random, person: string, area: readonly string[]): Tour {
	const tour = pickSome(random, area, pickNumber(random, 3, times.length));
	const chosen = pickSome(
		random,
		times.map((_, index) => index),
		tour.length,
	).toSorted((a, b) => a - b);
	return tour.map((place, index) => ({person, place, time: chosen[index]!}));
}

function tell(random: Random, {person, place, time}: Visit): string {
	const what = `${person} ${pick(random, ['went', 'walked', 'ran'])} to the ${place}`;
	const when = times[time]!;
	return pick(random, [
		`${what} ${when}.`,
		`${when.slice(0, 1).toUpperCase()}${when.slice(1)}, ${what}.`,
	]);
}

function askTime({person, place, time}: Visit): Quiz {
	return {question: `Where did ${person} go ${times[time]!}?`, answer: place};
}

function askNeighbours(tour: Tour): readonly Quiz[] {
	return tour.slice(1).flatMap(({person, place}, index) => {
		const before = tour[index]!.place;
		return [
			{question: `Where did ${person} go just before the ${place}?`, answer: before},
			{question: `Where did ${person} go just after the ${before}?`, answer: place},
		];
	});
}

function askFirst(visit: Visit, other: Visit): readonly Quiz[] {
	return visit.place === other.place && visit.time < other.time
		? [
				{
					question: `Who went to the ${visit.place} first, ${visit.person} or ${other.person}?`,
					answer: visit.person,
				},
				{
					question: `Who went to the ${visit.place} first, ${other.person} or ${visit.person}?`,
					answer: visit.person,
				},
			]
		: [];
}
