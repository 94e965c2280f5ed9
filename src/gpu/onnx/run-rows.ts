import {RowFailedError} from '../errors.ts';
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
	readonly signal: AbortSignal;
};

/**
Run rows in as few passes as memory allows, and retry after each death of the process.

Rows that were running in two deaths are retried one by one, to find a row that kills the process; that row fails once it has done so twice more, alone.

@throws {RowFailedError} If a row cannot be computed; it names the row.
*/
export async function runRows(
	rows: readonly Float32Array[],
	{supervisor, limit, signal}: RunRowsOptions,
): Promise<Float32Array[]> {
	const answers: Float32Array[] = [];
	let deaths = 0;
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
			continue;
		}

		const isDeath = result.cause === 'died';
		if (isDeath && result.isSuspect) {
			deaths++;
		}

		const hasDiedTwice = deaths === 2;
		if (part.length === 1 && (hasDiedTwice || !isDeath)) {
			throw new RowFailedError(answers.length, explain(result));
		}

		if (result.cause === 'out-of-memory') {
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
