import type {DatabaseSync} from 'node:sqlite';
import type {Clock} from '../../support/clock.ts';
import {createRecentMap} from '../../support/recent-map.ts';
import type {ReadableStore} from '../../support/store.ts';
import {claimMiner, type MinerKey} from '../miners.ts';
import type {Ledger} from '../open-ledger.ts';
import {addToTally} from '../tally.ts';
import {createWriteQueue} from '../write-queue.ts';
import {countQuery, createMinuteWriter, emptyMinute, type Minute} from './minutes.ts';

/** A query from a permitted caller. */
export type QueryRecord = {
	/** Milliseconds since the Unix epoch. */
	readonly time: number;
	/** The caller's hotkey, SS58. */
	readonly validator: string;
	/** `answered`, or the reason for the refusal. */
	readonly outcome: string;
	/** From reading the last byte of the request to making this record. */
	readonly milliseconds: number;
	/** Size of the batch, if it was answered. */
	readonly batch?: number;
};

export type QueryRecorderOptions = {
	readonly miner: MinerKey;
	/** How many of the latest queries to keep individually, and up to a hundred more; all are counted by the minute. @default 50_000 */
	readonly keep?: number;
	/** Milliseconds before a retry after the ledger could not be written. @default 1000 */
	readonly retryDelay?: number;
	/** Maximum number of records kept in memory meanwhile; beyond that, the oldest are discarded. @default 100_000 */
	readonly capacity?: number;
	readonly clock?: Clock;
};

export type QueryRecorder = {
	/** Record a query. Resolves once the record is committed and so survives the death of the process: a response sent after that is never missing from the ledger. While the ledger cannot be written, it resolves at once, and the record is kept in memory and retried. */
	readonly record: (query: QueryRecord) => Promise<void>;
	/** Count a request from a caller without permission; committed within a second. */
	readonly countRefusal: (reason: string, time: number) => void;
	/** Why the ledger cannot be written at the moment, if so. */
	readonly problem: ReadableStore<string | undefined>;
	/** Write what is pending; later queries are not recorded. */
	readonly close: () => void;
};

/**
Create a recorder of a miner's queries. Queries that finish in the same event loop turn share a commit.

@throws {LedgerWriteError} If the ledger cannot be written at the start.
*/
export function createQueryRecorder(
	ledger: Ledger,
	{miner, keep = 50_000, retryDelay, capacity = 100_000, clock}: QueryRecorderOptions,
): QueryRecorder {
	let prepared: {readonly database: DatabaseSync; readonly writer: QueryWriter} | undefined;
	/** Get the writer, a new one if the ledger was opened again. */
	const prepare = (database: DatabaseSync) => {
		if (prepared?.database !== database) {
			prepared = {database, writer: createQueryWriter(database, miner, keep)};
		}

		return prepared.writer;
	};

	ledger.transact(prepare);
	let refusals = new Map<string, Refusal>();
	const queue = createWriteQueue<QueryRecord>({
		write(queries, timeout) {
			if (queries.length === 0 && refusals.size === 0) {
				return;
			}

			try {
				ledger.transactQuickly(
					database => {
						prepare(database).write(queries, refusals.values());
					},
					{timeout},
				);
				refusals = new Map();
			} catch (error) {
				// Even if only the commit failed, nothing was written, and what the writer cached is not there.
				prepared = undefined;
				throw error;
			}
		},
		noun: ['query', 'queries'],
		capacity,
		retryDelay,
		clock,
	});
	let isClosed = false;
	return {
		record: queue.add,
		countRefusal(reason, time) {
			if (isClosed) {
				return;
			}

			const minute = Math.floor(time / 60_000);
			const key = `${minute} ${reason}`;
			refusals.set(key, {minute, reason, count: (refusals.get(key)?.count ?? 0) + 1});
			queue.flushWithin(1000);
		},
		problem: queue.problem,
		close() {
			isClosed = true;
			queue.close();
		},
	};
}

type QueryWriter = ReturnType<typeof createQueryWriter>;

type Refusal = {readonly minute: number; readonly reason: string; readonly count: number};

/** Create the writer, with its statements prepared once. */
function createQueryWriter(database: DatabaseSync, key: MinerKey, keep: number) {
	const miner = claimMiner(database, key);
	const words = createWords(database);
	const counts = createMinuteWriter(database, miner);
	const last = database.prepare(
		'SELECT coalesce(max(number), 0) AS number FROM queries WHERE miner = ?',
	);
	const insert = database.prepare(
		'INSERT INTO queries (miner, number, time, validator, outcome, microseconds, batch) VALUES (?, ?, ?, ?, ?, ?, ?)',
	);
	const forget = database.prepare('DELETE FROM queries WHERE miner = ? AND number <= ?');
	return {
		write(queries: readonly QueryRecord[], refusals: Iterable<Refusal>) {
			const minutes = new Map<number, Minute>();
			const minuteOf = (minute: number) => {
				const found = minutes.get(minute) ?? emptyMinute();
				minutes.set(minute, found);
				return found;
			};

			let number = Number(last.get(miner)!.number);
			for (const {time, validator, outcome, milliseconds, batch} of queries) {
				const ids = {validator: words.claim(validator), outcome: words.claim(outcome)};
				const microseconds = Math.round(milliseconds * 1000);
				number++;
				insert.run(miner, number, time, ids.validator, ids.outcome, microseconds, batch ?? null);
				countQuery(minuteOf(Math.floor(time / 60_000)), {
					time,
					validator: ids.validator,
					reason: outcome === 'answered' ? undefined : ids.outcome,
					milliseconds,
				});
			}

			// Delete a hundred at a time: a deletion costs more than an insertion.
			if (number % 100 < queries.length) {
				forget.run(miner, number - keep);
			}

			for (const {minute, reason, count} of refusals) {
				addToTally(minuteOf(minute).reasons, words.claim(reason), count);
			}

			for (const [minute, change] of minutes) {
				counts.add(minute, change);
			}
		},
	};
}

/** Create a lookup of texts used in many rows, each stored once in the table `words`. The latest 4096 are cached to avoid queries. */
function createWords(database: DatabaseSync) {
	const insert = database.prepare('INSERT INTO words (word) VALUES (?) ON CONFLICT DO NOTHING');
	const select = database.prepare('SELECT id FROM words WHERE word = ?');
	const known = createRecentMap<string, number>(4096);
	return {
		claim(word: string): number {
			const id = known.get(word);
			if (id !== undefined) {
				return id;
			}

			insert.run(word);
			const claimed = Number(select.get(word)!.id);
			known.set(word, claimed);
			return claimed;
		},
	};
}
