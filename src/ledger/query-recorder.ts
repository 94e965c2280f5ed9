import type {DatabaseSync} from 'node:sqlite';
import {systemClock, type Clock} from '../support/clock.ts';
import {createStore, type ReadableStore} from '../support/store.ts';
import {claimMiner, type MinerKey} from './miners.ts';
import type {Ledger} from './open-ledger.ts';
import {createWords} from './words.ts';

/** A query of one who may ask. */
export type QueryRecord = {
	/** Milliseconds since the Unix epoch. */
	readonly time: number;
	/** Hotkey of who asked, SS58. */
	readonly validator: string;
	/** `answered`, or why not. */
	readonly outcome: string;
	/** From the last byte of the request read until this record was made. */
	readonly milliseconds: number;
	/** How many shared the batch, if it was answered. */
	readonly batch?: number;
};

export type QueryRecorderOptions = {
	readonly miner: MinerKey;
	/** Milliseconds before another try after the ledger could not be written. @default 1000 */
	readonly retryDelay?: number;
	/** How many records are kept meanwhile; beyond that the oldest are lost. @default 100_000 */
	readonly capacity?: number;
	readonly clock?: Clock;
};

export type QueryRecorder = {
	/**
	Record a query. It resolves once the record is committed: it then survives the death of the process, so a reply that is sent after it is never missing. While the ledger cannot be written it resolves at once, and the record is kept in memory and tried again.
	*/
	readonly record: (query: QueryRecord) => Promise<void>;
	/** Count a request of one who may not ask; committed within a second. */
	readonly countRefusal: (reason: string, time: number) => void;
	/** Why the ledger cannot be written just now, if so. */
	readonly problem: ReadableStore<Error | undefined>;
	/** Write what is left; what comes later is not recorded. */
	readonly close: () => void;
};

type Pending = {readonly query: QueryRecord; readonly resolve: () => void};

/**
Create a recorder of a miner's queries. Those that finish in one turn of the event loop share a commit.

@throws {LedgerWriteError} If the ledger cannot be written from the start.
*/
export function createQueryRecorder(
	ledger: Ledger,
	{miner, retryDelay = 1000, capacity = 100_000, clock = systemClock}: QueryRecorderOptions,
): QueryRecorder {
	const problem = createStore<Error | undefined>(undefined);
	const write = ledger.transact(database => prepareWrite(database, miner));
	let pending: Pending[] = [];
	let refusals = new Map<string, Refusal>();
	let isDue = false;
	let isClosed = false;
	let cancelTimer: (() => void) | undefined;

	const flush = () => {
		isDue = false;
		cancelTimer?.();
		cancelTimer = undefined;
		if (pending.length === 0 && refusals.size === 0) {
			return;
		}

		try {
			ledger.transactQuickly(() => {
				write(
					pending.map(({query}) => query),
					refusals.values(),
				);
			});
			refusals = new Map();
			settle();
			pending = [];
			problem.set(undefined);
		} catch (error) {
			// Whatever it is, mining goes on: the operator sees the problem, and validators their answers.
			settle();
			pending = pending.slice(-capacity);
			problem.set(error as Error);
			if (!isClosed) {
				flushIn(retryDelay);
			}
		}
	};

	const settle = () => {
		for (const {resolve} of pending) {
			resolve();
		}
	};

	const flushIn = (delay: number) => {
		cancelTimer ??= clock.after(delay, flush);
	};

	return {
		problem,
		async record(query) {
			if (isClosed) {
				return;
			}

			return new Promise(resolve => {
				pending.push({query, resolve});
				if (problem.getSnapshot()) {
					resolve();
				} else if (!isDue) {
					isDue = true;
					setImmediate(flush);
				}
			});
		},
		countRefusal(reason, time) {
			if (isClosed) {
				return;
			}

			const minute = Math.floor(time / 60_000);
			const key = `${minute} ${reason}`;
			refusals.set(key, {minute, reason, count: (refusals.get(key)?.count ?? 0) + 1});
			flushIn(1000);
		},
		close() {
			if (isClosed) {
				return;
			}

			isClosed = true;
			flush();
			cancelTimer?.();
		},
	};
}

type Refusal = {readonly minute: number; readonly reason: string; readonly count: number};

/** Statements are prepared once. */
function prepareWrite(database: DatabaseSync, key: MinerKey) {
	const miner = claimMiner(database, key);
	const words = createWords(database);
	const insert = database.prepare(
		'INSERT INTO queries (miner, time, validator, outcome, milliseconds, batch) VALUES (?, ?, ?, ?, ?, ?)',
	);
	const count = database.prepare(
		'INSERT INTO refusals (miner, minute, reason, count) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET count = count + excluded.count',
	);
	return (queries: readonly QueryRecord[], refusals: Iterable<Refusal>) => {
		try {
			for (const {time, validator, outcome, milliseconds, batch} of queries) {
				const ids = [words.claim(validator), words.claim(outcome)] as const;
				insert.run(miner, time, ...ids, milliseconds, batch ?? null);
			}

			for (const {minute, reason, count: times} of refusals) {
				count.run(miner, minute, words.claim(reason), times);
			}
		} catch (error) {
			// The words of a transaction that fails are not there.
			words.forget();
			throw error;
		}
	};
}
