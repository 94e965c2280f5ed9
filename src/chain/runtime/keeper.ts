import {u8aToHex} from '@polkadot/util';
import {BtopError} from '../../support/errors.ts';
import type {Connection} from '../connection/connection.ts';
import type {Rpc} from '../connection/rpc.ts';
import {ChainRequestError, ChainUnreachableError} from '../errors.ts';
import {type RuntimeName, runtimeVersionSchema} from './api.ts';
import {type Greeting, readGreeting} from './greeting.ts';
import {fetchMetadata, isReadable} from './metadata.ts';
import type {MetadataCache, RuntimeId} from './metadata-cache.ts';
import {type Runtime, createRuntime} from './runtime.ts';

/** Keeps the runtime of one chain up to date, across connections and upgrades. */
export type RuntimeKeeper = {
	/**
	Read a new connection's chain and runtime, and values of storage by these keys.

	@throws {ChainUnreachableError} If it is a different chain from the expected one, or the first connection's.
	*/
	readonly greet: (connection: Connection, keys?: readonly string[]) => Promise<Greeting>;
	/** Subscribe to upgrades. */
	readonly follow: (rpc: Rpc) => Promise<void>;
	/** Ask for the runtime's version, and read the runtime anew if it is another. Trouble is left to the next connection. */
	readonly look: (rpc: Rpc) => void;
	readonly genesisHash: () => string;
	readonly current: () => Runtime;
};

/**
Create a keeper; `genesisHash()` and `current()` work once a connection was greeted.

@param cache - Where metadata is looked for before it is fetched. @default nowhere
@param expected - The chain's genesis hash. @default That of the first connection
*/
export function createRuntimeKeeper(cache?: MetadataCache, expected?: string): RuntimeKeeper {
	let known: {readonly genesisHash: string; readonly runtime: Runtime} | undefined;

	const update = async (connection: Connection, genesisHash: string, version: RuntimeName) => {
		if (known !== undefined && isSame(known.runtime.version, version)) {
			return;
		}

		try {
			const id = {genesisHash, version};
			const runtime = (await recall(cache, id)) ?? (await fetchRuntime(connection, id, cache));
			known = {genesisHash, runtime};
		} catch (error) {
			throw error instanceof BtopError
				? error
				: new ChainUnreachableError(connection.url, 'its metadata cannot be read', {cause: error});
		}
	};

	const upgrade = async (rpc: Rpc, version: RuntimeName) => {
		await update(await rpc.connection(), known!.genesisHash, version);
	};

	return {
		async greet(connection, keys) {
			const greeting = await readGreeting(connection, keys);
			const {genesisHash, runtime} = greeting;
			if (genesisHash !== (known?.genesisHash ?? expected ?? genesisHash)) {
				const reason = `another chain answers there${known === undefined ? '' : ' now'}`;
				throw new ChainUnreachableError(connection.url, reason);
			}

			await update(connection, genesisHash, runtime);
			return greeting;
		},
		async follow(rpc) {
			try {
				await rpc.subscribe(
					{
						method: 'state_subscribeRuntimeVersion',
						unsubscribe: 'state_unsubscribeRuntimeVersion',
						schema: runtimeVersionSchema,
					},
					version => {
						// If this fails, the next connection reports the upgrade again.
						upgrade(rpc, version).catch(() => undefined);
					},
				);
			} catch (error) {
				// A node without this subscription is read with its initial runtime.
				if (!(error instanceof ChainRequestError)) {
					throw error;
				}
			}
		},
		look(rpc) {
			const look = async () => {
				await upgrade(rpc, await rpc.request('state_getRuntimeVersion', [], runtimeVersionSchema));
			};

			// If this fails, the next connection reports the upgrade again.
			look().catch(() => undefined);
		},
		genesisHash: () => known!.genesisHash,
		current: () => known!.runtime,
	};
}

const isSame = (one: RuntimeName, other: RuntimeName) =>
	one.specName === other.specName && one.specVersion === other.specVersion;

/** Create a runtime from the metadata that was kept. */
async function recall(
	cache: MetadataCache | undefined,
	id: RuntimeId,
): Promise<Runtime | undefined> {
	const blob = await cache?.read(id);
	try {
		return blob && isReadable(blob) ? await toRuntime(id, blob) : undefined;
	} catch {
		// It is replaced by what is fetched.
		return undefined;
	}
}

async function fetchRuntime(
	connection: Connection,
	id: RuntimeId,
	cache: MetadataCache | undefined,
): Promise<Runtime> {
	const blob = await fetchMetadata(connection);
	const runtime = await toRuntime(id, blob);
	await cache?.write(id, blob);
	return runtime;
}

const toRuntime = async (id: RuntimeId, blob: Uint8Array): Promise<Runtime> =>
	createRuntime({...id, metadata: u8aToHex(blob)});
