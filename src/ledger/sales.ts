import {claimMiner, whereMiner, type MinerKey} from './miners.ts';
import type {Ledger} from './open-ledger.ts';

/** Alpha of a miner that btop turned into TAO. */
export type Sale = {
	readonly block: number;
	/** Milliseconds since the Unix epoch. */
	readonly time: number;
	/** What left the hotkey, in units of 1e-9 alpha. */
	readonly alpha: bigint;
	/** What it brought, in rao. */
	readonly tao: bigint;
	/** Of the transaction, in rao. */
	readonly fee: bigint;
	/** Hash of the extrinsic. */
	readonly hash: string;
};

/**
Record a sale, unless the same is already recorded.
*/
export function recordSale(
	ledger: Ledger,
	{block, time, alpha, tao, fee, hash, ...miner}: MinerKey & Sale,
): void {
	ledger.transact(database => {
		database
			.prepare(
				`INSERT INTO sales (miner, block, time, alpha, tao, fee, hash) VALUES (?, ?, ?, ?, ?, ?, ?)
				ON CONFLICT DO NOTHING`,
			)
			.run(claimMiner(database, miner), block, time, alpha, tao, fee, hash);
	});
}

/**
Read a miner's sales, oldest first.
*/
export function readSales(ledger: Ledger, miner: MinerKey): readonly Sale[] {
	const {condition, values} = whereMiner(miner);
	return ledger.use(database =>
		database
			.prepare(
				`SELECT sales.* FROM sales JOIN miners ON miners.id = sales.miner
				WHERE ${condition} ORDER BY block, sales.id`,
			)
			.all(values)
			.map(row => ({
				block: Number(row.block),
				time: Number(row.time),
				alpha: row.alpha as bigint,
				tao: row.tao as bigint,
				fee: row.fee as bigint,
				hash: String(row.hash),
			})),
	);
}
