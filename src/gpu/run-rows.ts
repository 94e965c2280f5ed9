import type {PassResult} from './engine-conversation.ts';
import {RowFailedError} from './errors.ts';
import type {RowLimit} from './row-limit.ts';
import {concatRows, splitRows} from './rows.ts';
import type {EngineSupervisor} from './supervise-engine.ts';

export type RunRowsOptions = {
	readonly supervisor: EngineSupervisor;
	readonly limit: RowLimit;
	readonly signal: AbortSignal;
};

/**
Run rows in as few passes as memory allows, and again after each death of the process.

Rows that were in a dying process twice are asked one by one, so that a row that kills it is found; that row fails when it has done so twice more, alone.

@throws {RowFailedError} With the row that cannot be computed.
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
	result.cause === 'died' ? 'the process died of it twice' : result.problem;
