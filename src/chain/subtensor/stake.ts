import type {Call} from '../call.ts';
import type {At, ChainClient} from '../client.ts';
import {type Value, address, field, integer, list, number} from '../value.ts';

/** Alpha that a coldkey has on a hotkey of one subnet. */
export type Stake = {
	/** SS58. */
	readonly hotkey: string;
	readonly netuid: number;
	/** In alpha's 1e-9 unit; on root, which has no pool, in rao. */
	readonly amount: bigint;
};

/**
Get everything that a coldkey has staked.

@returns `undefined` if the chain has no way to tell.
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

/** Get all the alpha on a hotkey of a subnet, whoever staked it, in alpha's 1e-9 unit. Rewards show here. */
export async function getHotkeyAlpha(
	client: ChainClient,
	{netuid, hotkey, at}: At & HotkeyOptions,
): Promise<bigint> {
	const [alpha] = await client.query(at, [['SubtensorModule', 'TotalHotkeyAlpha', hotkey, netuid]]);
	return integer(alpha) ?? 0n;
}

export type StakeOptions = HotkeyOptions & {
	/** Rao when staking, alpha's 1e-9 unit when unstaking. */
	readonly amount: bigint;
	/** The price of one alpha in rao at which to stop: the highest when staking, the lowest when unstaking. @default Any price. */
	readonly limit?: bigint;
	/** Whether to go as far as the limit allows, instead of not at all. @default false */
	readonly allowPartial?: boolean;
};

/** Create the call that turns TAO into alpha on a hotkey. */
export const addStake = ({hotkey, netuid, amount, limit, allowPartial}: StakeOptions): Call =>
	limited('add_stake', {hotkey, netuid, amountStaked: amount}, limit, allowPartial);

/** Create the call that turns alpha on a hotkey into TAO. */
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
