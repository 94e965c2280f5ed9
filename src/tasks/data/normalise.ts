/** A series in units of its own spread around its own middle: `raw = middle + spread × value`. */
export type Units = {
	readonly values: readonly number[];
	readonly middle: number;
	readonly spread: number;
};

/**
Put a series into its own units, so that a model sees the same shape whatever is counted.

The middle is the median and the spread the mean absolute distance from it, which outliers move little; a constant series has spread 1.
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
