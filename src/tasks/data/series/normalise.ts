/** A series normalised by its middle and spread: `raw = middle + spread × value`. */
export type Units = {
	readonly values: readonly number[];
	readonly middle: number;
	readonly spread: number;
};

/**
Normalise a series, so that a model sees the same shape whatever the unit.

The middle is the median and the spread the mean absolute deviation from it, so outliers have little effect; a constant series has spread 1.
*/
export function toUnits(series: readonly number[]): Units {
	const middle = getMedian(series);
	const distance = series.reduce((sum, value) => sum + Math.abs(value - middle), 0) / series.length;
	const spread = distance > 0 ? distance : 1;
	return {values: series.map(value => (value - middle) / spread), middle, spread};
}

function getMedian(values: readonly number[]): number {
	const sorted = values.toSorted((left, right) => left - right);
	const half = sorted.length / 2;
	return (sorted[Math.ceil(half) - 1]! + sorted[Math.floor(half)]!) / 2;
}
