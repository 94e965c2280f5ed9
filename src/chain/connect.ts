import {type Clock, systemClock} from '../support/clock.ts';
import {createStore} from '../support/store.ts';
import type {ChainClient, Feature} from './client.ts';
import type {Connection} from './connection/connection.ts';
import type {Urgency} from './connection/request-queue.ts';
import {createRpc, type Rpc, type RpcOptions, withUrgency} from './connection/rpc.ts';
import {type Head, watchHead} from './head.ts';
import {createRuntimeKeeper, type RuntimeKeeper} from './runtime/keeper.ts';
import type {MetadataCache} from './runtime/metadata-cache.ts';
import type {Runtime} from './runtime/runtime.ts';
import {createStateCache, createStateReader} from './state-reader.ts';
import {createTurns} from './transaction/turns.ts';

export type ConnectOptions = Pick<RpcOptions, 'limitOf' | 'patience'> & {
	/** A WebSocket URL, or several of the same chain, in the order in which they are preferred. */
	readonly url: string | readonly [string, ...string[]];
	/** Of the chain that is meant; endpoints of another are not used. @default That of the first endpoint that answers */
	readonly genesisHash?: string;
	/** Aborts connecting, and later closes the client. */
	readonly signal?: AbortSignal;
	/** Timeout for each request from when it is sent, in milliseconds. Opening a connection may take three times as long. @default 10_000 */
	readonly timeout?: number;
	/** Whether to follow the chain's heads and upgrades; with `heads`, upgrades are noticed by the heads alone, which takes a request less. If not, `head` stays the block of the start, which reads are of: enough for a command that reads once. @default true */
	readonly follow?: boolean | 'heads';
	/** Keys of storage, as hex, of values to fetch with the first request, at the block of the start. Reads of them there need no request. @default none */
	readonly keys?: readonly string[];
	/** Where metadata is kept from one start to the next. @default nowhere: it is fetched */
	readonly metadata?: MetadataCache;
	readonly clock?: Clock;
};

/**
Connect to a chain. The client reconnects automatically, with backoff, and restores its subscriptions.

@throws {ChainUnreachableError} If no URL answers.
@throws {ChainLimitedError} If an endpoint limits requests for too long.
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
	genesisHash,
	signal,
	timeout = 10_000,
	follow = true,
	keys = [],
	metadata,
	clock = systemClock,
	limitOf,
	patience,
}: ConnectOptions): Promise<ChainClient> {
	signal?.throwIfAborted();
	const keeper = createRuntimeKeeper(metadata, genesisHash);
	const cache = createStateCache();
	let first: Head | undefined;
	const greet = async (connection: Connection) => {
		if (first !== undefined) {
			await keeper.greet(connection);
			return;
		}

		const {block, stored} = await keeper.greet(connection, keys);
		const values = cache.values.of(block.hash);
		for (const [key, value] of stored) {
			values.set(key, value);
		}

		first = {...block, receivedAt: clock.now()};
	};

	const rpc = await createRpc({
		urls: typeof url === 'string' ? [url] : url,
		timeout,
		clock,
		onConnect: greet,
		limitOf,
		patience,
		signal,
	});
	try {
		const head =
			follow === false
				? createStore(first!)
				: await followChain(rpc, keeper, {first: first!, clock, follow});
		const inTurn = createTurns();
		const createClient = (urgency: Urgency): ChainClient => {
			const ranked = withUrgency(rpc, urgency);
			return {
				genesisHash: keeper.genesisHash(),
				status: rpc.status,
				head,
				...createStateReader(ranked, {
					runtime: keeper.current,
					latest: follow === false ? () => first!.hash : undefined,
					cache,
				}),
				constant: (pallet, name) => keeper.current().constant(pallet, name),
				has: feature => hasFeature(keeper.current(), feature),
				runtime: keeper.current,
				withUrgency: createClient,
				inTurn,
				rpc: ranked,
				clock,
				close: rpc.close,
			};
		};

		return createClient('normal');
	} catch (error) {
		rpc.close();
		signal?.throwIfAborted();
		throw error;
	}
}

async function followChain(
	rpc: Rpc,
	keeper: RuntimeKeeper,
	{
		follow,
		...options
	}: {readonly first: Head; readonly clock: Clock; readonly follow: true | 'heads'},
) {
	if (follow === true) {
		const [head] = await Promise.all([watchHead(rpc, options), keeper.follow(rpc)]);
		return head;
	}

	return watchHead(rpc, {
		...options,
		onUpgrade() {
			keeper.look(rpc);
		},
	});
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
