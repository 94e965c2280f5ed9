import {
	divide,
	fromInteger,
	fromProportion,
	half,
	multiply,
	one,
	type Fixed,
} from '../../yuma/fixed.ts';
import {normalize} from '../../yuma/vector.ts';

const most = 65_535;

/** Scale u16 values so that the largest is 65,535, each rounded to the nearest; all zeros stay. Uses the chain's fixed point, which avoids overflow above 32,768 by another formula. */
export function upscale(values: readonly number[]): readonly number[] {
	const largest = Math.max(0, ...values);
	if (largest === 0) {
		return values;
	}

	const full = fromInteger(most);
	const divisor = fromInteger(largest);
	return values.map(value => {
		const fixed = fromInteger(value);
		return round(
			largest > 32_768
				? multiply(fixed, divide(full, divisor))
				: divide(multiply(fixed, full), divisor),
		);
	});
}

/** Whether the largest value is at most the share `limit`, of 65,535, of their sum. */
export function isBelowLimit(values: readonly number[], limit: number): boolean {
	const highest = fromProportion(limit);
	return (
		limit === most ||
		normalize(values.map(value => fromInteger(value))).every(share => share <= highest)
	);
}

const round = (value: Fixed) => Math.min(Number((value + half) / one), most);
