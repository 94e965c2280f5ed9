import type {Extrinsic} from '../extrinsic/extrinsic.ts';
import type {AccountId} from '../scale/bytes.ts';
import type {Hex} from '../scale/type.ts';
import {isLast, type Listener, type Status} from './status.ts';

/** An extrinsic waiting for a block. */
export type Waiting = {
	readonly extrinsic: Extrinsic;
	readonly signer: AccountId;
	readonly nonce: number;
	/** The last block that may include it. */
	readonly lastBlock: number;
	/** The number of earlier arrivals. */
	readonly place: number;
	readonly listeners: Set<Listener>;
	/** The last status sent. */
	status: Status | undefined;
};

/** Waiting extrinsics, by hash and by signer and nonce. */
export type WaitingRoom = {
	readonly size: () => number;
	readonly get: (hash: Hex) => Waiting | undefined;
	readonly find: (signer: AccountId, nonce: number) => Waiting | undefined;
	readonly add: (waiting: Waiting) => void;
	readonly remove: (waiting: Waiting) => void;
	/** All of them; entries may be removed while iterating. */
	readonly all: () => Iterable<Waiting>;
	/** An account's extrinsics that are ready for a block: consecutive nonces from its next one on. */
	readonly row: (signer: AccountId, nonce: number) => readonly Waiting[];
	/** The extrinsics that are ready for a block, in order of arrival as far as nonces allow. */
	readonly ready: (nonceOf: (signer: AccountId) => number) => readonly Waiting[];
};

/**
Create an empty waiting room.
*/
export function createWaitingRoom(): WaitingRoom {
	const byHash = new Map<Hex, Waiting>();
	const bySigner = new Map<AccountId, Map<number, Waiting>>();

	const row = (signer: AccountId, nonce: number) => {
		const ofSigner = bySigner.get(signer);
		const found: Waiting[] = [];
		for (let next = ofSigner?.get(nonce); next; next = ofSigner?.get(next.nonce + 1)) {
			found.push(next);
		}

		return found;
	};

	return {
		size: () => byHash.size,
		get: hash => byHash.get(hash),
		find: (signer, nonce) => bySigner.get(signer)?.get(nonce),
		add(waiting) {
			const ofSigner = bySigner.get(waiting.signer) ?? new Map<number, Waiting>();
			ofSigner.set(waiting.nonce, waiting);
			bySigner.set(waiting.signer, ofSigner);
			byHash.set(waiting.extrinsic.hash, waiting);
		},
		remove({signer, nonce, extrinsic}) {
			byHash.delete(extrinsic.hash);
			const ofSigner = bySigner.get(signer);
			ofSigner?.delete(nonce);
			if (ofSigner?.size === 0) {
				bySigner.delete(signer);
			}
		},
		all: () => byHash.values(),
		row,
		ready: nonceOf =>
			[...bySigner]
				.flatMap(([signer]) => inPlace(row(signer, nonceOf(signer))))
				.toSorted((a, b) => a.place - b.place)
				.map(({waiting}) => waiting),
	};
}

/** Order by arrival, but never before an extrinsic that must go first; the sort is stable. */
function inPlace(waiting: readonly Waiting[]) {
	let place = 0;
	return waiting.map(each => {
		place = Math.max(place, each.place);
		return {waiting: each, place};
	});
}

/** Notify all listeners of an extrinsic's status; after a final status they are removed. */
export function tell(waiting: Waiting, status: Status): void {
	waiting.status = status;
	for (const listener of waiting.listeners) {
		listener(status);
	}

	if (isLast(status)) {
		waiting.listeners.clear();
	}
}
