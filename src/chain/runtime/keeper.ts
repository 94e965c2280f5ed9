import type {Connection} from '../connection/json-rpc.ts';
import type {Rpc} from '../connection/rpc.ts';
import {ChainRequestError, ChainUnreachableError} from '../errors.ts';
import type {RuntimeVersion} from './api.ts';
import {fetchMetadata} from './metadata.ts';
import {type Runtime, createRuntime} from './runtime.ts';

/** Keeps the runtime of one chain up to date, across connections and upgrades. */
export type RuntimeKeeper = {
	/**
	Learn from a new connection which chain it is and what runtime it has.

	@throws {ChainUnreachableError} If it leads to another chain than the first one did.
	*/
	readonly greet: (connection: Connection) => Promise<void>;
	/** Hear of upgrades from now on. */
	readonly follow: (rpc: Rpc) => Promise<void>;
	readonly genesisHash: () => string;
	readonly current: () => Runtime;
};

/** Create a keeper; `genesisHash()` and `current()` are there once a connection was greeted. */
export function createRuntimeKeeper(): RuntimeKeeper {
	let known: {readonly genesisHash: string; readonly runtime: Runtime} | undefined;

	const update = async (connection: Connection, genesisHash: string, version: RuntimeVersion) => {
		if (known !== undefined && isSame(known.runtime.version, version)) {
			return;
		}

		const metadata = await fetchMetadata(connection);
		known = {genesisHash, runtime: await createRuntime({version, genesisHash, metadata})};
	};

	const upgrade = async (rpc: Rpc, version: RuntimeVersion) => {
		await update(await rpc.connection(), known!.genesisHash, version);
	};

	return {
		async greet(connection) {
			const [genesisHash, version] = await Promise.all([
				connection.request('chain_getBlockHash', [0]) as Promise<string>,
				connection.request('state_getRuntimeVersion', []) as Promise<RuntimeVersion>,
			]);
			if (known !== undefined && known.genesisHash !== genesisHash) {
				throw new ChainUnreachableError(connection.url, 'another chain answers there now');
			}

			await update(connection, genesisHash, version);
		},
		async follow(rpc) {
			try {
				await rpc.subscribe(
					{
						method: 'state_subscribeRuntimeVersion',
						unsubscribe: 'state_unsubscribeRuntimeVersion',
					},
					version => {
						// Should it fail, the next connection tells of the upgrade again.
						upgrade(rpc, version as RuntimeVersion).catch(() => undefined);
					},
				);
			} catch (error) {
				// A node without that subscription is read with the runtime it had at first.
				if (!(error instanceof ChainRequestError)) {
					throw error;
				}
			}
		},
		genesisHash: () => known!.genesisHash,
		current: () => known!.runtime,
	};
}

const isSame = (one: RuntimeVersion, other: RuntimeVersion) =>
	one.specName === other.specName && one.specVersion === other.specVersion;
