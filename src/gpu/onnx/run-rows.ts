import type {Clock} from '../../support/clock.ts';
import {RowFailedError} from '../errors.ts';
import {memoryPauses} from '../memory-pauses.ts';
import type {EngineSupervisor} from '../process/supervise-engine.ts';
import type {PassResult, TensorProcess} from './tensor-process.ts';
import type {RowLimit} from './row-limit.ts';
import {concatRows, splitRows} from './rows.ts';

export type RunRowsOptions = {
	readonly supervisor: Pick<
		EngineSupervisor<Pick<TensorProcess, 'pass'>>,
		'child' | 'noteGoodPass'
	>;
	readonly limit: RowLimit;
	readonly clock: Pick<Clock, 'sleep'>;
	readonly signal: AbortSignal;
};

/**
Run rows in as few passes as memory allows, and retry after each death of the process.

Rows that were running in two deaths are retried one by one, to find a row that kills the process; that row fails once it has done so twice more, alone. A row that finds no memory even alone is retried a few times, later and later.

@throws {RowFailedError} If a row cannot be computed; it names the row.
*/
export async function runRows(
	rows: readonly Float32Array[],
	{supervisor, limit, clock, signal}: RunRowsOptions,
): Promise<Float32Array[]> {
	const answers: Float32Array[] = [];
	let deaths = 0;
	let shortages = 0;
	let isOneByOne = false;
	while (answers.length < rows.length) {
		const child = await supervisor.child();
		signal.throwIfAborted();
		const size = isOneByOne ? 1 : limit.rows();
		const part = rows.slice(answers.length, answers.length + size);
		const result = await child.pass(concatRows(part), part.length);
		if (result.ok) {
			supervisor.noteGoodPass();
			limit.grow(part.length);
			answers.push(...splitRows(result.data, part.length));
			deaths = 0;
			shortages = 0;
			continue;
		}

		const isDeath = result.cause === 'died';
		if (isDeath && result.isSuspect) {
			deaths++;
		}

		const hasDiedTwice = deaths === 2;
		const isShortage = result.cause === 'out-of-memory';
		const pause = isShortage && part.length === 1 ? memoryPauses[shortages++] : undefined;
		if (pause !== undefined) {
			await clock.sleep(pause, {signal});
		} else if (part.length === 1 && (hasDiedTwice || !isDeath)) {
			throw new RowFailedError(answers.length, explain(result));
		}

		if (isShortage) {
			limit.shrink(part.length);
		} else if (hasDiedTwice || !isDeath) {
			isOneByOne = true;
			deaths = 0;
		}
	}

	return answers;
}

const explain = (result: Exclude<PassResult, {readonly ok: true}>) =>
	result.cause === 'died' ? 'it crashed the engine twice' : result.problem;
