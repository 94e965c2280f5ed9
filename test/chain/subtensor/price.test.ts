import {expect, test} from 'vitest';
import type {ChainClient} from '../../../src/chain/client.ts';
import {getAlphaPrices} from '../../../src/chain/subtensor/price.ts';
import type {Value} from '../../../src/chain/value.ts';

/** A chain of the time when prices were asked for one by one, with what its storage holds of every subnet. */
function createChain(stored: Readonly<Record<string, Value>>) {
	let calls = 0;
	const client = {
		has: (feature: Record<string, unknown>) =>
			!JSON.stringify(feature).includes('current_alpha_price_all'),
		pin: async (at: string) => at,
		query: async (_: string, queries: ReadonlyArray<readonly [string, string]>) =>
			queries.map(([, item]) => stored[item]),
		async call() {
			calls++;
			return 7n;
		},
	} as unknown as ChainClient;
	return {
		prices: async () => getAlphaPrices(client, {netuids: [3, 4], at: '0x01'}),
		calls: () => calls,
	};
}

const both = (price: bigint) =>
	new Map([
		[3, price],
		[4, price],
	]);

/** One half, with 64 fractional bits. */
const half = 2n ** 63n;
const pool = {SubnetMechanism: 1n, SubnetTAO: 60n, SubnetAlphaIn: 120n};

test('prices of many subnets are squares of the stored roots, without a call for each', async () => {
	const {prices, calls} = createChain({
		...pool,
		AlphaSqrtPrice: {bits: half},
		SwapV3Initialized: true,
	});

	expect(await prices()).toEqual(both(250_000_000n));
	expect(calls()).toBe(0);
});

test('a pool without a stored root, or whose root is not in use yet, has the price of its reserves', async () => {
	const zero = createChain({...pool, AlphaSqrtPrice: {bits: 0n}, SwapV3Initialized: true});
	const unused = createChain({...pool, AlphaSqrtPrice: {bits: half}, SwapV3Initialized: false});

	expect(await zero.prices()).toEqual(both(500_000_000n));
	expect(await unused.prices()).toEqual(both(500_000_000n));
});

test('a stable subnet swaps one to one, whatever is stored', async () => {
	const {prices} = createChain({
		...pool,
		SubnetMechanism: 0n,
		AlphaSqrtPrice: {bits: half},
		SwapV3Initialized: true,
	});

	expect(await prices()).toEqual(both(1_000_000_000n));
});
