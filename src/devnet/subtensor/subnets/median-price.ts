import type {StateReader} from '../../pallet/context.ts';
import {compare, q64} from '../economy/fixed-point.ts';
import {getSpotPrice} from '../market/market.ts';
import {getSubnets} from './networks.ts';

/**
Get the median spot price of all subnets that have one, 64 fraction bits; 1 TAO if none has.
*/
export function getMedianPrice(state: StateReader): bigint {
	const prices = getSubnets(state)
		.map(netuid => getSpotPrice(state, netuid))
		.filter(price => price > 0n)
		.toSorted(compare);
	const below = prices[Math.floor((prices.length - 1) / 2)];
	const above = prices[Math.floor(prices.length / 2)];
	return below === undefined || above === undefined ? q64.one : (below + above) / 2n;
}
