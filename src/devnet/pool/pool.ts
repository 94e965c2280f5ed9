import type {Clock} from '../../support/clock.ts';
import type {BuiltBlock} from '../blocks/seal.ts';
import type {Check} from '../extrinsic/check.ts';
import type {Extrinsic} from '../extrinsic/extrinsic.ts';
import type {Invalidity} from '../extrinsic/validity.ts';
import {Account} from '../frame/system/storage.ts';
import type {StateReader} from '../pallet/context.ts';
import type {Runtime} from '../runtime/runtime.ts';
import type {AccountId} from '../scale/bytes.ts';
import type {Hex} from '../scale/type.ts';
import {createBans} from './bans.ts';
import {
	alreadyImported,
	banned,
	invalid,
	poolIsFull,
	tooLowPriority,
	undecodable,
	type Refusal,
} from './refusal.ts';
import type {Listener} from './status.ts';
import {createWaitingRoom, tell, type Waiting} from './waiting.ts';

export type PoolOptions = {
	readonly runtime: Runtime;
	readonly check: Check;
	/** The newest state, from which the next block starts. */
	readonly state: () => StateReader;
	readonly clock: Clock;
	/** Maximum number of waiting extrinsics. @default 8192 */
	readonly most?: number;
};

export type Submitted =
	{readonly ok: true; readonly hash: Hex} | {readonly ok: false; readonly refusal: Refusal};

/** The extrinsics waiting for a block. */
export type Pool = {
	/** Accept an extrinsic if a node would. The listener is called with each status, first `ready` or `future`. */
	readonly submit: (bytes: Uint8Array, listener?: Listener) => Submitted;
	/** Remove a listener. */
	readonly ignore: (hash: Hex, listener: Listener) => void;
	/** The candidates for the next block, best first. */
	readonly ready: () => readonly Extrinsic[];
	/** The nonce for the account's next extrinsic, after those waiting. */
	readonly nextNonce: (account: AccountId) => number;
	/** Discard an extrinsic that a block could not include, and ban it for a while. */
	readonly reject: (extrinsic: Extrinsic, invalidity: Invalidity) => void;
	/** Remove what a block included or invalidated, and notify the listeners. What it included is banned for a while. */
	readonly settle: (built: BuiltBlock) => void;
};

/**
Create an empty pool.
*/
export function createPool({runtime, check, state, clock, most = 8192}: PoolOptions): Pool {
	const room = createWaitingRoom();
	const bans = createBans(clock);
	let arrived = 0;

	const nonceOf = (account: AccountId) => state().get(Account, account).nonce;

	/** Notify listeners of an account's extrinsics that have just become ready. */
	const announce = (signer: AccountId) => {
		for (const waiting of room.row(signer, nonceOf(signer))) {
			if (waiting.status !== 'ready') {
				tell(waiting, 'ready');
			}
		}
	};

	const drop = (waiting: Waiting) => {
		room.remove(waiting);
		tell(waiting, 'invalid');
	};

	return {
		submit(bytes, listener) {
			const extrinsic = runtime.format.read(bytes);
			if (!extrinsic) {
				return refuse(undecodable);
			}

			const {hash} = extrinsic;
			if (bans.has(hash)) {
				return refuse(banned);
			}

			if (room.get(hash)) {
				return refuse(alreadyImported(hash));
			}

			const checked = check(state(), extrinsic);
			if (!checked.ok) {
				return refuse(invalid(checked.invalidity));
			}

			const {signer, nonce, lastBlock} = checked;
			// All extrinsics have the same priority, as on the main chain, so none replaces another.
			if (room.find(signer, nonce)) {
				return refuse(tooLowPriority);
			}

			if (room.size() >= most) {
				return refuse(poolIsFull);
			}

			const waiting: Waiting = {
				extrinsic,
				signer,
				nonce,
				lastBlock,
				listeners: new Set(listener ? [listener] : []),
				place: arrived++,
				status: undefined,
			};
			room.add(waiting);
			announce(signer);
			if (waiting.status === undefined) {
				tell(waiting, 'future');
			}

			return {ok: true, hash};
		},
		ignore(hash, listener) {
			room.get(hash)?.listeners.delete(listener);
		},
		ready: () => room.ready(nonceOf).map(({extrinsic}) => extrinsic),
		nextNonce(account) {
			const nonce = nonceOf(account);
			return nonce + room.row(account, nonce).length;
		},
		reject(extrinsic, {type}) {
			const waiting = room.get(extrinsic.hash);
			if (!waiting) {
				return;
			}

			drop(waiting);
			// An extrinsic that arrived too early is not banned.
			if (type !== 'Future') {
				bans.add(extrinsic.hash);
			}
		},
		settle({block, extrinsics}) {
			for (const {hash} of extrinsics) {
				bans.add(hash);
			}

			const taken = extrinsics.flatMap(({hash}) => room.get(hash) ?? []);
			for (const waiting of taken) {
				room.remove(waiting);
				tell(waiting, {inBlock: block.hash});
				tell(waiting, {finalized: block.hash});
			}

			for (const waiting of room.all()) {
				if (waiting.lastBlock <= block.header.number || waiting.nonce < nonceOf(waiting.signer)) {
					drop(waiting);
				} else {
					announce(waiting.signer);
				}
			}
		},
	};
}

function refuse(refusal: Refusal): Submitted {
	return {ok: false, refusal};
}
