import {compactToU8a, hexToU8a, u8aConcat, u8aToHex} from '@polkadot/util';
import {blake2b256} from '../crypto/hashes.ts';
import type {Clock} from '../support/clock.ts';
import {type ReadableStore, createStore} from '../support/store.ts';
import type {Rpc} from './connection/rpc.ts';

/** The newest block of the node we are connected to. */
export type Head = {
	readonly number: number;
	readonly hash: string;
	readonly parentHash: string;
	/** When we heard of it, in milliseconds since the Unix epoch: how old it is tells whether the chain goes on. */
	readonly receivedAt: number;
};

/** A block's header, as nodes write it. */
export type Header = {
	readonly parentHash: string;
	/** Hex. */
	readonly number: string;
	readonly stateRoot: string;
	readonly extrinsicsRoot: string;
	readonly digest: {readonly logs: readonly string[]};
};

/** Follow the chain's head from now on, across reconnections. */
export async function watchHead(rpc: Rpc, clock: Clock): Promise<ReadableStore<Head>> {
	const toHead = (header: Header): Head => ({
		number: Number(header.number),
		hash: hashHeader(header),
		parentHash: header.parentHash,
		receivedAt: clock.now(),
	});
	const store = createStore(toHead((await rpc.request('chain_getHeader')) as Header));
	await rpc.subscribe(
		{method: 'chain_subscribeNewHeads', unsubscribe: 'chain_unsubscribeNewHeads'},
		header => {
			const head = toHead(header as Header);
			if (head.hash !== store.getSnapshot().hash) {
				store.set(head);
			}
		},
	);
	return store;
}

/** A block's hash is that of its encoded header. */
function hashHeader({parentHash, number, stateRoot, extrinsicsRoot, digest}: Header): string {
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
