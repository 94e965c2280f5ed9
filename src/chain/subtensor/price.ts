import {raoPerTao} from '../amount.ts';
import type {At, ChainClient} from '../client.ts';
import {field, flag, integer, list, number} from '../value.ts';

/**
Get the price of one alpha in a subnet's pool, in rao.

@returns `undefined` if the subnet has no pool, or the chain has neither a price nor reserves.

@example
```
await getAlphaPrice(client, {netuid: 1});
//=> 25_000_000n
```
*/
export async function getAlphaPrice(
	client: ChainClient,
	{netuid, at, isOneOfMany = false}: AlphaPriceOptions,
): Promise<bigint | undefined> {
	const hasOwnWay = isOneOfMany && !client.has(allPrices) && client.has(rootOfPrice);
	return (
		(hasOwnWay ? undefined : await askPrice(client, {netuid, at, isOneOfMany})) ??
		(await readPool(client, {netuid, at}))
	);
}

export type AlphaPriceOptions = At & {
	readonly netuid: number;
	/** Whether the prices of other subnets are asked for at the same block, too: then they share a request, with an answer as long as there are subnets. @default false */
	readonly isOneOfMany?: boolean;
};

/** Get the alpha prices of many subnets, in rao, by netuid. Subnets without a price are omitted. */
export async function getAlphaPrices(
	client: ChainClient,
	{netuids, at}: At & {readonly netuids: readonly number[]},
): Promise<ReadonlyMap<number, bigint>> {
	const block = await client.pin(at);
	const prices = new Map<number, bigint>();
	await Promise.all(
		netuids.map(async netuid => {
			const price = await getAlphaPrice(client, {netuid, at: block, isOneOfMany: true});
			if (price !== undefined) {
				prices.set(netuid, price);
			}
		}),
	);
	return prices;
}

/** Request a price. Newer chains also return those of all subnets at once, which reads at the same block share. */
async function askPrice(
	client: ChainClient,
	{netuid, at, isOneOfMany}: AlphaPriceOptions,
): Promise<bigint | undefined> {
	const knowsAll = client.has(allPrices);
	const knowsOne = client.has({api: ['SwapRuntimeApi', 'current_alpha_price']});
	if (!knowsAll || (knowsOne && !isOneOfMany)) {
		return integer(await client.call(at, 'SwapRuntimeApi', 'current_alpha_price', [netuid]));
	}

	const prices = await client.call(at, 'SwapRuntimeApi', 'current_alpha_price_all', []);
	const own = list(prices).find(entry => number(field(entry, 'netuid')) === netuid);
	return integer(field(own, 'price'));
}

/** Newer chains return the prices of all subnets at once. */
const allPrices = {api: ['SwapRuntimeApi', 'current_alpha_price_all']} as const;
/** Others store the square root of each price, which reads of many subnets share. */
const rootOfPrice = {storage: ['Swap', 'AlphaSqrtPrice']} as const;
/** In the chain's fixed-point numbers, with 64 fractional bits. */
const one = 0x1_00_00_00_00_00_00_00_00n;

/** Get the price from a pool, as the chain does (`current_price()` of its pallet `Swap`). Root and the older stable subnets swap one to one; a pool without a stored price is taken as equally weighted. */
async function readPool(
	client: ChainClient,
	{netuid, at}: Omit<AlphaPriceOptions, 'isOneOfMany'>,
): Promise<bigint | undefined> {
	if (netuid === 0 || !hasPools(client)) {
		return raoPerTao;
	}

	const [mechanism, tao, alpha, root, isStarted] = await client.query(at, [
		['SubtensorModule', 'SubnetMechanism', netuid],
		['SubtensorModule', 'SubnetTAO', netuid],
		['SubtensorModule', 'SubnetAlphaIn', netuid],
		['Swap', 'AlphaSqrtPrice', netuid],
		['Swap', 'SwapV3Initialized', netuid],
	]);
	if (integer(mechanism) === 0n) {
		return raoPerTao;
	}

	const bits = integer(root) ?? 0n;
	if (flag(isStarted) === true && bits > 0n) {
		return (bits * bits * raoPerTao) / one ** 2n;
	}

	const reserve = integer(alpha);
	const backing = integer(tao);
	return backing === undefined || reserve === undefined || reserve === 0n
		? undefined
		: (backing * raoPerTao) / reserve;
}

/** Whether subnets have alpha of their own: before, all stakes were in TAO. */
const hasPools = (client: ChainClient) =>
	client.has({storage: ['SubtensorModule', 'SubnetAlphaIn']}) ||
	!client.has({storage: ['SubtensorModule', 'Stake']});
