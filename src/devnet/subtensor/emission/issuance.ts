import type {StateReader} from '../../pallet/context.ts';
import {getBlockEmission, getMintable} from '../economy/block-emission.ts';
import {getRootProportion} from '../economy/injection.ts';
import {q64From32, q64} from '../economy/fixed-point.ts';
import {isDynamic} from '../market/market.ts';
import {emissionItems, poolItems} from '../storage/pools.ts';
import {rootNetuid} from '../subnets/networks.ts';

/** Get a subnet's total alpha, in the pool and outside, in rao. */
export const getAlphaIssuance = (state: StateReader, netuid: number): bigint =>
	state.get(poolItems.SubnetAlphaIn, netuid) + state.get(poolItems.SubnetAlphaOut, netuid);

/** Get the alpha a subnet emits to its participants in a block, in rao. */
export const getAlphaEmission = (state: StateReader, netuid: number): bigint =>
	getBlockEmission(getAlphaIssuance(state, netuid));

/** Get the TAO a block may mint, in rao. */
export const getTaoEmission = (state: StateReader): bigint =>
	getMintable(state.get(emissionItems.TotalIssuance));

/** Get root's share of a subnet's alpha, 32 fraction bits. */
export const readRootProportion = (state: StateReader, netuid: number): bigint =>
	getRootProportion({
		rootTao: state.get(poolItems.SubnetTAO, rootNetuid),
		taoWeight: state.get(poolItems.TaoWeight),
		alphaIssuance: getAlphaIssuance(state, netuid),
	});

/** Get the average price that emission follows, 64 fraction bits; 1 where alpha has no price of its own. */
export const getMovingPrice = (state: StateReader, netuid: number): bigint =>
	isDynamic(state, netuid) ? q64From32(state.get(poolItems.SubnetMovingPrice, netuid)) : q64.one;
