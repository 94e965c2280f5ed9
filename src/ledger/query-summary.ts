import {whereMiner, type MinerFilter} from './miners.ts';
import type {Ledger} from './open-ledger.ts';

export type QueriesSummary = {
	readonly answered: number;
	/** Of those who may ask, and of those who may not, together. */
	readonly refused: number;
	/** How often each reason was given. */
	readonly refusals: Readonly<Record<string, number>>;
	/** Of answered queries, in milliseconds; none if there is none. */
	readonly meanMilliseconds: number | undefined;
	/** When the latest query was answered, in milliseconds since the Unix epoch. */
	readonly lastAnswered: number | undefined;
};

export type QueriesSummaryOptions = MinerFilter & {
	/** Milliseconds since the Unix epoch. @default from the beginning */
	readonly since?: number;
};

/**
Read how many queries were answered and refused, and why.
*/
export function readQueriesSummary(
	ledger: Ledger,
	{since = 0, ...filter}: QueriesSummaryOptions = {},
): QueriesSummary {
	const {condition, values} = whereMiner(filter);
	return ledger.use(database => {
		const answered = database
			.prepare(
				`SELECT count(*) AS count, avg(milliseconds) AS mean, max(time) AS last
				FROM queries JOIN miners ON miners.id = queries.miner JOIN words ON words.id = outcome
				WHERE word = 'answered' AND time >= $since AND ${condition}`,
			)
			.get({since, ...values})!;
		const refused = database
			.prepare(
				`SELECT word, sum(count) AS count FROM (
					SELECT outcome AS reason, 1 AS count FROM queries JOIN miners ON miners.id = queries.miner
					WHERE time >= $since AND ${condition}
					UNION ALL
					SELECT reason, count FROM refusals JOIN miners ON miners.id = refusals.miner
					WHERE (minute + 1) * 60000 > $since AND ${condition}
				) JOIN words ON words.id = reason
				WHERE word <> 'answered' GROUP BY word ORDER BY count DESC, word`,
			)
			.all({since, ...values});
		const refusals = refused.map(({word, count}): [string, number] => [
			String(word),
			Number(count),
		]);
		return {
			answered: Number(answered.count),
			refused: refusals.reduce((total, [, count]) => total + count, 0),
			refusals: Object.fromEntries(refusals),
			meanMilliseconds: answered.mean === null ? undefined : Number(answered.mean),
			lastAnswered: answered.last === null ? undefined : Number(answered.last),
		};
	});
}
