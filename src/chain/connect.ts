import {type Clock, systemClock} from '../support/clock.ts';
import type {ChainClient, Feature} from './client.ts';
import {createRpc} from './connection/rpc.ts';
import {watchHead} from './head.ts';
import {createRuntimeKeeper} from './runtime/keeper.ts';
import type {MetadataCache} from './runtime/metadata-cache.ts';
import type {Runtime} from './runtime/runtime.ts';
import {createStateReader} from './state-reader.ts';
import {createTurns} from './transaction/turns.ts';

export type ConnectOptions = {
	/** A WebSocket URL, or several of the same chain to fail over between. */
	readonly url: string | readonly [string, ...string[]];
	/** Aborts connecting, and later closes the client. */
	readonly signal?: AbortSignal;
	/** Timeout for each request, in milliseconds. Opening a connection may take three times as long. @default 10_000 */
	readonly timeout?: number;
	/** Where metadata is kept from one start to the next. @default nowhere: it is fetched */
	readonly metadata?: MetadataCache;
	readonly clock?: Clock;
};

/**
Connect to a chain. The client reconnects automatically, with backoff, and restores its subscriptions.

@throws {ChainUnreachableError} If no URL answers.
@throws {ChainUnsupportedError} If the version of the chain's metadata is unsupported.

@example
```
const client = await connectChain({url: 'ws://127.0.0.1:9944'});
await getBurn(client, {netuid: 1});
//=> 500_000n
client.close();
```
*/
export async function connectChain({
	url,
	signal,
	timeout = 10_000,
	metadata,
	clock = systemClock,
}: ConnectOptions): Promise<ChainClient> {
	signal?.throwIfAborted();
	const keeper = createRuntimeKeeper(metadata);
	const rpc = await createRpc({
		urls: typeof url === 'string' ? [url] : url,
		timeout,
		clock,
		onConnect: keeper.greet,
		signal,
	});
	try {
		const [head] = await Promise.all([watchHead(rpc, clock), keeper.follow(rpc)]);
		return {
			genesisHash: keeper.genesisHash(),
			status: rpc.status,
			head,
			...createStateReader(rpc, keeper.current),
			constant: (pallet, name) => keeper.current().constant(pallet, name),
			has: feature => hasFeature(keeper.current(), feature),
			runtime: keeper.current,
			inTurn: createTurns(),
			rpc,
			clock,
			close: rpc.close,
		};
	} catch (error) {
		rpc.close();
		signal?.throwIfAborted();
		throw error;
	}
}

function hasFeature(runtime: Runtime, feature: Feature): boolean {
	if ('storage' in feature) {
		return runtime.storage(...feature.storage) !== undefined;
	}

	if ('call' in feature) {
		return runtime.hasCall(...feature.call);
	}

	return 'api' in feature
		? runtime.hasMethod(...feature.api)
		: runtime.constant(...feature.constant) !== undefined;
}
