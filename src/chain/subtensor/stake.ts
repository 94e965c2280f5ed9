import type {Call} from '../call.ts';
import type {At, ChainClient} from '../client.ts';
import {UnreadableAnswerError} from '../errors.ts';
import {type Value, address, field, integer, list, number} from '../value.ts';

/** A coldkey's alpha on a hotkey of a subnet. */
export type Stake = {
	/** SS58. */
	readonly hotkey: string;
	readonly netuid: number;
	/** In alpha's 1e-9 unit, or in rao on root, which has no pool. */
	readonly amount: bigint;
};

/**
Get all stakes of a coldkey.

@returns `undefined` if the chain cannot list them.
*/
export async function getStakes(
	client: ChainClient,
	{coldkey, at}: At & {readonly coldkey: string},
): Promise<readonly Stake[] | undefined> {
	const answer = await client.call(at, 'StakeInfoRuntimeApi', 'get_stake_info_for_coldkey', [
		coldkey,
	]);
	return answer === undefined ? undefined : list(answer).flatMap(info => readStake(info) ?? []);
}

function readStake(info: Value): Stake | undefined {
	const hotkey = address(field(info, 'hotkey'));
	const netuid = number(field(info, 'netuid'));
	const amount = integer(field(info, 'stake'));
	return hotkey === undefined || netuid === undefined || amount === undefined
		? undefined
		: {hotkey, netuid, amount};
}

export type HotkeyOptions = {
	readonly netuid: number;
	/** SS58. */
	readonly hotkey: string;
};

/**
Get the alpha on a hotkey of a subnet that belongs to the hotkey's owner, in alpha's 1e-9 unit. A miner's rewards show up here; what others stake on it does not.

A chain that cannot tell shares apart answers with the total.

@returns `undefined` if nobody owns the hotkey. One that has a UID has an owner, so then the answer cannot be believed.
*/
export async function getOwnersAlpha(
	client: ChainClient,
	{netuid, hotkey, at}: At & HotkeyOptions,
): Promise<bigint | undefined> {
	const block = await client.pin(at);
	if (!client.has({api: ['StakeInfoRuntimeApi', method]})) {
		const [total] = await client.query(block, [
			['SubtensorModule', 'TotalHotkeyAlpha', hotkey, netuid],
		]);
		return integer(total) ?? 0n;
	}

	const owner = await getOwner(client, {hotkey, at: block});
	if (owner === undefined) {
		return undefined;
	}

	const info = await client.call(block, 'StakeInfoRuntimeApi', method, [hotkey, owner, netuid]);
	return integer(field(info, 'stake')) ?? 0n;
}

/**
Get what `getOwnersAlpha()` does, of a hotkey that has a UID.

@throws {UnreadableAnswerError} If the node says that nobody owns the hotkey.
*/
export async function requireOwnersAlpha(
	client: ChainClient,
	options: At & HotkeyOptions,
): Promise<bigint> {
	const alpha = await getOwnersAlpha(client, options);
	if (alpha === undefined) {
		throw new UnreadableAnswerError('Owner');
	}

	return alpha;
}

const method = 'get_stake_info_for_hotkey_coldkey_netuid';

/** Get the coldkey, as SS58, that a hotkey belongs to; `undefined` if the chain does not know the hotkey. */
export async function getOwner(
	client: ChainClient,
	{hotkey, at}: At & Pick<HotkeyOptions, 'hotkey'>,
): Promise<string | undefined> {
	const [owner] = await client.query(at, [['SubtensorModule', 'Owner', hotkey]]);
	return address(owner);
}

export type StakeOptions = HotkeyOptions & {
	/** Rao when staking, alpha's 1e-9 unit when unstaking. */
	readonly amount: bigint;
	/** Limit on the price of one alpha, in rao: the highest when staking, the lowest when unstaking. @default no limit */
	readonly limit?: bigint;
	/** Whether to fill as much as the limit allows, instead of all or nothing. @default false */
	readonly allowPartial?: boolean;
};

/** Create the call that stakes TAO on a hotkey. */
export const addStake = ({hotkey, netuid, amount, limit, allowPartial}: StakeOptions): Call =>
	limited('add_stake', {hotkey, netuid, amountStaked: amount}, limit, allowPartial);

/** Create the call that unstakes alpha from a hotkey. */
export const removeStake = ({hotkey, netuid, amount, limit, allowPartial}: StakeOptions): Call =>
	limited('remove_stake', {hotkey, netuid, amountUnstaked: amount}, limit, allowPartial);

function limited(
	name: string,
	args: Call['args'],
	limitPrice: bigint | undefined,
	allowPartial = false,
): Call {
	return limitPrice === undefined
		? {pallet: 'SubtensorModule', name, args}
		: {
				pallet: 'SubtensorModule',
				name: `${name}_limit`,
				args: {...args, limitPrice, allowPartial},
			};
}
