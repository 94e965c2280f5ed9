import {compactFromU8a, hexToU8a, u8aToString} from '@polkadot/util';
import {xxhashAsU8a} from '@polkadot/util-crypto';
import * as v from 'valibot';
import type {Connection} from '../connection/connection.ts';
import {blockHash, hex} from '../connection/schemas.ts';
import {getHeader, hashHeader} from '../head.ts';
import type {Stored} from '../storage-reader.ts';
import {getKnownKey} from '../system/known-key.ts';
import {type RuntimeName, runtimeVersionSchema} from './api.ts';

/** What a node tells of its chain, at its best block. */
export type Greeting = {
	readonly genesisHash: string;
	/** The runtime that has last run a block. */
	readonly runtime: RuntimeName;
	readonly block: {readonly number: number; readonly hash: string; readonly parentHash: string};
	/** Values by the keys that were asked for, at that block; empty if the node tells its chain in another way. */
	readonly stored: Stored;
};

/**
Ask a node for its chain, its best block and its runtime, together with values of that block.

This takes one request: an answer about storage names its block, and the chain's own storage holds the rest under keys that need no metadata (`frame_system`). The first block's hash is kept there forever. Where it is not, as in a chain's first block, the node is asked for each.

@param keys - Keys of storage, as hex, that are wanted as well.
*/
export async function readGreeting(
	connection: Pick<Connection, 'request'>,
	keys: readonly string[] = [],
): Promise<Greeting> {
	const wanted = [...new Set([...Object.values(systemKeys), ...keys])];
	const [{block, changes}] = await connection.request(
		'state_queryStorageAt',
		[wanted],
		answerSchema,
	);
	const stored = new Map(changes.map(([key, value]) => [key, value ?? undefined]));
	const known = readSystem(stored);
	return known === undefined || wanted.some(key => !stored.has(key))
		? askOneByOne(connection)
		: {
				genesisHash: known.genesisHash,
				runtime: known.runtime,
				block: {number: known.number, hash: block, parentHash: known.parentHash},
				stored,
			};
}

const answerSchema = v.tuple([
	v.object({block: blockHash, changes: v.array(v.tuple([hex, v.nullable(hex)]))}),
]);

const first = new Uint8Array(4);

const systemKeys = {
	number: getKnownKey('System', 'Number'),
	parentHash: getKnownKey('System', 'ParentHash'),
	lastRuntimeUpgrade: getKnownKey('System', 'LastRuntimeUpgrade'),
	// Hashed by `Twox64Concat`.
	genesisHash: getKnownKey('System', 'BlockHash', xxhashAsU8a(first, 64), first),
};

function readSystem(stored: Stored) {
	const number = stored.get(systemKeys.number);
	const parentHash = stored.get(systemKeys.parentHash);
	const genesisHash = stored.get(systemKeys.genesisHash);
	const runtime = stored.get(systemKeys.lastRuntimeUpgrade);
	const isWhole =
		number?.length === 2 + 8 &&
		v.is(blockHash, parentHash) &&
		v.is(blockHash, genesisHash) &&
		runtime !== undefined;
	return isWhole
		? {
				number: new DataView(hexToU8a(number).buffer).getUint32(0, true),
				parentHash,
				genesisHash,
				runtime: readRuntimeName(hexToU8a(runtime)),
			}
		: undefined;
}

/** Decode a `LastRuntimeUpgradeInfo`: the version, then the name, with its length before it. */
function readRuntimeName(bytes: Uint8Array): RuntimeName {
	const [versionLength, version] = compactFromU8a(bytes);
	const [prefix, length] = compactFromU8a(bytes.subarray(versionLength));
	const start = versionLength + prefix;
	return {
		specVersion: version.toNumber(),
		specName: u8aToString(bytes.subarray(start, start + length.toNumber())),
	};
}

async function askOneByOne(connection: Pick<Connection, 'request'>): Promise<Greeting> {
	const [genesisHash, runtime, header] = await Promise.all([
		connection.request('chain_getBlockHash', [0], blockHash),
		connection.request('state_getRuntimeVersion', [], runtimeVersionSchema),
		getHeader(connection),
	]);
	const {number, parentHash} = header;
	return {
		genesisHash,
		runtime,
		block: {number: Number(number), hash: hashHeader(header), parentHash},
		stored: new Map(),
	};
}
