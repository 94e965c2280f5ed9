import type {Connection, Start} from '../../../../src/devnet/rpc/connection.ts';
import type {Methods} from '../../../../src/devnet/rpc/json-rpc.ts';
import type {RequestParameters} from '../../../../src/devnet/rpc/parameters.ts';
import {RpcError, clientError} from '../../../../src/devnet/rpc/rpc-error.ts';
import {decodeAddress} from '../../../../src/crypto/ss58.ts';
import {callApi} from './apis.ts';
import type {NodeBlock} from './blocks.ts';
import {type Invalidity, type NodeChain, finneyGenesis} from './chain.ts';
import type {NodeExtrinsic} from './extrinsic.ts';
import {toHex} from './scale.ts';

/** Metadata by version: what starts with `meta`. */
export type Blobs = ReadonlyMap<number, Uint8Array>;

/** What a node says of an extrinsic that cannot be in a block. */
const invalidities: Readonly<Record<Invalidity, string>> = {
	Stale: 'Transaction is outdated',
	Future: 'Transaction will be valid in the future',
	BadProof: 'Transaction has a bad signature',
	Payment: 'Inability to pay some fees (e.g. account balance too low)',
	AncientBirthBlock: 'Transaction has an ancient birth block',
	Call: 'Transaction call is not expected',
};

const mostKeys = 1000;

