import type {DatabaseSync} from 'node:sqlite';
import {addToTally} from '../tally.ts';
import {countQuery, createMinuteWriter, emptyMinute, type Minute} from './minutes.ts';

/** How many of each miner's latest queries are kept individually. */
const kept = 50_000;

/**
Step 2 of the schema: instead of one row per query for ever, one row per minute and one for each of the latest queries. Latencies are counted in the buckets of `latency-buckets.ts`, everything else by ids of `words`, encoded by `tally.ts`.
*/
export function rollUpQueries(database: DatabaseSync): void {
	database.exec(`
ALTER TABLE queries RENAME TO old_queries;

-- What came of a miner's queries, by the minute since the Unix epoch.
CREATE TABLE minutes (
	miner INTEGER NOT NULL REFERENCES miners,
	minute INTEGER NOT NULL,
	answered INTEGER NOT NULL,
	-- Of all answers together.
	milliseconds REAL NOT NULL,
	-- When the latest query that was answered came; 0 if none was.
	last_answered INTEGER NOT NULL,
	-- Answers and refusals by validator, those beyond the limit together as 0; refusals by reason, including callers without permission; answers by bucket of latency.
	answered_by BLOB NOT NULL,
	refused_by BLOB NOT NULL,
	reasons BLOB NOT NULL,
	latency BLOB NOT NULL,
	PRIMARY KEY (miner, minute)
) STRICT, WITHOUT ROWID;

-- The latest queries of permitted callers.
CREATE TABLE queries (
	miner INTEGER NOT NULL REFERENCES miners,
	-- In the order in which they were over.
	number INTEGER NOT NULL,
	time INTEGER NOT NULL,
	validator INTEGER NOT NULL REFERENCES words,
	-- 'answered', or why not.
	outcome INTEGER NOT NULL REFERENCES words,
	microseconds INTEGER NOT NULL,
	-- How many shared the batch; none if it was not answered.
	batch INTEGER,
	PRIMARY KEY (miner, number)
) STRICT, WITHOUT ROWID;
`);
	for (const {id} of database.prepare('SELECT id FROM miners').all()) {
		const miner = id as bigint;
		countOldQueries(database, miner);
		database
			.prepare(
				`INSERT INTO queries
				SELECT miner, row_number() OVER (ORDER BY id), time, validator, outcome, CAST(round(milliseconds * 1000) AS INTEGER), batch
				FROM (SELECT * FROM old_queries WHERE miner = ? ORDER BY id DESC LIMIT ${kept})`,
			)
			.run(miner);
	}

	database.exec('DROP TABLE old_queries; DROP TABLE refusals');
}

function countOldQueries(database: DatabaseSync, miner: bigint) {
	const counts = createMinuteWriter(database, miner);
	let open: {readonly minute: number; readonly counts: Minute} | undefined;
	const close = () => {
		if (open) {
			counts.add(open.minute, open.counts);
		}
	};

	const rows = database
		.prepare(
			`SELECT time, validator, iif(word = 'answered', NULL, outcome) AS reason, milliseconds
			FROM old_queries JOIN words ON words.id = outcome WHERE miner = ? ORDER BY time`,
		)
		.iterate(miner);
	for (const {time, validator, reason, milliseconds} of rows) {
		const minute = Math.floor(Number(time) / 60_000);
		if (minute !== open?.minute) {
			close();
			open = {minute, counts: emptyMinute()};
		}

		countQuery(open.counts, {
			time: Number(time),
			validator: Number(validator),
			reason: reason === null ? undefined : Number(reason),
			milliseconds: Number(milliseconds),
		});
	}

	close();
	for (const {minute, reason, count} of database
		.prepare('SELECT minute, reason, count FROM refusals WHERE miner = ?')
		.all(miner)) {
		const refused = emptyMinute();
		addToTally(refused.reasons, Number(reason), Number(count));
		counts.add(Number(minute), refused);
	}
}
