import type {At, ChainClient} from '../chain/client.ts';
import {getMinerEmissions} from '../chain/subtensor/miner-emissions.ts';
import type {Subnet} from '../chain/subtensor/subnets.ts';
import {getBlockTime} from '../chain/system/chain-info.ts';
import {toDailyPay} from '../monitor/daily-pay.ts';
import {type MinerPay, sumUpPay} from '../monitor/miner-pay.ts';
import {type SubnetOffer, toOffers} from './subnet-offer.ts';

/** A subnet, with what its miners earned in the last epoch. */
export type PaidOffer = SubnetOffer & {
	readonly pay: MinerPay;
	/** Median daily pay of the miners that earn anything, in rao at the pool's price; `undefined` if the subnet has no price. */
	readonly medianPay: bigint | undefined;
};

/** Read what subnets, except root, pay. */
export async function readPaidOffers(
	client: ChainClient,
	subnets: readonly Subnet[],
	{at}: At = {},
): Promise<readonly PaidOffer[]> {
	// These reads share their requests.
	return Promise.all(
		toOffers(subnets).map(async offer => {
			const pay = sumUpPay(await getMinerEmissions(client, offer.subnet, {at}));
			return {...offer, pay, medianPay: payPerDay(client, offer.subnet, pay.median)};
		}),
	);
}

/** Convert alpha earned per epoch into rao per day; `undefined` if the subnet has no price. */
export const payPerDay = (
	client: ChainClient,
	{alphaPrice, tempo}: Pick<Subnet, 'alphaPrice' | 'tempo'>,
	alphaPerEpoch: bigint,
): bigint | undefined =>
	alphaPrice === undefined || tempo === 0
		? undefined
		: toDailyPay({alphaPerEpoch, alphaPrice, tempo, blockTime: getBlockTime(client)});
