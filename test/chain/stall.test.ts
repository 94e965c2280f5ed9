import {expect, test, vi} from 'vitest';
import type {ChainClient} from '../../src/chain/client.ts';
import type {ConnectionStatus} from '../../src/chain/connection/status.ts';
import type {Head} from '../../src/chain/head.ts';
import {getLateTimeout, getStallTimeout, watchForStall} from '../../src/chain/stall.ts';
import {createStore} from '../../src/support/store.ts';
import {createFakeClock} from '../helpers/fake-clock.ts';

test.each([
	[250, 10_000, 60_000],
	[12_000, 36_000, 120_000],
])('with a block time of %i ms a node is late after %i ms', (blockTime, late, stall) => {
	const client = {constant: () => BigInt(blockTime)} as unknown as ChainClient;

	expect(getLateTimeout(blockTime)).toBe(late);
	expect(getStallTimeout(client)).toBe(stall);
});

test('each block gets the timeout of its time', () => {
	const clock = createFakeClock(0);
	const head = createStore<Head>({number: 1, hash: '0x01', parentHash: '0x00', receivedAt: 0});
	const status = createStore<ConnectionStatus>({
		state: 'connected',
		url: 'ws://127.0.0.1:9944',
		since: 0,
		latency: undefined,
		reason: undefined,
	});
	let timeout = 100;
	const onStall = vi.fn<() => void>();
	const client = {clock, head, status} as unknown as ChainClient;
	const unwatch = watchForStall(client, {timeout: () => timeout, onStall});
	clock.advance(100);
	expect(onStall).toHaveBeenCalledTimes(1);

	timeout = 500;
	head.set({number: 2, hash: '0x02', parentHash: '0x01', receivedAt: 100});
	clock.advance(499);
	expect(onStall).toHaveBeenCalledTimes(1);
	clock.advance(1);
	expect(onStall).toHaveBeenCalledTimes(2);
	unwatch();
	clock.advance(1000);
	expect(onStall).toHaveBeenCalledTimes(2);
});
