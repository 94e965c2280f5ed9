export type ReplayWindowOptions = {
	/** How long a request must be remembered, in milliseconds. */
	readonly duration: number;
	/** Maximum number of requests remembered in each of the two generations. */
	readonly capacity: number;
};

/** What identifies an accepted request: no sender may reuse a nonce. */
export type AcceptedRequest = {
	/** SS58. */
	readonly sender: string;
	/** Unix time in nanoseconds. */
	readonly nonce: bigint;
};

/** Whether a request is `new`, was `seen` before, or cannot be remembered because the window is `full`. */
export type ReplayAnswer = 'new' | 'seen' | 'full';

export type ReplayWindow = {
	/** Remember a request, unless it was seen before or there is no room. */
	readonly remember: (request: AcceptedRequest, now: number) => ReplayAnswer;
	/** The nonce up to which requests have been forgotten: none of them may be accepted. */
	readonly horizon: () => bigint;
};

type Generation = {
	readonly seen: Set<string>;
	highest: bigint;
};

/**
Create a memory of recently accepted requests.

It holds two generations and drops the older one every `duration`, so a request is remembered for one to two durations without a timer of its own. When a generation is full, new requests are turned away: forgetting an old one would allow its replay. For the same reason the highest forgotten nonce becomes the horizon, which matters only if the clock is set back.
*/
export function createReplayWindow({duration, capacity}: ReplayWindowOptions): ReplayWindow {
	let older = createGeneration();
	let current = createGeneration();
	let forgotten = -1n;
	let turnedAt = -Infinity;

	return {
		remember({sender, nonce}, now) {
			// A clock that is set back must neither drop a generation early nor keep it for ever.
			turnedAt = Math.min(turnedAt, now);
			if (now - turnedAt >= duration) {
				forgotten = findHigher(forgotten, older.highest);
				older = current;
				current = createGeneration();
				turnedAt = now;
			}

			const key = `${nonce} ${sender}`;
			if (nonce <= forgotten || current.seen.has(key) || older.seen.has(key)) {
				return 'seen';
			}

			if (current.seen.size >= capacity) {
				return 'full';
			}

			current.seen.add(key);
			current.highest = findHigher(current.highest, nonce);
			return 'new';
		},
		horizon: () => forgotten,
	};
}

const createGeneration = (): Generation => ({seen: new Set(), highest: -1n});

/** `Math.max()` does not accept `bigint`. */
function findHigher(one: bigint, other: bigint): bigint {
	return one > other ? one : other;
}
