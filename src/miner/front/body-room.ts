import type {Source} from '../../support/fair-queue.ts';
import {ranks} from './connections.ts';

/** The share of the room that one body holds. */
export type BodyHold = {
	/** Count more bytes. If there is no room for them, this body or another is cut. Those of a body that was cut do not count. */
	readonly add: (bytes: number) => void;
	/** Release the bytes. Closing twice is fine. */
	readonly close: () => void;
};

export type BodyRoom = {
	/**
	Start counting a body.

	@param cut Called if the body has to make room. Its bytes are then already released.
	*/
	readonly open: (source: Source, cut: () => void) => BodyHold;
};

type Body = {
	readonly cut: () => void;
	bytes: number;
};

type Share = {
	readonly bodies: Set<Body>;
	bytes: number;
};

type Half = {
	/** By name of the source. */
	readonly shares: Map<string, Share>;
	bytes: number;
};

/**
Create the room for bodies being read. Half of it is reserved for callers who have proven a signature from their address before, the other half is for the rest, and one source may use half of its half. When it is full, the largest body of the largest source is cut, so that small ones always get in.

@param capacity In bytes.
*/
export function createBodyRoom(capacity = 67_108_864): BodyRoom {
	const known = createHalf();
	const claimed = createHalf();

	return {
		open({name, rank}, cut) {
			const half = rank === ranks.claimed ? claimed : known;
			const share = half.shares.get(name) ?? {bodies: new Set(), bytes: 0};
			const body: Body = {cut, bytes: 0};
			half.shares.set(name, share);
			share.bodies.add(body);

			const remove = (removed: Body, from: Share) => {
				from.bodies.delete(removed);
				from.bytes -= removed.bytes;
				half.bytes -= removed.bytes;
				removed.bytes = 0;
			};

			const cutLargest = (from: Share) => {
				const largest = findLargest(from.bodies)!;
				remove(largest, from);
				largest.cut();
			};

			return {
				add(bytes) {
					if (!share.bodies.has(body)) {
						return;
					}

					body.bytes += bytes;
					share.bytes += bytes;
					half.bytes += bytes;
					if (share.bytes > capacity / 4) {
						cutLargest(share);
					} else if (half.bytes > capacity / 2) {
						cutLargest(findLargest(half.shares.values())!);
					}
				},
				close() {
					remove(body, share);
					// A source that has no body any more is forgotten, unless it began anew.
					if (share.bodies.size === 0 && half.shares.get(name) === share) {
						half.shares.delete(name);
					}
				},
			};
		},
	};
}

const createHalf = (): Half => ({shares: new Map(), bytes: 0});

function findLargest<Item extends {readonly bytes: number}>(
	items: Iterable<Item>,
): Item | undefined {
	let largest: Item | undefined;
	for (const item of items) {
		largest = item.bytes > (largest?.bytes ?? -1) ? item : largest;
	}

	return largest;
}
