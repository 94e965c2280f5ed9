export type ScaleOptions = {
	/** Minimum upper end of the scale. @default 0 */
	readonly least?: number;
};

/**
Get a round upper end for a graph's scale: 1, 2 or 5 times a power of ten, so that it stays stable while values change slightly.

@example
```
niceMaximum([3, 120, undefined]);
//=> 200
```
*/
export function niceMaximum(
	values: ReadonlyArray<number | undefined>,
	{least = 0}: ScaleOptions = {},
): number {
	let highest = least;
	for (const value of values) {
		if (value !== undefined && Number.isFinite(value) && value > highest) {
			highest = value;
		}
	}

	if (highest <= 0) {
		return 1;
	}

	const power = 10 ** Math.floor(Math.log10(highest));
	const step = [1, 2, 5].find(candidate => highest <= round(candidate * power)) ?? 10;
	return round(step * power);
}

/** Remove binary rounding errors: `3 * 0.1` is not `0.3`. */
const round = (value: number) => Number(value.toPrecision(3));
