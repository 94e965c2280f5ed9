import type {At, ChainClient} from '../client.ts';
import {getKnownKey} from '../system/known-key.ts';
import {flag, integer, number} from '../value.ts';

/** The main chain has 129 subnets, root among them, and gives up netuids that it has used. */
const likely = Array.from({length: 256}, (_, netuid) => netuid);

/**
Get the netuids of all subnets, in order, root's first.

Those below 256 are looked up, which takes one request; only if the chain says that there are more is its list read.
*/
export async function getNetuids(client: ChainClient, {at}: At = {}): Promise<readonly number[]> {
	const block = await client.pin(at);
	const [total, ...added] = await client.query(block, [
		['SubtensorModule', 'TotalNetworks'],
		...likely.map(netuid => ['SubtensorModule', 'NetworksAdded', netuid] as const),
	]);
	const netuids = likely.filter(netuid => flag(added[netuid]));
	const count = integer(total);
	return count !== undefined && count <= netuids.length ? netuids : listNetuids(client, block);
}

async function listNetuids(client: ChainClient, at: string): Promise<readonly number[]> {
	const added = await client.entries(at, ['SubtensorModule', 'NetworksAdded']);
	return added
		.filter(({value}) => flag(value))
		.flatMap(({keys}) => number(keys[0]) ?? [])
		.toSorted((one, other) => one - other);
}

/**
Get the storage keys, as hex, of which subnets there are and who owns them. On the chains known so far they follow from the names of pallet and items (`pallet_subtensor`, hashed by `Identity`), so they can be read before the chain's metadata is known; where they do not, `getNetuids()` asks again.
*/
export function getNetuidKeys(): readonly string[] {
	const maps = ['NetworksAdded', 'SubnetOwner', 'SubnetOwnerHotkey'];
	return [
		getKnownKey('SubtensorModule', 'TotalNetworks'),
		...maps.flatMap(item =>
			likely.map(netuid => getKnownKey('SubtensorModule', item, Uint8Array.of(netuid, 0))),
		),
	];
}