/** The methods of a node of the main chain. */
export function createNodeMethods(chain: NodeChain, blobs: Blobs): Methods {
	const {runtime} = chain;
	const {version} = runtime;
	const versionAnswer = {
		specName: version.spec_name,
		implName: version.spec_name,
		authoringVersion: 1,
		specVersion: version.spec_version,
		implVersion: 1,
		apis: [],
		transactionVersion: version.transaction_version,
		systemVersion: 1,
		stateVersion: 1,
	};

	const heightOf = (hash: string | undefined): number => {
		if (hash === undefined) {
			return chain.head().number;
		}

		const block = chain.find(hash);
		if (block === undefined) {
			throw clientError(
				hash === finneyGenesis
					? `State already discarded for ${hash}`
					: `UnknownBlock: Header was not found in the database: ${hash}`,
			);
		}

		return block.number;
	};

	const readKey = (key: string, height: number): string | undefined => {
		const item = runtime.itemOfKey(key);
		const value = item && chain.read(item.name, item.readKeys(key), height);
		return item === undefined || value === undefined ? undefined : item.encode(value);
	};

	const listKeys = (prefix: string, height: number): readonly string[] => {
		const item = runtime.itemOfKey(prefix);
		const all = item === undefined ? [] : chain.state.list(item.name, height);
		return all
			.map(keys => item!.key(keys))
			.filter(key => key.startsWith(prefix))
			.toSorted();
	};

	const storage = (parameters: RequestParameters) =>
		readKey(parameters.hex(0), heightOf(parameters.optionalHex(1)));

	const find = (parameters: RequestParameters): NodeBlock | undefined => {
		const hash = parameters.optionalHex(0);
		return hash === undefined ? chain.head() : chain.find(hash);
	};

	const blockHash = (parameters: RequestParameters) => {
		const number = parameters.number(0);
		return number === undefined ? chain.head().hash : chain.hashOf(number);
	};

	const subscribeHeads =
		(notification: string, get: () => NodeBlock) =>
		(_: RequestParameters, connection: Connection) =>
			connection.subscribe(notification, ({send}) => {
				send(get().header);
				return chain.onBlock(() => {
					send(get().header);
				});
			});

	const unsubscribe = (parameters: RequestParameters, connection: Connection) =>
		connection.unsubscribe(parameters.text(0));

	const accept = (bytes: Uint8Array): NodeExtrinsic => {
		let checked: ReturnType<NodeChain['check']>;
		try {
			checked = chain.check(bytes);
		} catch (error) {
			throw new RpcError(1002, 'Verification Error', (error as Error).message);
		}

		const {extrinsic, invalidity} = checked;
		if (extrinsic === undefined || (invalidity !== undefined && invalidity !== 'Future')) {
			throw new RpcError(1010, 'Invalid Transaction', invalidities[invalidity ?? 'Call']);
		}

		chain.submit(extrinsic);
		return extrinsic;
	};

	/** Tell where an extrinsic stands, until it is final. */
	const watch =
		({hash, bytes}: NodeExtrinsic): Start =>
		({send, end}) => {
			send('ready');
			let included: NodeBlock | undefined;
			const hex = toHex(bytes);
			const stop = chain.onBlock(block => {
				if (included === undefined && block.extrinsics.includes(hex)) {
					included = block;
					send({inBlock: block.hash});
				} else if (included !== undefined && chain.finalized().number >= included.number) {
					send({finalized: included.hash});
					end();
					stop();
				}
			});
			return hash === '' ? () => undefined : stop;
		};

	const nextIndex = (parameters: RequestParameters) => {
		const account = toHex(decodeAddress(parameters.text(0)));
		const {number} = chain.head();
		const stored = chain.read('System.Account', [account], number) as any;
		return Number(stored?.nonce ?? 0) + chain.waiting(account);
	};

	const methods: Methods = {
		account_nextIndex: nextIndex,
		system_accountNextIndex: nextIndex,
		author_pendingExtrinsics: () => [],
		author_submitExtrinsic: parameters => accept(parameters.bytes(0)).hash,
		author_submitAndWatchExtrinsic: (parameters, connection) =>
			connection.subscribe('author_extrinsicUpdate', watch(accept(parameters.bytes(0)))),
		author_unwatchExtrinsic: unsubscribe,
		chain_getBlockHash: blockHash,
		chain_getHead: blockHash,
		chain_getFinalizedHead: () => chain.finalized().hash,
		chain_getHeader: parameters => find(parameters)?.header,
		chain_getBlock(parameters) {
			const block = find(parameters);
			return (
				block && {
					block: {header: block.header, extrinsics: block.extrinsics},
					justifications: null,
				}
			);
		},
		chain_subscribeNewHeads: subscribeHeads('chain_newHead', chain.head),
		chain_unsubscribeNewHeads: unsubscribe,
		chain_subscribeFinalizedHeads: subscribeHeads('chain_finalizedHead', chain.finalized),
		chain_unsubscribeFinalizedHeads: unsubscribe,
		state_getRuntimeVersion: () => versionAnswer,
		state_subscribeRuntimeVersion: (_, connection) =>
			connection.subscribe('state_runtimeVersion', ({send}) => {
				send(versionAnswer);
				return () => undefined;
			}),
		state_unsubscribeRuntimeVersion: unsubscribe,
		state_getMetadata() {
			const blob = blobs.get(14);
			if (blob === undefined) {
				throw clientError('This node has no metadata of version 14');
			}

			return toHex(blob);
		},
		state_call(parameters) {
			const name = parameters.text(0);
			const answer =
				callMetadata(name, parameters.bytes(1), blobs) ??
				callApi(chain, name, parameters.bytes(1), heightOf(parameters.optionalHex(2)));
			if (answer === undefined) {
				throw clientError(`Execution failed: Exported method ${name} is not found`);
			}

			return answer;
		},
		state_getStorage: storage,
		state_getStorageAt: storage,
		state_queryStorageAt(parameters) {
			const hash = parameters.optionalHex(1) ?? chain.head().hash;
			const height = heightOf(hash);
			return [
				{
					block: hash,
					changes: parameters.hexList(0).map(key => [key, readKey(key, height) ?? null]),
				},
			];
		},
		state_getKeys: parameters => listKeys(parameters.hex(0), heightOf(parameters.optionalHex(1))),
		state_getKeysPaged(parameters) {
			const count = parameters.number(1) ?? 0;
			if (count > mostKeys) {
				throw new RpcError(4002, `count exceeds maximum value. value: ${count}, max: ${mostKeys}`);
			}

			const start = parameters.optionalHex(2) ?? '';
			return listKeys(parameters.hex(0), heightOf(parameters.optionalHex(3)))
				.filter(key => key > start)
				.slice(0, count);
		},
		system_chain: () => 'Bittensor',
		system_chainType: () => 'Live',
		system_name: () => 'Subtensor Node',
		system_version: () => '4.0.0-dev',
		system_health: () => ({peers: 40, isSyncing: false, shouldHavePeers: true}),
		system_properties: () => ({ss58Format: 42, tokenDecimals: 9, tokenSymbol: 'TAO'}),
		rpc_methods: () => ({methods: Object.keys(methods).toSorted()}),
	};
	return methods;
}

/** Answer what the chain says of itself. */
function callMetadata(name: string, input: Uint8Array, blobs: Blobs): string | undefined {
	if (name === 'Metadata_metadata_versions') {
		const versions = Array.from(blobs.keys(), version => [version, 0, 0, 0]);
		return toHex(Uint8Array.from([versions.length * 4, ...versions.flat()]));
	}

	if (name !== 'Metadata_metadata_at_version') {
		return undefined;
	}

	const blob = blobs.get(input[0] ?? 0);
	if (blob === undefined) {
		return '0x00';
	}

	// An option, then a length of four bytes.
	const length = new Uint8Array(4);
	new DataView(length.buffer).setUint32(0, blob.length * 4 + 2, true);
	return toHex(Uint8Array.of(1, ...length)) + toHex(blob).slice(2);
}
