import type {Clock} from '../../support/clock.ts';
import type {Hex} from '../scale/type.ts';

/** How long a node bans an extrinsic that was invalid or included in a block, in milliseconds. */
const duration = 30 * 60 * 1000;
const most = 4096;

export type Bans = {
	readonly add: (hash: Hex) => void;
	readonly has: (hash: Hex) => boolean;
};

/**
Ban hashes for half an hour. When there are too many, the oldest are evicted.
*/
export function createBans(clock: Clock): Bans {
	const until = new Map<Hex, number>();
	return {
		add(hash) {
			until.set(hash, clock.now() + duration);
			const [oldest] = until.keys();
			if (oldest !== undefined && until.size > most) {
				until.delete(oldest);
			}
		},
		has: hash => (until.get(hash) ?? 0) > clock.now(),
	};
}
