import type {At, ChainClient, Query} from '../client.ts';
import {address, flag, integer, list, number} from '../value.ts';
import type {Subnet} from './subnets.ts';

/**
Get each miner's emission in the last epoch, in alpha's 1e-9 unit, ordered by UID.

Validators are excluded, and so are the owner's neurons, since the chain withholds their emission. Calls for many subnets at once share three requests, far fewer than reading their neurons.
*/
export async function getMinerEmissions(
	client: ChainClient,
	{netuid, ownerHotkey, ownerColdkey}: Pick<Subnet, 'netuid' | 'ownerHotkey' | 'ownerColdkey'>,
	{at}: At = {},
): Promise<readonly bigint[]> {
	const block = await client.pin(at);
	const owner: readonly Query[] =
		ownerColdkey === undefined ? [] : [['SubtensorModule', 'OwnedHotkeys', ownerColdkey]];
	const [emissions, permits, owned] = await client.query(block, [
		['SubtensorModule', 'Emission', netuid],
		['SubtensorModule', 'ValidatorPermit', netuid],
		...owner,
	]);
	const hotkeys = [ownerHotkey, ...list(owned).map(hotkey => address(hotkey))];
	const ofOwner = await client.query(
		block,
		[...new Set(hotkeys.filter(hotkey => hotkey !== undefined))].map(
			hotkey => ['SubtensorModule', 'Uids', netuid, hotkey] as const,
		),
	);
	const leftOut = new Set(ofOwner.map(uid => number(uid)));
	return list(emissions)
		.filter((_, uid) => !leftOut.has(uid) && flag(list(permits)[uid]) !== true)
		.map(emission => integer(emission) ?? 0n);
}
