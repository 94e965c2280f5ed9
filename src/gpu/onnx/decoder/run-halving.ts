import type {LanguageFault} from '../../language/language-model.ts';
import {isOutOfMemory} from '../out-of-memory.ts';

/** Something that may end with a fault. */
export type Failable = {readonly fail: (fault: LanguageFault) => void};

/** A result, and the items that it is of. */
export type Done<Item, Result> = {readonly items: readonly Item[]; readonly result: Result};

/**
Run something on items. While memory runs out, the later half of them fails, and the others are tried again. If it fails otherwise, each half is tried again by itself, until only an item alone fails: one that is at fault ends no other.

@returns The results, in the order of their items; none if all of these have failed.
*/
export async function runHalving<Item extends Failable, Result>(
	items: readonly Item[],
	run: (items: readonly Item[]) => Promise<Result>,
): Promise<ReadonlyArray<Done<Item, Result>>> {
	if (items.length === 0) {
		return [];
	}

	try {
		return [{items, result: await run(items)}];
	} catch (error) {
		const problem = error instanceof Error ? error.message : String(error);
		// JavaScript's arrays fail with a RangeError.
		const isMemory = error instanceof RangeError || isOutOfMemory(problem);
		const half = Math.floor(items.length / 2);
		const [first, second] = [items.slice(0, half), items.slice(half)];
		if (!isMemory && half > 0) {
			return [...(await runHalving(first, run)), ...(await runHalving(second, run))];
		}

		for (const item of second) {
			item.fail({ok: false, cause: isMemory ? 'out-of-memory' : 'failed', problem});
		}

		return runHalving(first, run);
	}
}
