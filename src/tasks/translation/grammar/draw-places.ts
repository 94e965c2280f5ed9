import type {Drawer} from './drawer.ts';
import {drawNoun, type Surroundings} from './draw-nouns.ts';
import type {Place, Preposition} from './sentence.ts';
import type {NounKind} from './words.ts';

/** Draw where, with whom or when something happens. */
export function drawPlace(drawer: Drawer, surroundings: Surroundings): Place {
	return drawFrom(drawer, drawer.pick([...circumstances, ...wheres]), surroundings);
}

/** Draw where something is. */
export function drawWhere(drawer: Drawer, surroundings: Surroundings): Place {
	return drawFrom(drawer, drawer.pick(wheres), surroundings);
}

/** Draw whereto, whence or which way something moves. */
export function drawWay(drawer: Drawer, surroundings: Surroundings): Place {
	return drawFrom(drawer, drawer.pick(ways), surroundings);
}

type Choice = Preposition & {readonly kind: NounKind};

function drawFrom(
	drawer: Drawer,
	{kind, ...preposition}: Choice,
	surroundings: Surroundings,
): Place {
	// After a preposition no `every`, `some` and `many`: `without every noble` is not said.
	const options = {...surroundings, isNegative: true};
	return {preposition, phrase: drawNoun(drawer, {...options, kinds: [kind]})};
}

const wheres = toChoices([
	['place', ['in en', 'in en', 'in en', 'behind malantaŭ', 'in_front_of antaŭ']],
	['furniture', ['on sur', 'under sub', 'behind malantaŭ', 'beside apud']],
	['nature', ['beside apud', 'behind malantaŭ']],
	['plant', ['under sub', 'beside apud', 'behind malantaŭ']],
	['vehicle', ['beside apud', 'in_front_of antaŭ', 'under sub']],
]);

const circumstances = toChoices([
	['person', ['with kun', 'without sen', 'for por', 'beside apud']],
	['event', ['before antaŭ', 'after post', 'during dum']],
]);

const ways = [
	...toChoices([
		['place', ['to al', 'out_of el', 'through tra']],
		['nature', ['to al', 'around ĉirkaŭ']],
		['person', ['to al', 'around ĉirkaŭ']],
	]),
	...toChoices(
		[
			['place', ['into en', 'into en']],
			['furniture', ['onto sur']],
		],
		{isWhereto: true},
	),
];

function toChoices(
	rows: ReadonlyArray<readonly [kind: NounKind, pairs: readonly string[]]>,
	{isWhereto = false} = {},
): readonly Choice[] {
	return rows.flatMap(([kind, pairs]) =>
		pairs.map(pair => {
			const [english = '', esperanto = ''] = pair.split(' ', 2);
			return {kind, english: english.replaceAll('_', ' '), esperanto, isWhereto};
		}),
	);
}
