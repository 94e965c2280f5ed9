import {toTao, writeAlpha, writeTao} from '../chain/amount.ts';
import type {EarningSample} from '../ledger/gains.ts';
import type {MinerKey} from '../ledger/miners.ts';
import type {Payment} from '../ledger/payments.ts';
import type {Sale} from '../ledger/sales.ts';

/** What the ledger holds of a miner's earnings. */
export type EarningsRecords = MinerKey & {
	readonly samples: readonly EarningSample[];
	readonly payments: readonly Payment[];
	readonly sales: readonly Sale[];
};

const header = ['network', 'netuid', 'hotkey', 'block', 'time', 'kind', 'alpha', 'tao', 'fee_tao'];

/**
Write records as CSV (RFC 4180), each miner's in order of time: what the hotkey held (`sample`) and its value then, what a registration cost, and the alpha that a sale took and the TAO it brought. No amount is on two rows, so that the rows of a kind add up.
*/
export const toEarningsCsv = (miners: readonly EarningsRecords[]): readonly string[] => [
	header.join(','),
	...miners.flatMap(({network, netuid, hotkey, ...records}) =>
		toRows(records).map(({block, time, cells}) =>
			[network, netuid, hotkey, block, new Date(time).toISOString(), ...cells].join(','),
		),
	),
];

type Row = {
	readonly block: number;
	readonly time: number;
	/** The kind, and the amounts. */
	readonly cells: readonly string[];
};

function toRows({samples, payments, sales}: Omit<EarningsRecords, keyof MinerKey>) {
	const rows: readonly Row[] = [
		...payments.map(({block, time, paid, fee}) => ({
			block,
			time,
			cells: ['registration', '', writeTao(paid), writeTao(fee)],
		})),
		...sales.map(({block, time, alpha, tao, fee}) => ({
			block,
			time,
			cells: ['sale', writeAlpha(alpha), writeTao(tao), writeTao(fee)],
		})),
		...samples.map(({block, time, alpha, price}) => ({
			block,
			time,
			cells: ['sample', writeAlpha(alpha), writeTao(toTao(alpha, price)), ''],
		})),
	];
	return rows.toSorted((left, right) => left.block - right.block);
}
