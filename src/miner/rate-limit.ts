import type {Clock} from '../support/clock.ts';

export type Rate = {
	/** So many queries … */
	readonly count: number;
	/** … within so many milliseconds; as many may come at once after a pause. */
	readonly duration: number;
};

export type RateLimitOptions = Rate & {
	/** How many hotkeys are remembered. @default 4096 */
	readonly capacity?: number;
	readonly clock: Pick<Clock, 'now'>;
};

/** A bucket fills steadily and each query takes one from it. */
type Bucket = {
	level: number;
	/** When the level was right. */
	at: number;
};

/**
Create a limit on how often each hotkey may ask.

@returns A function that tells whether a hotkey may ask now, and counts that it did.
*/
export function createRateLimit({
	count,
	duration,
	capacity = 4096,
	clock,
}: RateLimitOptions): (hotkey: string) => boolean {
	// In the order in which they last asked: the first is the one to forget.
	const buckets = new Map<string, Bucket>();

	return hotkey => {
		const now = clock.now();
		const bucket = buckets.get(hotkey) ?? {level: count, at: now};
		const gained = ((now - bucket.at) / duration) * count;
		bucket.level = Math.min(count, bucket.level + Math.max(0, gained));
		bucket.at = now;
		buckets.delete(hotkey);
		buckets.set(hotkey, bucket);
		if (buckets.size > capacity) {
			const [oldest] = buckets.keys();
			buckets.delete(oldest!);
		}

		if (bucket.level < 1) {
			return false;
		}

		bucket.level--;
		return true;
	};
}
