import type {DatabaseSync} from 'node:sqlite';
import {addToTally, decodeTally, encodeTally, type Tally} from '../tally.ts';
import {toBucket} from './latency-buckets.ts';

/** The outcomes of a miner's queries in a minute. Validators and reasons are ids of `words`. */
export type Minute = {
	answered: number;
	/** Total of all answers. */
	milliseconds: number;
	/** Time of the latest answered query, in milliseconds since the Unix epoch; 0 if there is none. */
	lastAnswered: number;
	/** Answers by validator; 0 stands for those beyond the limit. */
	readonly answeredBy: Tally;
	/** Refusals by validator, for permitted callers. */
	readonly refusedBy: Tally;
	/** Refusals by reason, including callers without permission. */
	readonly reasons: Tally;
	/** Answers by latency bucket. */
	readonly latency: Tally;
};

/** How many validators are counted separately in a minute: a subnet has at most 64 with a permit, unless its owner allows more. */
const mostValidators = 64;

export const emptyMinute = (): Minute => ({
	answered: 0,
	milliseconds: 0,
	lastAnswered: 0,
	answeredBy: new Map(),
	refusedBy: new Map(),
	reasons: new Map(),
	latency: new Map(),
});

/** The part of a query that a minute counts. */
export type CountedQuery = {
	/** Milliseconds since the Unix epoch. */
	readonly time: number;
	/** Id of `words`, as is `reason`. */
	readonly validator: number;
	/** Why it was refused; `undefined` if it was answered. */
	readonly reason: number | undefined;
	readonly milliseconds: number;
};

/** Count a query from a permitted caller. */
export function countQuery(
	minute: Minute,
	{time, validator, reason, milliseconds}: CountedQuery,
): void {
	if (reason !== undefined) {
		addToTally(minute.refusedBy, validator, 1, mostValidators);
		addToTally(minute.reasons, reason);
		return;
	}

	minute.answered++;
	minute.milliseconds += milliseconds;
	minute.lastAnswered = Math.max(minute.lastAnswered, time);
	addToTally(minute.answeredBy, validator, 1, mostValidators);
	addToTally(minute.latency, toBucket(milliseconds));
}

/** Add one minute's counts to another's. */
export function addMinute(sum: Minute, minute: Minute): void {
	sum.answered += minute.answered;
	sum.milliseconds += minute.milliseconds;
	sum.lastAnswered = Math.max(sum.lastAnswered, minute.lastAnswered);
	for (const name of ['answeredBy', 'refusedBy', 'reasons', 'latency'] as const) {
		const limit = name.endsWith('By') ? mostValidators : Infinity;
		for (const [key, count] of minute[name]) {
			addToTally(sum[name], key, count, limit);
		}
	}
}

export type MinuteWriter = {
	/** Add counts to a minute. */
	readonly add: (minute: number, change: Minute) => void;
};

/**
Create a writer that adds to a miner's minutes within a transaction. It caches the latest one, so nothing else may write to them, and it is of no use once a transaction failed.

@param miner The miner's id.
*/
export function createMinuteWriter(database: DatabaseSync, miner: bigint): MinuteWriter {
	const select = database.prepare('SELECT * FROM minutes WHERE miner = ? AND minute = ?');
	const replace = database.prepare(
		`INSERT OR REPLACE INTO minutes
		(miner, minute, answered, milliseconds, last_answered, answered_by, refused_by, reasons, latency)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
	);
	let latest: {readonly minute: number; readonly sum: Minute} | undefined;
	const read = (minute: number) => {
		const row = select.get(miner, minute);
		return row ? readMinute(row) : emptyMinute();
	};

	return {
		add(minute, change) {
			latest = latest?.minute === minute ? latest : {minute, sum: read(minute)};
			const {sum} = latest;
			addMinute(sum, change);
			replace.run(
				miner,
				minute,
				sum.answered,
				sum.milliseconds,
				sum.lastAnswered,
				encodeTally(sum.answeredBy),
				encodeTally(sum.refusedBy),
				encodeTally(sum.reasons),
				encodeTally(sum.latency),
			);
		},
	};
}

/** Read a minute from a row of `minutes`. */
export function readMinute(row: Readonly<Record<string, unknown>>): Minute {
	const tally = (name: string) => decodeTally(row[name] as Uint8Array);
	return {
		answered: Number(row.answered),
		milliseconds: Number(row.milliseconds),
		lastAnswered: Number(row.last_answered),
		answeredBy: tally('answered_by'),
		refusedBy: tally('refused_by'),
		reasons: tally('reasons'),
		latency: tally('latency'),
	};
}
