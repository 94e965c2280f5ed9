import {type MinerKey, whereMiner} from './miners.ts';
import type {Ledger} from './open-ledger.ts';

/** Calls that a block includes although they failed: their fee was paid. */
const isFailed =
	"signed.block IS NOT NULL AND signed.outcome NOT IN ('sent', 'unread', 'included')";

/** Calls for a miner of the same chain: registrations and sales. */
const isForMiner = `json_extract(signed.arguments, '$.netuid') = miners.netuid
	AND json_extract(signed.arguments, '$.hotkey') = miners.hotkey
	AND signed.genesis = (SELECT genesis FROM networks WHERE name = miners.network)`;

/**
Sum the fees of registrations and sales for a miner that got into a block and failed there, in rao.
*/
export function sumFailedFees(ledger: Ledger, miner: MinerKey): bigint {
	const {condition, values} = whereMiner(miner);
	const row = ledger.use(database =>
		database
			.prepare(
				`SELECT coalesce(sum(signed.fee), 0) AS fees FROM signed JOIN miners ON ${isForMiner}
				WHERE ${isFailed} AND ${condition}`,
			)
			.get(values),
	);
	return row!.fees as bigint;
}

/** The first name of the chain that a call was signed for. */
const firstName =
	'coalesce((SELECT name FROM networks WHERE genesis = signed.genesis ORDER BY networks.id LIMIT 1), network)';

/** Fees on a network that belong to no miner of the ledger. */
export type OtherFees = {
	readonly network: string;
	/** Rao. */
	readonly fees: bigint;
	/** How many calls they are for. */
	readonly calls: number;
};

/**
Read what was paid in fees for no miner of the ledger: transfers, what failed for a hotkey that never mined, and the like.

@param options.faucet - SS58 of the devnet's faucet, whose fees are not the operator's.
*/
export const readOtherFees = (
	ledger: Ledger,
	{faucet}: {readonly faucet: string},
): readonly OtherFees[] =>
	ledger.use(database =>
		database
			.prepare(
				`SELECT ${firstName} AS network, sum(fee) AS fees, count(*) AS calls FROM signed
				WHERE fee > 0 AND signer <> $faucet
					AND hash NOT IN (SELECT hash FROM payments)
					AND hash NOT IN (SELECT hash FROM sales)
					AND NOT (${isFailed} AND EXISTS (SELECT 1 FROM miners WHERE ${isForMiner}))
				GROUP BY 1 ORDER BY min(id)`,
			)
			.all({faucet})
			.map(row => ({
				network: String(row.network),
				fees: row.fees as bigint,
				calls: Number(row.calls),
			})),
	);
