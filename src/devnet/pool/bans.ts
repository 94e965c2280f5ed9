import type {Clock} from '../../support/clock.ts';
import type {Hex} from '../scale/type.ts';

/** As long as a node keeps out what it found to be invalid or in a block, in milliseconds. */
const duration = 30 * 60 * 1000;
const most = 4096;

export type Bans = {
	readonly add: (hash: Hex) => void;
	readonly has: (hash: Hex) => boolean;
};

/**
Remember what must not come back for half an hour. The oldest are forgotten when there are too many.
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
