import {deposit, getSpendable, transfer} from '../../frame/balances/funds.ts';
import type {BlockContext} from '../../pallet/context.ts';
import {ensure} from '../../pallet/errors.ts';
import type {AccountId} from '../../scale/bytes.ts';
import {smaller} from '../economy/fixed-point.ts';
import {errors} from '../errors.ts';
import {emissionItems} from '../storage/pools.ts';
import {burnAccount, getSubnetAccount} from './system-accounts.ts';

export type SubnetTransfer = {
	readonly netuid: number;
	readonly coldkey: AccountId;
	/** In rao. */
	readonly amount: bigint;
};

/**
Transfer TAO from a coldkey to a subnet's account. The coldkey keeps the existential deposit, even if that reduces the amount.

@returns The amount transferred, in rao.
@throws {DispatchFailure} `InsufficientBalance` if nothing can be transferred.
*/
export function payToSubnet(
	context: BlockContext,
	{netuid, coldkey, amount}: SubnetTransfer,
): bigint {
	if (amount === 0n) {
		return 0n;
	}

	const moved = smaller(amount, getSpendable(context, coldkey, {keepAlive: true}));
	ensure(moved > 0n, errors.InsufficientBalance);
	transfer(context, {
		from: coldkey,
		to: getSubnetAccount(netuid),
		amount: moved,
		keepAlive: true,
	});
	return moved;
}

/** Transfer TAO from a subnet's account to a coldkey. */
export function payFromSubnet(
	context: BlockContext,
	{netuid, coldkey, amount}: SubnetTransfer,
): void {
	if (amount > 0n) {
		transfer(context, {from: getSubnetAccount(netuid), to: coldkey, amount});
	}
}

/** Remove TAO of a subnet's account from circulation. It still counts as issued. */
export function burnFromSubnet(context: BlockContext, netuid: number, amount: bigint): void {
	payFromSubnet(context, {netuid, coldkey: burnAccount, amount});
}

/** Mint TAO to a subnet's account, in rao. */
export function mintToSubnet(context: BlockContext, netuid: number, amount: bigint): void {
	deposit(context, getSubnetAccount(netuid), amount);
	context.set(emissionItems.TotalIssuance, context.get(emissionItems.TotalIssuance) + amount);
}
