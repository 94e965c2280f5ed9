import type {Clock} from '../../support/clock.ts';
import {createRecentMap} from '../../support/recent-map.ts';

export type Rate = {
	/** Number of queries … */
	readonly count: number;
	/** … per this many milliseconds. The full number may arrive as a burst after a pause. */
	readonly duration: number;
};

export type RateLimitOptions = Rate & {
	/** Number of hotkeys to track. @default 4096 */
	readonly capacity?: number;
	readonly clock: Pick<Clock, 'now'>;
};

/** A token bucket. */
type Bucket = {
	level: number;
	/** When the level was last updated. */
	at: number;
};

/**
Create a rate limit per hotkey.

@returns A function that returns whether a hotkey is within its limit, and counts the query.
*/
export function createRateLimit({
	count,
	duration,
	capacity = 4096,
	clock,
}: RateLimitOptions): (hotkey: string) => boolean {
	const buckets = createRecentMap<string, Bucket>(capacity);

	return hotkey => {
		const now = clock.now();
		const bucket = buckets.get(hotkey) ?? {level: count, at: now};
		const gained = ((now - bucket.at) / duration) * count;
		bucket.level = Math.min(count, bucket.level + Math.max(0, gained));
		bucket.at = now;
		buckets.set(hotkey, bucket);
		if (bucket.level < 1) {
			return false;
		}

		bucket.level--;
		return true;
	};
}
