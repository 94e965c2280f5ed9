import {claimMiner, whereMiner, type MinerKey} from './miners.ts';
import type {Ledger} from './open-ledger.ts';

/** What a hotkey holds of its subnet's alpha at a block. */
export type EarningSample = {
	readonly block: number;
	/** Milliseconds since the Unix epoch. */
	readonly time: number;
	/** In units of 1e-9 alpha. */
	readonly alpha: bigint;
	/** Rao for one whole alpha. */
	readonly price: bigint;
};

export type Earnings = {
	/** Since the latest registration, the oldest first; the first is what the hotkey held when it registered. */
	readonly samples: readonly EarningSample[];
	/** What the hotkey holds at the last sample less what it held when it registered, in units of 1e-9 alpha; less than nothing after unstaking. */
	readonly alpha: bigint;
	/** That at the price of the last sample, in rao, rounded down. */
	readonly tao: bigint;
};

export type EarningRecord = MinerKey &
	EarningSample & {
		/** Whether a registration begins here: gains are counted from there. @default false */
		readonly isStart?: boolean;
	};

/**
Record what a hotkey holds. Two samples of one block are one: the later stays.

Where a registration is recorded late, samples after it that were taken for its beginning are so no more.
*/
export function recordEarning(
	ledger: Ledger,
	{block, time, alpha, price, isStart = false, ...miner}: EarningRecord,
): void {
	ledger.transactQuickly(database => {
		const id = claimMiner(database, miner);
		database
			.prepare(
				`INSERT INTO earnings (miner, block, time, alpha, price, is_start) VALUES (?, ?, ?, ?, ?, ?)
				ON CONFLICT DO UPDATE SET time = excluded.time, alpha = excluded.alpha, price = excluded.price, is_start = max(is_start, excluded.is_start)`,
			)
			.run(id, block, time, alpha, price, Number(isStart));
		if (isStart) {
			database
				.prepare('UPDATE earnings SET is_start = 0 WHERE miner = ? AND block > ?')
				.run(id, block);
		}
	});
}

/**
Read what a miner earned since its latest registration.
*/
export function readEarnings(ledger: Ledger, miner: MinerKey): Earnings {
	const {condition, values} = whereMiner(miner);
	const samples = ledger.use(database =>
		database
			.prepare(
				`WITH own AS (
					SELECT earnings.* FROM earnings JOIN miners ON miners.id = earnings.miner WHERE ${condition}
				)
				SELECT * FROM own
				WHERE block >= coalesce((SELECT max(block) FROM own WHERE is_start = 1), 0)
				ORDER BY block`,
			)
			.all(values)
			.map(row => ({
				block: Number(row.block),
				time: Number(row.time),
				alpha: row.alpha as bigint,
				price: row.price as bigint,
			})),
	);
	const first = samples[0];
	const last = samples.at(-1);
	const alpha = first && last ? last.alpha - first.alpha : 0n;
	return {samples, alpha, tao: last ? toTao(alpha, last.price) : 0n};
}

/**
Work out what alpha is worth.

@param alpha In units of 1e-9 alpha.
@param price Rao for one whole alpha.

@returns Rao, rounded down; a loss too, so that it never looks smaller than it is.
*/
export function toTao(alpha: bigint, price: bigint): bigint {
	const value = alpha * price;
	const tao = value / raoPerTao;
	return value % raoPerTao < 0n ? tao - 1n : tao;
}

/** Alpha has the same nine decimals. */
const raoPerTao = 1_000_000_000n;
