import {whereMiner, type MinerFilter} from '../miners.ts';
import type {Ledger} from '../open-ledger.ts';
import {type Percentiles, readPercentiles} from './latency-buckets.ts';
import {addMinute, emptyMinute, readMinute} from './minutes.ts';

export type QueriesSummary = {
	readonly answered: number;
	/** From all callers, with or without permission. */
	readonly refused: number;
	/** Counts by reason, most frequent first. */
	readonly refusals: Readonly<Record<string, number>>;
	/** Of answered queries; `undefined` if there are none. */
	readonly meanMilliseconds: number | undefined;
	/** Of answered queries, in milliseconds; `undefined` if there are none. */
	readonly latency: Percentiles | undefined;
	/** Time of the latest answered query, in milliseconds since the Unix epoch. */
	readonly lastAnswered: number | undefined;
};

export type QueriesSummaryOptions = MinerFilter & {
	/** Milliseconds since the Unix epoch; the minute that contains it is included whole. @default all */
	readonly since?: number;
};

/**
Read how many queries were answered and refused, and why, within the year for which minutes are kept.
*/
export function readQueriesSummary(
	ledger: Ledger,
	{since = 0, ...filter}: QueriesSummaryOptions = {},
): QueriesSummary {
	const {condition, values} = whereMiner(filter);
	return ledger.use(database => {
		const sum = emptyMinute();
		for (const row of database
			.prepare(
				`SELECT minutes.* FROM minutes JOIN miners ON miners.id = minutes.miner
				WHERE minute >= $minute AND ${condition}`,
			)
			.iterate({minute: Math.floor(since / 60_000), ...values})) {
			addMinute(sum, readMinute(row));
		}

		const word = database.prepare('SELECT word FROM words WHERE id = ?');
		const refusals = Array.from(sum.reasons, ([reason, count]): [string, number] => [
			String(word.get(reason)!.word),
			count,
		]).toSorted(([one, most], [other, more]) =>
			more === most ? one.localeCompare(other) : more - most,
		);
		return {
			answered: sum.answered,
			refused: refusals.reduce((total, [, count]) => total + count, 0),
			refusals: Object.fromEntries(refusals),
			meanMilliseconds: sum.answered === 0 ? undefined : sum.milliseconds / sum.answered,
			latency: readPercentiles(sum.latency),
			lastAnswered: sum.lastAnswered === 0 ? undefined : sum.lastAnswered,
		};
	});
}
