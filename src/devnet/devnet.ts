import {systemClock, type Clock} from '../support/clock.ts';
import {createChain, type Chain} from './blocks/chain.ts';
import type {Block} from './blocks/header.ts';
import {startProduction} from './blocks/production.ts';
import {createFramePallets} from './frame/pallets.ts';
import {createFrameApis, frameApiVersions} from './frame/runtime-apis.ts';
import {createMethods} from './rpc/methods/all-methods.ts';
import {startRpcServer} from './rpc/server.ts';
import {createRuntime, type Runtime} from './runtime/runtime.ts';
import type {RuntimeVersion} from './runtime/version.ts';
import {fromHex} from './scale/bytes.ts';
import {noStore, type ChainStore} from './store/chain-store.ts';
import {openStore} from './store/sqlite-store.ts';
import type {World} from './world.ts';

export type DevnetOptions = {
	/** What the chain has beyond the pallets of every chain, and its first state. */
	readonly world: World;
	/** 0 picks a free port. @default 0 */
	readonly port?: number;
	/** @default '127.0.0.1' */
	readonly host?: string;
	/** Milliseconds between blocks; with 0, blocks are only produced by hand, with `produceBlock()`. @default 0 */
	readonly blockTime?: number;
	/** The block time announced to clients, in milliseconds. @default `blockTime`, or 250 if blocks are produced by hand */
	readonly slotDuration?: number;
	/** A folder that stores the chain; without it the chain is lost on close. */
	readonly stateDirectory?: string;
	/** How many past blocks' states are readable. @default 10_000 */
	readonly keep?: number;
	readonly clock?: Clock;
	/** The program's version, for clients that ask. @default '0.0.0' */
	readonly version?: string;
	/** Called with errors that no pallet and no method meant to throw. @default A process warning */
	readonly onFault?: (error: unknown) => void;
};

export type Devnet = {
	/** Where clients connect, as `ws://HOST:PORT`. */
	readonly url: string;
	readonly chain: Chain;
	readonly head: () => Block;
	/** Produce a block now. */
	readonly produceBlock: () => Block;
	/** Stop producing blocks, disconnect all clients and release the state. Closing twice is fine. */
	readonly close: () => Promise<void>;
};

/** The runtime version. Clients cache its metadata by `spec_version`, so raise it whenever a pallet's definition changes. */
const runtimeVersion: RuntimeVersion = {
	spec_name: 'node-subtensor',
	impl_name: 'btop-devnet',
	authoring_version: 1,
	spec_version: 1000,
	impl_version: 1,
	apis: frameApiVersions.map(([id, number]) => [fromHex(id), number] as const),
	transaction_version: 1,
	system_version: 1,
};

/**
Start a separate chain in this process; clients reach it only over WebSocket.

@throws {PortTakenError} If another program has the port.
@throws {StateDirectoryError} If another chain has the folder, or another version wrote it.
@throws {RangeError} If a time or a count is invalid.

@example
```
const devnet = await startDevnet({world});
devnet.url;
//=> 'ws://127.0.0.1:34567'
devnet.produceBlock().header.number;
//=> 1
await devnet.close();
```
*/
export async function startDevnet({
	world,
	port = 0,
	host = '127.0.0.1',
	blockTime = 0,
	slotDuration = blockTime === 0 ? 250 : blockTime,
	stateDirectory,
	keep = 10_000,
	clock = systemClock,
	version = '0.0.0',
	onFault = warn,
}: DevnetOptions): Promise<Devnet> {
	requireWhole({blockTime}, 0);
	requireWhole({slotDuration, keep}, 1);
	const runtime = buildRuntime(world, slotDuration);
	const store = stateDirectory === undefined ? noStore : openStore(stateDirectory);
	const {chain, server} = await open(store, async () => {
		const chain = createChain({runtime, genesis: world.genesis, store, clock, keep, onFault});
		const methods = createMethods(chain, {name: 'btop devnet', version});
		return {chain, server: await startRpcServer({methods, host, port, onFault})};
	});
	const stop =
		blockTime === 0 ? () => undefined : startProduction({chain, blockTime, clock, onFault});
	let closing: Promise<void> | undefined;

	return {
		url: server.url,
		chain,
		head: chain.head,
		produceBlock: () => chain.produceBlock(),
		async close() {
			stop();
			closing ??= server.close();
			await closing;
			chain.close();
		},
	};
}

/**
Combine the pallets of every chain with those of a world.

@param slotDuration - The block time announced to clients, in milliseconds.
*/
export function buildRuntime(world: World, slotDuration: number): Runtime {
	return createRuntime({
		version: runtimeVersion,
		buildApis: createFrameApis,
		buildPallets: outer =>
			[
				...createFramePallets(outer, {version: runtimeVersion, slotDuration}),
				...world.pallets(outer),
			].toSorted((a, b) => a.index - b.index),
	});
}

/** Release the state if a step that builds on it fails. */
async function open<Opened>(store: ChainStore, build: () => Promise<Opened>): Promise<Opened> {
	try {
		return await build();
	} catch (error) {
		store.close();
		throw error;
	}
}

function requireWhole(values: Readonly<Record<string, number>>, least: number) {
	for (const [name, value] of Object.entries(values)) {
		if (!Number.isSafeInteger(value) || value < least) {
			throw new RangeError(
				`\`${name}\` must be a whole number, ${least} or more, not \`${value}\``,
			);
		}
	}
}

function warn(error: unknown) {
	process.emitWarning(error instanceof Error ? error : String(error));
}
