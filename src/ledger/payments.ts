import {claimMiner, readMinerKey, whereMiner, type MinerFilter, type MinerKey} from './miners.ts';
import type {Ledger} from './open-ledger.ts';

/** A registration that was paid for. */
export type Payment = MinerKey & {
	/** Milliseconds since the Unix epoch. */
	readonly time: number;
	readonly uid: number;
	/** Rao, without the fee. */
	readonly paid: bigint;
	/** Rao. */
	readonly fee: bigint;
	readonly block: number;
	/** Hash of the extrinsic. */
	readonly hash: string;
};

/**
Record a registration. One that is there already is left as it is: the hash of its extrinsic tells.
*/
export function recordPayment(
	ledger: Ledger,
	{time, uid, paid, fee, block, hash, ...miner}: Payment,
): void {
	ledger.transact(database => {
		database
			.prepare(
				`INSERT INTO payments (miner, time, uid, paid, fee, block, hash) SELECT ?, ?, ?, ?, ?, ?, ?
				WHERE NOT EXISTS (
					SELECT 1 FROM payments JOIN miners ON miners.id = payments.miner WHERE network = ? AND hash = ?
				)`,
			)
			.run(claimMiner(database, miner), time, uid, paid, fee, block, hash, miner.network, hash);
	});
}

/**
Read the registrations that were paid for, the oldest first.
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
