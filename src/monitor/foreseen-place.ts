/** Another miner of the subnet. */
export type Competitor = {
	/** Share of the miners' pay, out of 65,535. */
	readonly incentive: number;
	/** How well its model answers, from 0 to 1, if that is known. */
	readonly score?: number;
};

/** Where a model would come among a subnet's miners, 1 for the best. */
export type ForeseenPlace = {
	readonly place: number;
	/** As the score's interval and what is known of the others allow. */
	readonly best: number;
	readonly worst: number;
	/** All miners, including the model's own. */
	readonly miners: number;
};

/**
Foresee the place that a model's score would have among the other miners of its subnet.

A miner whose score is unknown is taken to answer better than those who are known and earn less, and worse than those who earn more.

@returns `undefined` if no other miner's score is known: what miners earn alone says nothing of what a score would earn.

@example
```
foreseePlace({mean: 0.7, low: 0.68, high: 0.72}, [{incentive: 9, score: 0.9}, {incentive: 4, score: 0.71}]);
//=> {place: 3, best: 2, worst: 3, miners: 3}
```
*/
export function foreseePlace(
	{mean, low, high}: {readonly mean: number; readonly low: number; readonly high: number},
	others: readonly Competitor[],
): ForeseenPlace | undefined {
	if (others.every(({score}) => score === undefined)) {
		return undefined;
	}

	const ranges = others.map(other => getRange(other, others));
	const placeAfter = (isBetter: (range: Range) => boolean) =>
		1 + ranges.filter(range => isBetter(range)).length;
	return {
		place: placeAfter(range => (range.low + range.high) / 2 > mean),
		best: placeAfter(range => range.low > high),
		worst: placeAfter(range => range.high > low),
		miners: others.length + 1,
	};
}

type Range = {readonly low: number; readonly high: number};

/** Get what the score of a miner may be. */
function getRange({score, incentive}: Competitor, others: readonly Competitor[]): Range {
	if (score !== undefined) {
		return {low: score, high: score};
	}

	const scoresOf = (isMeant: (other: Competitor) => boolean) =>
		others.flatMap(other => (other.score !== undefined && isMeant(other) ? [other.score] : []));
	return {
		low: Math.max(0, ...scoresOf(other => other.incentive < incentive)),
		high: Math.min(1, ...scoresOf(other => other.incentive > incentive)),
	};
}
