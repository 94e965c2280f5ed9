import {compactToU8a, hexToU8a, u8aConcat, u8aToHex} from '@polkadot/util';
import * as v from 'valibot';
import {blake2b256} from '../crypto/hashes.ts';
import type {Clock} from '../support/clock.ts';
import {type ReadableStore, createStore} from '../support/store.ts';
import type {Connection} from './connection/connection.ts';
import type {Rpc} from './connection/rpc.ts';
import {blockHash, hex} from './connection/schemas.ts';

/** The newest block of the connected node. */
export type Head = {
	readonly number: number;
	readonly hash: string;
	readonly parentHash: string;
	/** When it arrived, in milliseconds since the Unix epoch. Its age tells whether the chain has stalled. */
	readonly receivedAt: number;
};

const headerSchema = v.pipe(
	v.object({
		parentHash: blockHash,
		/** Hex, at most 52 bits, so that it fits a number exactly. */
		number: v.pipe(v.string(), v.regex(/^0x[\da-f]{1,13}$/iv)),
		stateRoot: blockHash,
		extrinsicsRoot: blockHash,
		digest: v.object({logs: v.array(hex)}),
	}),
	v.readonly(),
);

/** A block header, as nodes return it. */
export type Header = v.InferOutput<typeof headerSchema>;

type Requester = Pick<Connection, 'request'>;

/** Get the header of a block, by default the best one. */
export const getHeader = async ({request}: Requester, hash?: string): Promise<Header> =>
	request('chain_getHeader', hash === undefined ? [] : [hash], headerSchema);

/** Get the hash of a block by number; `undefined` if the node does not have it. */
export const getBlockHash = async (
	{request}: Requester,
	number: number,
): Promise<string | undefined> =>
	(await request('chain_getBlockHash', [number], v.nullish(blockHash))) ?? undefined;

/** Get the hash of the best block. */
export const getBestHash = async ({request}: Requester): Promise<string> =>
	request('chain_getBlockHash', [], blockHash);

/** Get the hash of the latest finalized block. */
export const getFinalizedHash = async ({request}: Requester): Promise<string> =>
	request('chain_getFinalizedHead', [], blockHash);

/** Get the latest finalized block. */
export async function getFinalized(
	rpc: Requester,
): Promise<{readonly number: number; readonly hash: string}> {
	const hash = await getFinalizedHash(rpc);
	const {number} = await getHeader(rpc, hash);
	return {number: Number(number), hash};
}

/** Turn a header that has just arrived into a head. */
export const toHead = (header: Header, clock: Pick<Clock, 'now'>): Head => ({
	number: Number(header.number),
	hash: hashHeader(header),
	parentHash: header.parentHash,
	receivedAt: clock.now(),
});

/** `DigestItem::RuntimeEnvironmentUpdated`, in the header of the block that brings a new runtime (`sp_runtime::generic::digest`). */
const runtimeUpdated = '0x08';

export type WatchHeadOptions = {
	readonly first: Head;
	readonly clock: Pick<Clock, 'now'>;
	/** Called if the runtime may have changed: a head says so, or does not follow upon the last one, so that a block that said so may lie between. @default nothing is done */
	readonly onUpgrade?: () => void;
};

/** Subscribe to the chain's head, across reconnections. */
export async function watchHead(
	rpc: Rpc,
	{first, clock, onUpgrade}: WatchHeadOptions,
): Promise<ReadableStore<Head>> {
	const store = createStore(first);
	await rpc.subscribe(
		{
			method: 'chain_subscribeNewHeads',
			unsubscribe: 'chain_unsubscribeNewHeads',
			schema: headerSchema,
		},
		header => {
			const head = toHead(header, clock);
			const last = store.getSnapshot();
			if (head.hash === last.hash) {
				return;
			}

			store.set(head);
			if (head.parentHash !== last.hash || header.digest.logs.includes(runtimeUpdated)) {
				onUpgrade?.();
			}
		},
	);
	return store;
}

/** Get the hash of a block, which is that of its encoded header. */
export function hashHeader({
	parentHash,
	number,
	stateRoot,
	extrinsicsRoot,
	digest,
}: Header): string {
	return u8aToHex(
		blake2b256(
			u8aConcat(
				hexToU8a(parentHash),
				compactToU8a(Number(number)),
				hexToU8a(stateRoot),
				hexToU8a(extrinsicsRoot),
				compactToU8a(digest.logs.length),
				...digest.logs.map(log => hexToU8a(log)),
			),
		),
	);
}
