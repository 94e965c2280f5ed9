import type {DatabaseSync} from 'node:sqlite';
import {claimMiner, listAliasedMiners} from './miners.ts';
import type {Ledger} from './open-ledger.ts';

export type NetworkRecord = {
	/** A name or an address. */
	readonly network: string;
	/** Of the chain it stands for. */
	readonly genesisHash: string;
};

/**
Record which chain a network's name stands for. All names of a chain then mean the same miners, under the name recorded first: an address of a node, a proxy and another node are no other network.

A name that stood for another chain until now, such as that of a devnet that was started afresh, leaves what was recorded there to that chain, as `local (chain 0x1a2b3c4d)`.
*/
export function recordNetwork(ledger: Ledger, {network, genesisHash}: NetworkRecord): void {
	const known = ledger.use(database =>
		database.prepare('SELECT genesis FROM networks WHERE name = ?').get(network),
	);
	if (known?.genesis === genesisHash) {
		return;
	}

	ledger.transact(database => {
		if (known) {
			const genesis = String(known.genesis);
			rename(database, {genesis, from: network, to: pastName(network, genesis)});
		}

		rename(database, {genesis: genesisHash, from: pastName(network, genesisHash), to: network});
		database
			.prepare('INSERT INTO networks (name, genesis) VALUES (?, ?) ON CONFLICT (name) DO NOTHING')
			.run(network, genesisHash);
		for (const {id, ...miner} of listAliasedMiners(database, network)) {
			merge(database, {from: id, to: claimMiner(database, miner)});
		}
	});
}

/** Whether a network's name is one that a chain got when its own moved on to another chain. No node answers to it. */
export const isPastName = (network: string): boolean => / \(chain 0x[\da-f]{8}\)$/v.test(network);

const pastName = (network: string, genesis: string) => `${network} (chain ${genesis.slice(0, 10)})`;

type Renaming = {readonly genesis: string; readonly from: string; readonly to: string};

/** Rename a network in everything that was recorded on its chain. */
function rename(database: DatabaseSync, {genesis, from, to}: Renaming) {
	const {changes} = database
		.prepare('UPDATE networks SET name = $to WHERE name = $from AND genesis = $genesis')
		.run({genesis, from, to});
	if (Number(changes) === 0) {
		return;
	}

	database.prepare('UPDATE miners SET network = $to WHERE network = $from').run({from, to});
	database
		.prepare('UPDATE signed SET network = $to WHERE network = $from AND genesis = $genesis')
		.run({genesis, from, to});
}

/** Get the genesis hash of the chain that a network's name stands for; `undefined` if it was never recorded. */
export const readGenesis = (ledger: Ledger, network: string): string | undefined =>
	ledger.use(database => {
		const row = database.prepare('SELECT genesis FROM networks WHERE name = ?').get(network);
		return row && String(row.genesis);
	});

/** Move what was earned and paid under another name of a chain, as an earlier version recorded it. */
function merge(database: DatabaseSync, {from, to}: {readonly from: bigint; readonly to: bigint}) {
	const {first} = database
		.prepare('SELECT min(block) AS first FROM earnings WHERE miner = ?')
		.get(to)!;
	database
		.prepare(
			`UPDATE OR IGNORE earnings SET miner = $to, is_start = is_start AND ($first IS NULL OR block < $first)
			WHERE miner = $from`,
		)
		.run({from, to, first: first!});
	database.prepare('DELETE FROM earnings WHERE miner = ?').run(from);
	database
		.prepare(
			`UPDATE payments SET miner = $to
			WHERE miner = $from AND hash NOT IN (SELECT hash FROM payments WHERE miner = $to)`,
		)
		.run({from, to});
	database.prepare('DELETE FROM payments WHERE miner = ?').run(from);
}
