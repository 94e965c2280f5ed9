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
	/** The newest state, as the next block will begin with it. */
	readonly state: () => StateReader;
	readonly clock: Clock;
	/** How many extrinsics may wait. @default 8192 */
	readonly most?: number;
};

export type Submitted =
	{readonly ok: true; readonly hash: Hex} | {readonly ok: false; readonly refusal: Refusal};

/** The extrinsics that wait for a block. */
export type Pool = {
	/** Take an extrinsic in, if a node would. The listener hears what becomes of it, first `ready` or `future`. */
	readonly submit: (bytes: Uint8Array, listener?: Listener) => Submitted;
	/** Stop telling a listener. */
	readonly ignore: (hash: Hex, listener: Listener) => void;
	/** What can go into the next block, best first. */
	readonly ready: () => readonly Extrinsic[];
	/** The nonce that the account's next extrinsic should have, after those that wait. */
	readonly nextNonce: (account: AccountId) => number;
	/** Throw out an extrinsic that a block could not take, and keep it out for a while. */
	readonly reject: (extrinsic: Extrinsic, invalidity: Invalidity) => void;
	/** Let go of what a block took or made impossible, and tell those who listen. What it took is kept out for a while. */
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

	/** Tell those of an account that can go now and could not before. */
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
			// All extrinsics have the same priority, as on the main chain, so none takes another's place.
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
			// One that came too early is no worse for it.
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
