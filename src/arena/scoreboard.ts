export type ScoreboardOptions = {
	/** How much the newest score counts, from 0 to 1. @default 0.03 */
	readonly share?: number;
};

/** What a validator thinks of miners: a moving average of their scores, by hotkey. */
export type Scoreboard = {
	/** Take in a score from 0 to 1; no answer is a 0. */
	readonly add: (hotkey: string, score: number) => void;
	/** Whether it was ever asked. */
	readonly knows: (hotkey: string) => boolean;
	/** The average, 0 for who was never asked. */
	readonly average: (hotkey: string) => number;
	/** Forget those who are not on the subnet any more. */
	readonly keep: (hotkeys: ReadonlySet<string>) => void;
};

/**
Create a scoreboard.

The average starts as the plain mean of the first scores and becomes the exponential one as soon as that moves more slowly, so that a newcomer is judged on all of its answers and not on its first.
*/
export function createScoreboard({share = 0.03}: ScoreboardOptions = {}): Scoreboard {
	const entries = new Map<string, {readonly count: number; readonly average: number}>();
	return {
		add(hotkey, score) {
			const {count, average} = entries.get(hotkey) ?? {count: 0, average: 0};
			const step = Math.max(share, 1 / (count + 1));
			entries.set(hotkey, {count: count + 1, average: average + step * (score - average)});
		},
		knows: hotkey => entries.has(hotkey),
		average: hotkey => entries.get(hotkey)?.average ?? 0,
		keep(hotkeys) {
			for (const hotkey of entries.keys()) {
				if (!hotkeys.has(hotkey)) {
					entries.delete(hotkey);
				}
			}
		},
	};
}
