import {type Random, drawIndex} from '../../../support/random.ts';

/** Pick one of a list that is not empty. */
export function pick<Item>(random: Random, items: readonly Item[]): Item {
	return items[drawIndex(random, items.length)]!;
}

/** Pick one of a list, or `undefined` if it is empty. */
export function pickAny<Item>(random: Random, items: readonly Item[]): Item | undefined {
	return items.length === 0 ? undefined : pick(random, items);
}

/** Pick different items, in random order; all of them without a count. */
export function pickSome<Item>(
	random: Random,
	items: readonly Item[],
	count = items.length,
): readonly Item[] {
	const left = [...items];
	return Array.from({length: count}, () => left.splice(drawIndex(random, left.length), 1)[0]!);
}

/** Pick one of a list by the items' weights, of which at least one is positive. */
export function pickWeighted<Item extends {readonly weight: number}>(
	random: Random,
	items: readonly Item[],
): Item {
	let left = random() * items.reduce((sum, {weight}) => sum + weight, 0);
	for (const item of items) {
		left -= item.weight;
		if (left < 0) {
			return item;
		}
	}

	// Only rounding leads here.
	return items.at(-1)!;
}

/** Pick an integer from `low` to `high`. */
export function pickNumber(random: Random, low: number, high: number): number {
	return low + drawIndex(random, high - low + 1);
}
