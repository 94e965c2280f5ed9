import {expect, test} from 'vitest';
import type {ChainClient} from '../../src/chain/client.ts';
import {getLateTimeout, getStallTimeout} from '../../src/chain/stall.ts';

const withBlockTime = (blockTime: bigint) =>
	({constant: () => blockTime}) as unknown as ChainClient;

test.each([
	[250n, 10_000, 60_000],
	[12_000n, 36_000, 120_000],
])('with a block time of %i ms a node is late after %i ms', (blockTime, late, stall) => {
	expect(getLateTimeout(withBlockTime(blockTime))).toBe(late);
	expect(getStallTimeout(withBlockTime(blockTime))).toBe(stall);
});
