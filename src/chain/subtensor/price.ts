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
	{netuid, at}: AlphaPriceOptions,
): Promise<bigint | undefined> {
	const told =
		client.has(allPrices) && !client.has(onePrice)
			? (await askAllPrices(client, at)).get(netuid)
			: await askPrice(client, {netuid, at});
	return told ?? readPool(client, {netuid, at});
}

export type AlphaPriceOptions = At & {readonly netuid: number};

/** Get the alpha prices of many subnets in as few requests as the chain allows, in rao, by netuid. Subnets without a price are omitted. */
export async function getAlphaPrices(
	client: ChainClient,
	{netuids, at}: At & {readonly netuids: readonly number[]},
): Promise<ReadonlyMap<number, bigint>> {
	if (netuids.length === 0) {
		return new Map();
	}

	const block = await client.pin(at);
	const told = client.has(allPrices) ? await askAllPrices(client, block) : undefined;
	const isStored = client.has(rootOfPrice);
	const ask = async (netuid: number) =>
		told === undefined && !isStored ? askPrice(client, {netuid, at: block}) : told?.get(netuid);

	const prices = await Promise.all(
		netuids.map(async netuid => (await ask(netuid)) ?? readPool(client, {netuid, at: block})),
	);
	return new Map(
		netuids.flatMap((netuid, index) => {
			const price = prices[index];
			return price === undefined ? [] : [[netuid, price]];
		}),
	);
}

const askPrice = async (
	client: ChainClient,
	{netuid, at}: AlphaPriceOptions,
): Promise<bigint | undefined> => integer(await client.call(at, ...onePrice.api, [netuid]));

/** Request the prices of all subnets, by netuid. */
async function askAllPrices(
	client: ChainClient,
	at: string | undefined,
): Promise<ReadonlyMap<number, bigint>> {
	const entries = list(await client.call(at, ...allPrices.api, []));
	return new Map(
		entries.flatMap(entry => {
			const netuid = number(field(entry, 'netuid'));
			const price = integer(field(entry, 'price'));
			return netuid === undefined || price === undefined ? [] : [[netuid, price]];
		}),
	);
}

const onePrice = {api: ['SwapRuntimeApi', 'current_alpha_price']} as const;
/** Newer chains return the prices of all subnets at once. */
const allPrices = {api: ['SwapRuntimeApi', 'current_alpha_price_all']} as const;
/** Others store the square root of each price, which reads of many subnets share. */
const rootOfPrice = {storage: ['Swap', 'AlphaSqrtPrice']} as const;
/** In the chain's fixed-point numbers, with 64 fractional bits. */
const one = 0x1_00_00_00_00_00_00_00_00n;

/** Get the price from a pool, as the chain does (`current_price()` of its pallet `Swap`). Root and the older stable subnets swap one to one; a pool without a stored price is taken as equally weighted. */
async function readPool(
	client: ChainClient,
	{netuid, at}: AlphaPriceOptions,
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
