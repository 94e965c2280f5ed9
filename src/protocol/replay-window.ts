export type ReplayWindowOptions = {
	/** How long a key must be remembered, in milliseconds. */
	readonly duration: number;
	/** How many keys are remembered at most, in each of the two generations. */
	readonly capacity: number;
};

/** Whether a key was `new`, was `seen` before, or there is no room to remember it. */
export type ReplayAnswer = 'new' | 'seen' | 'full';

/**
Create a memory of what was accepted lately.

It holds two generations and drops the older one each time `duration` has passed, so a key stays for one to two durations and no key needs a timer. When a generation is full, new keys are turned away: forgetting one would let its request in again.

@returns A function that remembers a key and tells whether it was known.
*/
export function createReplayWindow({duration, capacity}: ReplayWindowOptions) {
	let older = new Set<string>();
	let current = new Set<string>();
	let turnedAt = -Infinity;

	return (key: string, now: number): ReplayAnswer => {
		// A clock that is set back must neither drop a generation early nor hold it for ever.
		turnedAt = Math.min(turnedAt, now);
		if (now - turnedAt >= duration) {
			older = current;
			current = new Set();
			turnedAt = now;
		}

		if (current.has(key) || older.has(key)) {
			return 'seen';
		}

		if (current.size >= capacity) {
			return 'full';
		}

		current.add(key);
		return 'new';
	};
}
