export type ScoreboardOptions = {
	/** Weight of the newest score, from 0 to 1. @default 0.03 */
	readonly share?: number;
};

/** A validator's moving averages of miners' scores, by hotkey. */
export type Scoreboard = {
	/** Add a score from 0 to 1; no answer is a 0. */
	readonly add: (hotkey: string, score: number) => void;
	/** Check whether a miner has ever been scored. */
	readonly knows: (hotkey: string) => boolean;
	/** Get a miner's average; 0 if it was never scored. */
	readonly average: (hotkey: string) => number;
	/** Keep only these hotkeys, discarding those no longer on the subnet. */
	readonly keep: (hotkeys: ReadonlySet<string>) => void;
};

/**
Create a scoreboard.

The average starts as the plain mean of the first scores and becomes exponential once that moves more slowly, so that a newcomer is judged on all of its answers rather than its first.
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
