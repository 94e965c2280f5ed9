import {claimMiner, readMinerKey, whereMiner, type MinerFilter, type MinerKey} from './miners.ts';
import type {Ledger} from './open-ledger.ts';

/** A paid registration. */
export type Payment = MinerKey & {
	/** Milliseconds since the Unix epoch. */
	readonly time: number;
	readonly uid: number;
	/** Rao, excluding the fee. */
	readonly paid: bigint;
	/** Rao. */
	readonly fee: bigint;
	readonly block: number;
	/** Hash of the extrinsic. */
	readonly hash: string;
};

/**
Record a registration, unless one with the same extrinsic hash is already recorded.
*/
export function recordPayment(
	ledger: Ledger,
	{time, uid, paid, fee, block, hash, ...miner}: Payment,
): void {
	ledger.transact(database => {
		const id = claimMiner(database, miner);
		database
			.prepare(
				`INSERT INTO payments (miner, time, uid, paid, fee, block, hash) SELECT ?, ?, ?, ?, ?, ?, ?
				WHERE NOT EXISTS (
					SELECT 1 FROM payments JOIN miners ON miners.id = payments.miner
					WHERE hash = ? AND network = (SELECT network FROM miners WHERE id = ?)
				)`,
			)
			.run(id, time, uid, paid, fee, block, hash, hash, id);
	});
}

/**
Read the paid registrations, oldest first.
*/
export function readPayments(ledger: Ledger, filter: MinerFilter = {}): readonly Payment[] {
	const {condition, values} = whereMiner(filter);
	return ledger.use(database =>
		database
			.prepare(
				`SELECT payments.*, network, netuid, hotkey
				FROM payments JOIN miners ON miners.id = payments.miner
				WHERE ${condition} ORDER BY time, payments.id`,
			)
			.all(values)
			.map(row => ({
				...readMinerKey(row),
				time: Number(row.time),
				uid: Number(row.uid),
				paid: row.paid as bigint,
				fee: row.fee as bigint,
				block: Number(row.block),
				hash: String(row.hash),
			})),
	);
}
