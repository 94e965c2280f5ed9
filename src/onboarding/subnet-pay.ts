import type {At, ChainClient} from '../chain/client.ts';
import {getMinerEmissions} from '../chain/subtensor/miner-emissions.ts';
import {getNetuids} from '../chain/subtensor/netuids.ts';
import {getAlphaPrice} from '../chain/subtensor/price.ts';
import {type PricedSubnet, getSubnet, getSubnets} from '../chain/subtensor/subnets.ts';
import {getBlockTime} from '../chain/system/chain-info.ts';
import {toDailyPay} from '../monitor/daily-pay.ts';
import {type MinerPay, sumUpPay} from '../monitor/miner-pay.ts';
import {type SubnetOffer, toOffers} from './subnet-offer.ts';

/** A subnet, with what its miners earned in the last epoch. */
export type PaidOffer = SubnetOffer<PricedSubnet> & {
	readonly pay: MinerPay;
	/** Median daily pay of the miners that earn anything, in rao at the pool's price; `undefined` if the subnet has no price. */
	readonly medianPay: bigint | undefined;
};

export type PaidOffersOptions = At & {
	/** The only subnet to read. @default all */
	readonly netuid?: number;
};

/** Read subnets, except root, and what they pay; none if the one that is wanted does not exist. */
export async function readPaidOffers(
	client: ChainClient,
	{netuid, at}: PaidOffersOptions = {},
): Promise<readonly PaidOffer[]> {
	const block = await client.pin(at);
	const netuids = netuid === undefined ? await getNetuids(client, {at: block}) : [netuid];
	// All of these reads share their requests.
	const [subnets, emissions] = await Promise.all([
		netuid === undefined
			? getSubnets(client, {at: block})
			: getPricedSubnet(client, {netuid, at: block}).then(subnet => (subnet ? [subnet] : [])),
		Promise.all(
			netuids.map(
				async one => [one, await getMinerEmissions(client, {netuid: one, at: block})] as const,
			),
		),
	]);
	const emissionsOf = new Map(emissions);
	return toOffers(subnets).map(offer => {
		const pay = sumUpPay(emissionsOf.get(offer.subnet.netuid)!);
		return {...offer, pay, medianPay: payPerDay(client, offer.subnet, pay.median)};
	});
}

async function getPricedSubnet(
	client: ChainClient,
	options: At & {readonly netuid: number},
): Promise<PricedSubnet | undefined> {
	const [subnet, alphaPrice] = await Promise.all([
		getSubnet(client, options),
		getAlphaPrice(client, options),
	]);
	return subnet && {...subnet, alphaPrice};
}

/** Convert alpha earned per epoch into rao per day; `undefined` if the subnet has no price. */
export const payPerDay = (
	client: ChainClient,
	{alphaPrice, tempo}: Pick<PricedSubnet, 'alphaPrice' | 'tempo'>,
	alphaPerEpoch: bigint,
): bigint | undefined =>
	alphaPrice === undefined || tempo === 0
		? undefined
		: toDailyPay({alphaPerEpoch, alphaPrice, tempo, blockTime: getBlockTime(client)});
