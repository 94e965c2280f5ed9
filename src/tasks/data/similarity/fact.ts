import {type Random, drawIndex} from '../../../support/random.ts';
import {type Concept, deeds, deedsToPeople, people, places, things, times} from './words.ts';

/** Something that happened: who did what to whom or what, where and when. */
export type Fact = {
	readonly agent: Concept;
	readonly deed: Concept;
	readonly patient: Concept;
	readonly place: Concept;
	readonly time: Concept;
};

export type Slot = keyof Fact;

/** Draw a fact. In two of five, something is done to a person. */
export function drawFact(random: Random): Fact {
	const isToPerson = random() < 0.4;
	const [agent, other] = drawTwo(random, people);
	return {
		agent,
		deed: pick(random, isToPerson ? deeds.slice(0, deedsToPeople) : deeds),
		patient: isToPerson ? other : pick(random, things),
		place: pick(random, places),
		time: pick(random, times),
	};
}

/** Change slots of a fact: each is another concept afterwards. */
export function change(random: Random, fact: Fact, slots: ReadonlySet<Slot>): Fact {
	let changed = drawFact(random);
	while (!isApart(changed, fact, slots)) {
		changed = drawFact(random);
	}

	return Object.fromEntries(
		Object.entries(fact).map(([slot, concept]) => [
			slot,
			slots.has(slot as Slot) ? changed[slot as Slot] : concept,
		]),
	) as Fact;
}

/** Tell whether the slots of one fact can take the place of another's: they differ, nobody acts on themselves, and the deed is one that is done to such. */
const isApart = (one: Fact, other: Fact, slots: ReadonlySet<Slot>): boolean =>
	isToPerson(one) === isToPerson(other) &&
	one.agent !== other.patient &&
	one.patient !== other.agent &&
	[...slots].every(slot => one[slot] !== other[slot]);

/** Tell whether something was done to a person. */
export const isToPerson = ({patient}: Fact) => people.includes(patient);

/** Tell a fact the other way round: who acted is acted upon. */
export const swap = ({agent, patient, ...rest}: Fact): Fact => ({
	...rest,
	agent: patient,
	patient: agent,
});

/**
Tell a fact in a sentence: by any of its wordings, in the active or the passive voice, with place and time anywhere.

@param other A sentence whose wordings are mostly avoided. @default none
*/
export function tell(random: Random, fact: Fact, other = ''): string {
	const [agent, deed, patient, place, time] = (
		['agent', 'deed', 'patient', 'place', 'time'] as const
	).map(slot => {
		const unlike = fact[slot].filter(wording => !other.includes(wording.slice(1)));
		return pick(random, unlike.length > 0 && random() < 0.8 ? unlike : fact[slot]);
	});
	const core =
		random() < 0.5
			? `the ${agent} ${deed} the ${patient}`
			: `the ${patient} was ${deed} by the ${agent}`;
	const sentence = pick(random, [
		`${core} ${place} ${time}`,
		`${time}, ${core} ${place}`,
		`${place}, ${core} ${time}`,
		`${time} ${place}, ${core}`,
	]);
	return `${sentence[0]!.toUpperCase()}${sentence.slice(1)}.`;
}

export const pick = <Item>(random: Random, items: readonly Item[]): Item =>
	items[drawIndex(random, items.length)]!;

function drawTwo<Item>(random: Random, items: readonly Item[]): readonly [Item, Item] {
	const first = drawIndex(random, items.length);
	const second = (first + 1 + drawIndex(random, items.length - 1)) % items.length;
	return [items[first]!, items[second]!];
}
