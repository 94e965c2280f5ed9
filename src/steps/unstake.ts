import {raoPerTao} from '../chain/amount.ts';
import type {ChainClient} from '../chain/client.ts';
import {NotEnoughFundsError} from '../chain/errors.ts';
import {getAlphaPrice} from '../chain/subtensor/price.ts';
import {getStakes, removeStake} from '../chain/subtensor/stake.ts';
import {findEvent} from '../chain/transaction/events.ts';
import type {Receipt} from '../chain/transaction/receipt.ts';
import {submit} from '../chain/transaction/submit.ts';
import {field, integer, list} from '../chain/value.ts';
import type {Signer} from '../crypto/signer.ts';
import {previewPayment} from './payment.ts';

export type Position = {
	/** SS58. */
	readonly coldkey: string;
	readonly hotkey: string;
	readonly netuid: number;
};

export type UnstakePreview = {
	/** In alpha's 1e-9 unit. */
	readonly alpha: bigint;
	/** Its worth at the pool's price now, in rao; selling moves the price down a little. */
	readonly value: bigint;
	/** Rao. */
	readonly fee: bigint;
};

/**
Work out what turning alpha into TAO would bring.

@param amount - Alpha in its 1e-9 unit; all of the position without it.
@throws {NotEnoughFundsError} If there is not that much, or no TAO for the fee.
*/
export async function previewUnstake(
	client: ChainClient,
	{coldkey, hotkey, netuid}: Position,
	amount?: bigint,
): Promise<UnstakePreview> {
	const [stakes = [], price = 0n] = await Promise.all([
		getStakes(client, {coldkey}),
		getAlphaPrice(client, {netuid}),
	]);
	const held =
		stakes.find(stake => stake.hotkey === hotkey && stake.netuid === netuid)?.amount ?? 0n;
	const alpha = amount ?? held;
	if (held === 0n || alpha > held) {
		throw new NotEnoughFundsError(
			`\`${coldkey}\` has ${held} of 1e-9 alpha on \`${hotkey}\` of subnet ${netuid}`,
			{fix: 'See `btop wallet balance` for what is staked where.'},
		);
	}

	const call = removeStake({hotkey, netuid, amount: alpha});
	const {fee} = await previewPayment(client, call, {from: coldkey, amount: 0n});
	return {alpha, value: (alpha * price) / raoPerTao, fee};
}

export type Unstaked = {
	readonly receipt: Receipt;
	/** What came back, in rao; `undefined` if the chain does not say. */
	readonly received: bigint | undefined;
};

/** Turn alpha into TAO and wait until it is in a block. */
export async function unstake(
	client: ChainClient,
	{hotkey, netuid}: Position,
	{
		alpha,
		signer,
		signal,
	}: {readonly alpha: bigint; readonly signer: Signer; readonly signal: AbortSignal},
): Promise<Unstaked> {
	const receipt = await submit(client, removeStake({hotkey, netuid, amount: alpha}), {
		signer,
		signal,
	});
	const event = findEvent(receipt.events, 'SubtensorModule', 'StakeRemoved');
	// Its fields have no names: coldkey, hotkey, TAO, alpha, netuid, fee.
	return {receipt, received: integer(list(event?.data)[2] ?? field(event?.data, 'tao'))};
}
