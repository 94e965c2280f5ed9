import type {BlockContext} from '../../pallet/context.ts';
import {mintToSubnet} from '../accounts/funds.ts';
import {q32From64} from '../economy/fixed-point.ts';
import {splitInjection} from '../economy/injection.ts';
import {inject} from '../economy/pool.ts';
import {buy, change, getPool, getSpotPrice, quoteBuy} from '../market/market.ts';
import {swapItems} from '../market/swap-pallet.ts';
import {emissionItems, poolItems} from '../storage/pools.ts';
import {getAlphaEmission, readRootProportion} from './issuance.ts';

/**
Add a subnet's TAO of a block to its pool: paired with the available alpha it is added at the current price, the rest buys alpha that nobody receives. First the weights change, then the rest buys, then the reserves grow, as on the main chain.

TAO that the pool cannot take is not minted.
*/
export function injectEmission(
	context: BlockContext,
	netuid: number,
	/** 32 fraction bits. */
	emission: bigint,
): void {
	const wanted = splitInjection({
		emission,
		price: q32From64(getSpotPrice(context, netuid)),
		alphaEmission: getAlphaEmission(context, netuid),
		rootProportion: readRootProportion(context, netuid),
	});
	const added = reweigh(context, netuid, wanted) ? wanted : {tao: 0n, alpha: 0n};
	context.set(emissionItems.SubnetExcessTao, netuid, buyBack(context, netuid, wanted.excess));

	change(context, poolItems.SubnetAlphaIn, netuid, alpha => alpha + added.alpha);
	context.set(emissionItems.SubnetAlphaInEmission, netuid, added.alpha);

	mintToSubnet(context, netuid, added.tao);
	change(context, poolItems.SubnetTAO, netuid, tao => tao + added.tao);
	context.set(poolItems.TotalStake, context.get(poolItems.TotalStake) + added.tao);
	context.set(emissionItems.SubnetTaoInEmission, netuid, added.tao);
}

/** Adjust the pool's weights for the coming addition; returns whether that is possible. */
function reweigh(
	context: BlockContext,
	netuid: number,
	added: {readonly tao: bigint; readonly alpha: bigint},
): boolean {
	const after = inject(getPool(context, netuid), added);
	if (after === undefined) {
		return false;
	}

	context.set(swapItems.SwapBalancer, netuid, {quote: after.quoteWeight});
	return true;
}

/** Buy alpha with new TAO; returns how much TAO went in. */
function buyBack(context: BlockContext, netuid: number, amount: bigint): bigint {
	const order = {netuid, amount, isFree: true};
	const quote = quoteBuy(context, order);
	if (!quote.ok || quote.paidIn === 0n) {
		return 0n;
	}

	mintToSubnet(context, netuid, quote.paidIn);
	const {paidIn, paidOut} = buy(context, {...order, amount: quote.paidIn});
	change(context, poolItems.SubnetProtocolAlpha, netuid, alpha => alpha + paidOut);
	return paidIn;
}
