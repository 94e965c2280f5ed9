import type {DatabaseSync} from 'node:sqlite';
import type {Ledger} from './open-ledger.ts';

/** A hotkey on a network's subnet, which answers queries and earns. */
export type MinerKey = {
	readonly network: string;
	readonly netuid: number;
	/** SS58. */
	readonly hotkey: string;
};

/** The first recorded name of the chain that `$network` is a name of. */
const firstName = `coalesce(
	(SELECT first.name FROM networks AS own JOIN networks AS first USING (genesis) WHERE own.name = $network ORDER BY first.id LIMIT 1),
	$network
)`;

/** Whether a miner's network has an earlier name. */
const isAliased = `EXISTS (
	SELECT 1 FROM networks AS own JOIN networks AS first USING (genesis)
	WHERE own.name = miners.network AND first.id < own.id
)`;

/**
Find or create a miner's row.
*/
export function claimMiner(database: DatabaseSync, {network, netuid, hotkey}: MinerKey): bigint {
	const values = {network, netuid, hotkey};
	database
		.prepare(
			`INSERT INTO miners (network, netuid, hotkey) VALUES (${firstName}, $netuid, $hotkey) ON CONFLICT DO NOTHING`,
		)
		.run(values);
	const row = database
		.prepare(
			`SELECT id FROM miners WHERE network = ${firstName} AND netuid = $netuid AND hotkey = $hotkey`,
		)
		.get(values)!;
	return row.id as bigint;
}

/**
List all miners in the ledger, in order of first appearance, each once.
*/
export function listMiners(ledger: Ledger): readonly MinerKey[] {
	return ledger.use(database =>
		database
			.prepare(`SELECT network, netuid, hotkey FROM miners WHERE NOT ${isAliased} ORDER BY id`)
			.all()
			.map(row => readMinerKey(row)),
	);
}

/** List the miners recorded under a network's name before it was known to have an earlier one. */
export const listAliasedMiners = (
	database: DatabaseSync,
	network: string,
): ReadonlyArray<MinerKey & {readonly id: bigint}> =>
	database
		.prepare(`SELECT * FROM miners WHERE network = ? AND ${isAliased}`)
		.all(network)
		.map(row => ({...readMinerKey(row), id: row.id as bigint}));

/**
Read a miner's key from a row joined with the table `miners`.
*/
export function readMinerKey({network, netuid, hotkey}: Record<string, unknown>): MinerKey {
	return {network: String(network), netuid: Number(netuid), hotkey: String(hotkey)};
}

/** Which miners to include; an omitted field matches any value. */
export type MinerFilter = Partial<MinerKey>;

/**
Convert a filter to a condition on the table `miners`, with the values of its named parameters.
*/
export function whereMiner({network, netuid, hotkey}: MinerFilter): {
	readonly condition: string;
	readonly values: Record<string, string | number>;
} {
	const wanted = Object.entries({network, netuid, hotkey}).filter(
		(entry): entry is [string, string | number] => entry[1] !== undefined,
	);
	return {
		condition: [
			'TRUE',
			...wanted.map(([name]) => `miners.${name} = ${name === 'network' ? firstName : `$${name}`}`),
		].join(' AND '),
		values: Object.fromEntries(wanted),
	};
}
