import type {At, ChainClient, Query} from '../client.ts';
import {address, flag, integer, list, number} from '../value.ts';

/**
Get each miner's emission in the last epoch, in alpha's 1e-9 unit, ordered by UID.

Validators are excluded, and so are the owner's neurons, since the chain withholds their emission. Calls for many subnets at once share three requests, far fewer than reading their neurons.
*/
export async function getMinerEmissions(
	client: ChainClient,
	{netuid, at}: At & {readonly netuid: number},
): Promise<readonly bigint[]> {
	const block = await client.pin(at);
	const [[emissions, permits], hotkeys] = await Promise.all([
		client.query(block, [
			['SubtensorModule', 'Emission', netuid],
			['SubtensorModule', 'ValidatorPermit', netuid],
		]),
		getOwnersHotkeys(client, {netuid, at: block}),
	]);
	const ofOwner = await client.query(
		block,
		hotkeys.map(hotkey => ['SubtensorModule', 'Uids', netuid, hotkey] as const),
	);
	const leftOut = new Set(ofOwner.map(uid => number(uid)));
	return list(emissions)
		.filter((_, uid) => !leftOut.has(uid) && flag(list(permits)[uid]) !== true)
		.map(emission => integer(emission) ?? 0n);
}

/** Get all hotkeys of a subnet's owner, on whichever subnet they are. */
async function getOwnersHotkeys(
	client: ChainClient,
	{netuid, at}: {readonly netuid: number; readonly at: string},
): Promise<readonly string[]> {
	const [hotkey, coldkey] = await client.query(at, [
		['SubtensorModule', 'SubnetOwnerHotkey', netuid],
		['SubtensorModule', 'SubnetOwner', netuid],
	]);
	const owner = address(coldkey);
	const queries: readonly Query[] =
		owner === undefined ? [] : [['SubtensorModule', 'OwnedHotkeys', owner]];
	const [owned] = await client.query(at, queries);
	const hotkeys = [hotkey, ...list(owned)].map(one => address(one));
	return [...new Set(hotkeys.filter(one => one !== undefined))];
}
