import type {ChainClient} from '../chain/client.ts';
import {getBlockHash} from '../chain/head.ts';
import {getBurn} from '../chain/subtensor/burn.ts';
import {getBlockTime} from '../chain/system/chain-info.ts';
import type {SubnetOffer} from './subnet-offer.ts';
import {type PaidOffer, readPaidOffers} from './subnet-pay.ts';

/** A subnet with the figures that newcomers compare. */
export type SubnetOutlook = PaidOffer & {
	/** How the price has moved over `sinceBlocks`; `undefined` if the chain has only just begun, or the node has pruned that block. */
	readonly direction: 'up' | 'down' | 'level' | undefined;
	/** Blocks that the price is compared over. */
	readonly sinceBlocks: number;
	readonly freeUids: number;
	/** Immunity period of a newcomer, in milliseconds. */
	readonly immunity: number;
};

/** Blocks that the price is compared over, if the chain is that long: nodes keep 256. */
const mostBlocks = 100;

export type SubnetOutlookOptions = {
	/** Hash and number of the block to read. */
	readonly at: string;
	readonly block: number;
};

/** Read the figures of all subnets but root, all from one block. */
export async function readSubnetOutlooks(
	client: ChainClient,
	options: SubnetOutlookOptions,
): Promise<readonly SubnetOutlook[]> {
	return readOutlooks(client, options);
}

/** Read the figures of one subnet; `undefined` if it does not exist. */
export async function readSubnetOutlook(
	client: ChainClient,
	options: SubnetOutlookOptions & {readonly netuid: number},
): Promise<SubnetOutlook | undefined> {
	const [outlook] = await readOutlooks(client, options);
	return outlook;
}

async function readOutlooks(
	client: ChainClient,
	{netuid, at, block}: SubnetOutlookOptions & {readonly netuid?: number},
): Promise<readonly SubnetOutlook[]> {
	const offers = await readPaidOffers(client, {netuid, at});
	const sinceBlocks = Math.min(mostBlocks, Math.max(block - 1, 0));
	const before =
		sinceBlocks === 0 ? undefined : await readBurns(client, {offers, block: block - sinceBlocks});
	const blockTime = getBlockTime(client);
	return offers.map((offer, index) => {
		const {burn, maxUids, uids, immunityPeriod} = offer.subnet;
		return {
			...offer,
			direction: compare(before?.[index], burn),
			sinceBlocks,
			freeUids: Math.max(maxUids - uids, 0),
			immunity: immunityPeriod * blockTime,
		};
	});
}

/** Read past prices; `undefined` if the node has pruned that block. */
async function readBurns(
	client: ChainClient,
	{offers, block}: {readonly offers: readonly SubnetOffer[]; readonly block: number},
): Promise<ReadonlyArray<bigint | undefined> | undefined> {
	try {
		const at = await getBlockHash(client.rpc, block);
		return at === undefined
			? undefined
			: await Promise.all(offers.map(async ({subnet: {netuid}}) => getBurn(client, {netuid, at})));
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
