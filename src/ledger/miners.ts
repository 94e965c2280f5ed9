import type {DatabaseSync} from 'node:sqlite';
import type {Ledger} from './open-ledger.ts';

/** A hotkey on a subnet of a network: what answers queries and earns. */
export type MinerKey = {
	readonly network: string;
	readonly netuid: number;
	/** SS58. */
	readonly hotkey: string;
};

/**
Find the row of a miner, or make it.
*/
export function claimMiner(database: DatabaseSync, {network, netuid, hotkey}: MinerKey): bigint {
	database
		.prepare('INSERT INTO miners (network, netuid, hotkey) VALUES (?, ?, ?) ON CONFLICT DO NOTHING')
		.run(network, netuid, hotkey);
	const row = database
		.prepare('SELECT id FROM miners WHERE network = ? AND netuid = ? AND hotkey = ?')
		.get(network, netuid, hotkey)!;
	return row.id as bigint;
}

/**
List every miner that the ledger knows, in the order in which they first appeared.
*/
export function listMiners(ledger: Ledger): readonly MinerKey[] {
	return ledger.use(database =>
		database
			.prepare('SELECT network, netuid, hotkey FROM miners ORDER BY id')
			.all()
			.map(row => readMinerKey(row)),
	);
}

/**
Read the columns of a miner's key from a row that was joined with the table `miners`.
*/
export function readMinerKey({network, netuid, hotkey}: Record<string, unknown>): MinerKey {
	return {network: String(network), netuid: Number(netuid), hotkey: String(hotkey)};
}

/** Which miners a question is about; what is left out may be any. */
export type MinerFilter = Partial<MinerKey>;

/**
Write a filter as a condition on the table `miners`, with the values of its named parameters.
*/
export function whereMiner({network, netuid, hotkey}: MinerFilter): {
	readonly condition: string;
	readonly values: Record<string, string | number>;
} {
	const wanted = Object.entries({network, netuid, hotkey}).filter(
		(entry): entry is [string, string | number] => entry[1] !== undefined,
	);
	return {
		condition: ['TRUE', ...wanted.map(([name]) => `miners.${name} = $${name}`)].join(' AND '),
		values: Object.fromEntries(wanted),
	};
}
