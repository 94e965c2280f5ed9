import type {CacheRow} from './kv-cache.ts';
import type {Sequence} from './sequence.ts';

/** A sequence and where the decoder's memory of it is. */
export type Line<Cache> = {
	readonly sequence: Sequence;
	readonly cache: Cache;
	readonly row: number;
	readonly fail: Sequence['fail'];
};

/** How to reuse rows of a cache. */
export type Places<Cache> = {
	/** Tell whether there is room in a cache for so many used columns of each row, and not much more. */
	readonly fit: (cache: Cache, used: readonly number[]) => boolean;
	/** Copy a row over one of another cache, in which it fits. */
	readonly copy: (from: CacheRow<Cache>, to: Omit<CacheRow<Cache>, 'used'>) => void;
};

export const isAlive = ({sequence}: Line<unknown>) => !sequence.hasEnded();

export const toCacheRow = <Cache>({sequence, cache, row}: Line<Cache>): CacheRow<Cache> => ({
	cache,
	row,
	used: sequence.used(),
});

/** Tell whether lines are all rows of one cache. They never change their order. */
export const isWhole = (lines: ReadonlyArray<Line<{readonly rows: number}>>) =>
	lines.length === lines[0]!.cache.rows && lines.every(({cache}) => cache === lines[0]!.cache);

/**
Let others join lines, if these are whole, in the places of those that have ended.

@returns The lines that go on, to be packed unless they are whole. Packing copies all that the decoder has read, which takes about as long as a step does for it: a few ended rows and unused columns are rather computed on.
*/
export function seat<Cache extends {readonly rows: number}>(
	lines: ReadonlyArray<Line<Cache>>,
	joiners: ReadonlyArray<Line<Cache>>,
	places?: Places<Cache>,
): ReadonlyArray<Line<Cache>> {
	const alive = lines.filter(line => isAlive(line));
	const all = [...alive, ...joiners];
	const used = all.map(({sequence}) => sequence.used());
	const fits = places
		? places.fit
		: () => joiners.length === 0 && all.length >= 0.75 * lines.length;
	if (alive.length === 0 || !isWhole(lines) || !fits(alive[0]!.cache, used)) {
		return all;
	}

	const waiting = [...joiners];
	return waiting.length === 0
		? lines
		: lines.map(line => {
				const joiner = isAlive(line) ? undefined : waiting.shift();
				return joiner ? move(joiner, line, places!) : line;
			});
}

function move<Cache>(line: Line<Cache>, {cache, row}: Line<Cache>, {copy}: Places<Cache>) {
	copy(toCacheRow(line), {cache, row});
	return {...line, cache, row};
}
