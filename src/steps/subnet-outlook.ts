import type {ChainClient} from '../chain/client.ts';
import {getBurn} from '../chain/subtensor/burn.ts';
import {getSubnet, getSubnets, type Subnet} from '../chain/subtensor/subnets.ts';
import {getBlockTime} from '../chain/system/chain-info.ts';
import {getDailyPay} from '../monitor/daily-pay.ts';
import {type SubnetOffer, toOffers} from './subnet-offer.ts';

/** A subnet as a newcomer compares it with others. */
export type SubnetOutlook = SubnetOffer & {
	/** Where the price of entry has gone since `sinceBlocks` ago; `undefined` where the chain has forgotten. */
	readonly direction: 'up' | 'down' | 'level' | undefined;
	/** What a miner earns in a day in the mean, in rao at the pool's price; `undefined` where the chain does not tell. */
	readonly dailyPay: bigint | undefined;
	readonly freeUids: number;
	/** Milliseconds for which a newcomer is immune. */
	readonly immunity: number;
};

/** Blocks that the price is compared over: nodes remember 256. */
export const sinceBlocks = 100;

export type SubnetOutlookOptions = {
	/** Hash and number of the block to read. */
	readonly at: string;
	readonly block: number;
};

/** Read all subnets but root as a newcomer compares them; all figures are of one block. */
export async function readSubnetOutlooks(
	client: ChainClient,
	options: SubnetOutlookOptions,
): Promise<readonly SubnetOutlook[]> {
	return readOutlooks(client, await getSubnets(client, {at: options.at}), options);
}

/** Read one subnet so; `undefined` if it does not exist. */
export async function readSubnetOutlook(
	client: ChainClient,
	{netuid, ...options}: SubnetOutlookOptions & {readonly netuid: number},
): Promise<SubnetOutlook | undefined> {
	const subnet = await getSubnet(client, {netuid, at: options.at});
	const [outlook] = subnet ? await readOutlooks(client, [subnet], options) : [];
	return outlook;
}

async function readOutlooks(
	client: ChainClient,
	subnets: readonly Subnet[],
	{block}: SubnetOutlookOptions,
): Promise<readonly SubnetOutlook[]> {
	const offers = toOffers(subnets);
	const before = await readBurns(client, {offers, block: Math.max(block - sinceBlocks, 1)});
	const blockTime = getBlockTime(client);
	return offers.map((offer, index) => {
		const {burn, maxUids, uids, immunityPeriod} = offer.subnet;
		return {
			...offer,
			direction: compare(before?.[index], burn),
			dailyPay: getDailyPay(offer.subnet, {blockTime}),
			freeUids: Math.max(maxUids - uids, 0),
			immunity: immunityPeriod * blockTime,
		};
	});
}

/** The prices of then; `undefined` where the node has let go of that block. */
async function readBurns(
	client: ChainClient,
	{offers, block}: {readonly offers: readonly SubnetOffer[]; readonly block: number},
): Promise<ReadonlyArray<bigint | undefined> | undefined> {
	try {
		const at = (await client.rpc.request('chain_getBlockHash', [block])) as string;
		return await Promise.all(
			offers.map(async ({subnet: {netuid}}) => getBurn(client, {netuid, at})),
		);
	} catch {
		return undefined;
	}
}

function compare(before: bigint | undefined, now: bigint): SubnetOutlook['direction'] {
	if (before === undefined) {
		return undefined;
	}

	if (before === now) {
		return 'level';
	}

	return before < now ? 'up' : 'down';
}
