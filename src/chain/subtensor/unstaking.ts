import type {Call} from '../call.ts';
import type {At, ChainClient} from '../client.ts';
import {field, integer} from '../value.ts';
import type {HotkeyOptions} from './held-stake.ts';
import {removeStake} from './stake.ts';

export type SaleOptions = At & {
	readonly netuid: number;
	/** In its 1e-9 unit. */
	readonly alpha: bigint;
};

/** The expected result of selling alpha. */
export type Sale = {
	/** Rao the pool would pay; 0 if it does not trade. */
	readonly tao: bigint;
	/** The fee the pool would keep, in alpha's 1e-9 unit. */
	readonly fee: bigint;
};

/**
Simulate selling alpha now, on the chain if it can. Otherwise the result is estimated from the pool's reserves, without the fee.
*/
export async function simulateSale(
	client: ChainClient,
	{netuid, alpha, at}: SaleOptions,
): Promise<Sale> {
	const answer = await client.call(at, 'SwapRuntimeApi', 'sim_swap_alpha_for_tao', [netuid, alpha]);
	const tao = integer(field(answer, 'taoAmount'));
	return tao === undefined
		? {tao: await estimateSale(client, {netuid, alpha, at}), fee: 0n}
		: {tao, fee: integer(field(answer, 'alphaFee')) ?? 0n};
}

/** Estimate a sale in an equally weighted pool, which keeps the product of its reserves constant. */
async function estimateSale(client: ChainClient, {netuid, alpha, at}: SaleOptions) {
	const [mechanism, tao, reserve] = await client.query(at, [
		['SubtensorModule', 'SubnetMechanism', netuid],
		['SubtensorModule', 'SubnetTAO', netuid],
		['SubtensorModule', 'SubnetAlphaIn', netuid],
	]);
	if (integer(mechanism) === 0n) {
		return alpha;
	}

	const after = (integer(reserve) ?? 0n) + alpha;
	return after === 0n ? 0n : ((integer(tao) ?? 0n) * alpha) / after;
}

export type UnstakingOptions = HotkeyOptions & {
	/** In alpha's 1e-9 unit; `all` is the whole stake at the time of inclusion. */
	readonly amount: bigint | 'all';
	/** The currently known amount. */
	readonly alpha: bigint;
	/** The lowest acceptable price of one alpha, in rao. */
	readonly limit: bigint;
};

/** An unstaking call, capped if the chain supports it. */
export type Unstaking = {
	readonly call: Call;
	/** Whether the chain enforces the limit. If not, the caller rereads the price just before signing. */
	readonly isCapped: boolean;
};

/** Create the call that unstakes all or nothing, with a limit on the price where the chain supports one. */
export function createUnstaking(
	client: ChainClient,
	{hotkey, netuid, amount, alpha, limit}: UnstakingOptions,
): Unstaking {
	if (amount === 'all' && has(client, 'remove_stake_full_limit')) {
		const args = {hotkey, netuid, limitPrice: limit};
		return {
			call: {pallet: 'SubtensorModule', name: 'remove_stake_full_limit', args},
			isCapped: true,
		};
	}

	const isCapped = has(client, 'remove_stake_limit');
	return {
		call: removeStake({hotkey, netuid, amount: alpha, limit: isCapped ? limit : undefined}),
		isCapped,
	};
}

const has = (client: ChainClient, name: string) => client.has({call: ['SubtensorModule', name]});
