import type {LanguageFault} from '../../language/language-model.ts';
import {isOutOfMemory} from '../out-of-memory.ts';

/** Something that may end with a fault. */
export type Failable = {readonly fail: (fault: LanguageFault) => void};

/**
Run something on items. While memory runs out, the later half of them fails, and the others are tried again.

@returns The result with the items it is of, or `undefined` if all of them have failed.
*/
export async function runHalving<Item extends Failable, Result>(
	items: readonly Item[],
	run: (items: readonly Item[]) => Promise<Result>,
): Promise<{readonly items: readonly Item[]; readonly result: Result} | undefined> {
	if (items.length === 0) {
		return undefined;
	}

	try {
		return {items, result: await run(items)};
	} catch (error) {
		const problem = error instanceof Error ? error.message : String(error);
		// JavaScript's arrays fail with a RangeError.
		const isMemory = error instanceof RangeError || isOutOfMemory(problem);
		const kept = isMemory ? Math.floor(items.length / 2) : 0;
		for (const item of items.slice(kept)) {
			item.fail({ok: false, cause: isMemory ? 'out-of-memory' : 'failed', problem});
		}

		return runHalving(items.slice(0, kept), run);
	}
}
