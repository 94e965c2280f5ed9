import type {EngineRefusal} from '../engine.ts';
import {EngineDeadlineError, RowFailedError} from '../errors.ts';
import type {Waiting} from './queue.ts';

/** Compute the outputs of many inputs at once, in order. */
export type RunBatch<Input, Output> = (
	inputs: readonly Input[],
	options: {readonly deadline: number},
) => Promise<readonly Output[]>;

export type Asked<Output> =
	| {
			readonly ok: true;
			readonly output: Output;
			/** Number of items in the batch. */
			readonly batch: number;
	  }
	| {readonly ok: false; readonly reason: EngineRefusal; readonly cause?: unknown};

/** An input waiting for its output. */
export type Item<Input, Output> = Waiting & {
	readonly input: Input;
	readonly settle: (asked: Asked<Output>) => void;
};

/**
Run a batch and settle its items. If a single item cannot be computed, it is left out and the others are retried.

@returns Whether the first try succeeded, so that its duration is meaningful.
*/
export async function runBatch<Input, Output>(
	run: RunBatch<Input, Output>,
	items: ReadonlyArray<Item<Input, Output>>,
): Promise<boolean> {
	const deadline = Math.max(...items.map(item => item.deadline));
	try {
		const outputs = await run(
			items.map(({input}) => input),
			{deadline},
		);
		for (const [index, {settle}] of items.entries()) {
			settle({ok: true, output: outputs[index]!, batch: items.length});
		}

		return true;
	} catch (error) {
		if (error instanceof RowFailedError && items.length > 1) {
			items[error.row]?.settle({ok: false, reason: 'engine-failed', cause: error});
			await runBatch(run, items.toSpliced(error.row, 1));
			return false;
		}

		const reason = error instanceof EngineDeadlineError ? 'deadline' : 'engine-failed';
		for (const {settle} of items) {
			settle({ok: false, reason, cause: error});
		}

		return false;
	}
}
