export type ScoredMiner = {
	readonly uid: number;
	/** From 0 to 1. */
	readonly score: number;
};

export type Weights = {
	readonly uids: readonly number[];
	/** As u16, scaled so that the highest is 65535. */
	readonly values: readonly number[];
};

/** Pay must rise faster than quality, or training a better model would not be worthwhile. */
const sharpness = 3;

/**
Convert scores into weights for a validator to commit: raised to a power, scaled so that the best is 65535, and without zeros.
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
