export type ScoredMiner = {
	readonly uid: number;
	/** From 0 to 1. */
	readonly score: number;
};

export type Weights = {
	readonly uids: readonly number[];
	/** U16, the highest is 65535. */
	readonly values: readonly number[];
};

/** Equal steps in quality are to make unequal steps in pay, or nobody would train a better model. */
const sharpness = 3;

/**
Turn scores into the weights that a validator commits: raised to a power, scaled so that the best has 65535, and without those that earned nothing.
*/
export function toWeights(miners: readonly ScoredMiner[]): Weights {
	const best = Math.max(...miners.map(({score}) => score), 0);
	const weighed = miners
		.map(({uid, score}) => ({
			uid,
			value: best === 0 ? 0 : Math.round(65_535 * (score / best) ** sharpness),
		}))
		.filter(({value}) => value > 0);
	return {uids: weighed.map(({uid}) => uid), values: weighed.map(({value}) => value)};
}
