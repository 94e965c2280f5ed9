import type {StateReader} from '../../pallet/context.ts';
import {defineApiMethod} from '../../pallet/runtime-apis.ts';
import {vec} from '../../scale/collections.ts';
import {struct} from '../../scale/composites.ts';
import {u16, u64} from '../../scale/numbers.ts';
import {q64, subtract} from '../economy/fixed-point.ts';
import {getSpotPrice, quoteBuy, quoteSale} from '../market/market.ts';
import {getNetworks} from '../subnets/networks.ts';

const path = (name: string) => ['pallet_subtensor_swap_runtime_api', name];

const simSwapResult = struct(path('SimSwapResult'), {
	tao_amount: u64,
	alpha_amount: u64,
	tao_fee: u64,
	alpha_fee: u64,
	tao_slippage: u64,
	alpha_slippage: u64,
});

const subnetPrice = struct(path('SubnetPrice'), {netuid: u16, price: u64});

/** The reply for a trade that the pool refuses. */
const nothing = {
	tao_amount: 0n,
	alpha_amount: 0n,
	tao_fee: 0n,
	alpha_fee: 0n,
	tao_slippage: 0n,
	alpha_slippage: 0n,
};

/** Methods that return prices, in rao per alpha, and simulate trades. */
export const swapMethods = {
	current_alpha_price: defineApiMethod({
		inputs: {netuid: u16},
		output: u64,
		run: (state, {netuid}) => getPriceInRao(state, netuid),
	}),
	current_alpha_price_all: defineApiMethod({
		inputs: {},
		output: vec(subnetPrice),
		run: state => getNetworks(state).map(netuid => ({netuid, price: getPriceInRao(state, netuid)})),
	}),
	sim_swap_tao_for_alpha: defineApiMethod({
		inputs: {netuid: u16, tao: u64},
		output: simSwapResult,
		run(state, {netuid, tao}) {
			const quote = quoteBuy(state, {netuid, amount: tao});
			const atSpot = q64.floor(q64.divide(q64.from(tao), getSpotPrice(state, netuid)));
			return quote.ok
				? {
						...nothing,
						tao_amount: quote.paidIn,
						alpha_amount: quote.paidOut,
						tao_fee: quote.fee,
						alpha_slippage: subtract(atSpot, quote.paidOut),
					}
				: nothing;
		},
	}),
	sim_swap_alpha_for_tao: defineApiMethod({
		inputs: {netuid: u16, alpha: u64},
		output: simSwapResult,
		run(state, {netuid, alpha}) {
			const quote = quoteSale(state, {netuid, amount: alpha});
			const atSpot = q64.multiply(alpha, getSpotPrice(state, netuid));
			return quote.ok
				? {
						...nothing,
						tao_amount: quote.paidOut,
						alpha_amount: quote.paidIn,
						alpha_fee: quote.fee,
						tao_slippage: subtract(atSpot, quote.paidOut),
					}
				: nothing;
		},
	}),
};

const getPriceInRao = (state: StateReader, netuid: number) =>
	q64.multiply(getSpotPrice(state, netuid), 1_000_000_000n);
