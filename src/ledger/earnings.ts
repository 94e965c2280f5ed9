import {type EarningSample, type Gains, addLateSales, addSample, emptyTally} from './gains.ts';
import {claimMiner, whereMiner, type MinerKey} from './miners.ts';
import type {Ledger} from './open-ledger.ts';
import {readSales} from './sales.ts';

export type Earnings = Gains & {
	/** Since the latest registration, oldest first; the first is what the hotkey held when it registered. `earned` is what was earned from then on. */
	readonly samples: ReadonlyArray<EarningSample & {readonly earned: bigint}>;
};

export type EarningRecord = MinerKey &
	EarningSample & {
		/** Whether a registration begins here; gains are counted from there. @default false */
		readonly isStart?: boolean;
	};

/**
Record a hotkey's balance. A later sample of the same block overwrites the earlier one.

If a registration is recorded late, samples after it are no longer marked as its beginning, but for those of later registrations.
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
				.prepare(
					`UPDATE earnings SET is_start = 0 WHERE miner = $id AND block > $block
					AND block NOT IN (SELECT block FROM payments WHERE miner = $id)`,
				)
				.run({id, block});
		}
	});
}

/**
Read what a miner has earned since its latest registration, and before it.
*/
export function readEarnings(ledger: Ledger, miner: MinerKey): Earnings {
	const {condition, values} = whereMiner(miner);
	const rows = ledger.use(database =>
		database
			.prepare(
				`SELECT earnings.* FROM earnings JOIN miners ON miners.id = earnings.miner
				WHERE ${condition} ORDER BY block`,
			)
			.all(values),
	);
	const sales = readSales(ledger, miner);
	let samples: Array<Earnings['samples'][number]> = [];
	let tally = emptyTally;
	for (const row of rows) {
		const isStart = row.is_start === 1n;
		const sample = {
			block: Number(row.block),
			time: Number(row.time),
			alpha: row.alpha as bigint,
			price: row.price as bigint,
		};
		tally = addSample(tally, sample, {sales, isStart});
		samples = isStart ? [] : samples;
		samples.push({...sample, earned: tally.alpha});
	}

	const {last: _last, ...gains} = addLateSales(tally, sales);
	return {samples, ...gains};
}
