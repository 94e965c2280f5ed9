import type {ChainClient} from '../client.ts';
import {type Value, address, integer, list, number} from '../value.ts';
import type {HotkeyOptions, Stake} from './held-stake.ts';

/** A block to read, by its hash, and a coldkey as SS58. */
export type StoredStakesOptions = {readonly at: string; readonly coldkey: string};

/**
Read the stakes of a coldkey from storage, for chains without a runtime API that lists them.

@returns `undefined` if the chain does not store them in a known way.
*/
export async function readStoredStakes(
	client: ChainClient,
	{at, coldkey}: StoredStakesOptions,
): Promise<readonly Stake[] | undefined> {
	if (!has(client, 'StakingHotkeys') || !(hasShares(client) || has(client, 'Stake'))) {
		return undefined;
	}

	const [found] = await client.query(at, [['SubtensorModule', 'StakingHotkeys', coldkey]]);
	const hotkeys = [...new Set(list(found).flatMap(item => address(item) ?? []))];
	const stakes = await Promise.all(
		hotkeys.map(async hotkey =>
			hasShares(client)
				? readShares(client, {at, coldkey, hotkey})
				: readTao(client, {at, coldkey, hotkey}),
		),
	);
	return stakes.flat().filter(({amount}) => amount > 0n);
}

/**
Read what a coldkey has on a hotkey of a subnet from storage. Before subnets had alpha of their own, that is TAO, of all of them.

@returns `undefined` if the chain does not store it in a known way.
*/
export async function readStoredStake(
	client: ChainClient,
	{at, coldkey, hotkey, netuid}: StoredStakesOptions & HotkeyOptions,
): Promise<bigint | undefined> {
	if (!hasShares(client)) {
		const [tao] = has(client, 'Stake') ? await readTao(client, {at, coldkey, hotkey}) : [];
		return tao?.amount;
	}

	const [share, shares, total] = await client.query(at, [
		['SubtensorModule', 'Alpha', hotkey, coldkey, netuid],
		['SubtensorModule', 'TotalHotkeyShares', hotkey, netuid],
		['SubtensorModule', 'TotalHotkeyAlpha', hotkey, netuid],
	]);
	return toAmount(share, shares, total);
}

type OnHotkey = StoredStakesOptions & Pick<HotkeyOptions, 'hotkey'>;

async function readTao(
	client: ChainClient,
	{at, coldkey, hotkey}: OnHotkey,
): Promise<readonly Stake[]> {
	const [stake] = await client.query(at, [['SubtensorModule', 'Stake', hotkey, coldkey]]);
	return [{hotkey, netuid: 0, amount: integer(stake) ?? 0n}];
}

async function readShares(
	client: ChainClient,
	{at, coldkey, hotkey}: OnHotkey,
): Promise<readonly Stake[]> {
	const entries = await client.entries(at, ['SubtensorModule', 'Alpha', hotkey, coldkey]);
	return Promise.all(
		entries.flatMap(({keys, value: share}) => {
			const netuid = number(keys[0]);
			return netuid === undefined ? [] : [readShare(client, {at, hotkey, netuid, share})];
		}),
	);
}

async function readShare(
	client: ChainClient,
	{at, hotkey, netuid, share}: HotkeyOptions & {readonly at: string; readonly share: Value},
): Promise<Stake> {
	const [shares, total] = await client.query(at, [
		['SubtensorModule', 'TotalHotkeyShares', hotkey, netuid],
		['SubtensorModule', 'TotalHotkeyAlpha', hotkey, netuid],
	]);
	return {hotkey, netuid, amount: toAmount(share, shares, total)};
}

/** Both shares are fixed-point numbers of the same kind, so their bits can be divided. */
function toAmount(share: Value, shares: Value, total: Value): bigint {
	const whole = integer(shares) ?? 0n;
	return whole === 0n ? 0n : ((integer(share) ?? 0n) * (integer(total) ?? 0n)) / whole;
}

const has = (client: ChainClient, item: string) => client.has({storage: ['SubtensorModule', item]});

const hasShares = (client: ChainClient) =>
	['Alpha', 'TotalHotkeyShares', 'TotalHotkeyAlpha'].every(item => has(client, item));
