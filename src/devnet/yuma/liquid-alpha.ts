import {exponential} from './exponential.ts';
import {
	add,
	clamp,
	divide,
	fromInteger,
	fromProportion,
	half,
	multiply,
	one,
	subtract,
	zero,
	type Fixed,
} from './fixed.ts';
import type {YumaParameters} from './types.ts';

/** How far a bond moves in one epoch towards the weight of now, by what both are and the consensus says. */
export type Pace = (consensus: Fixed, weight: Fixed, bond: Fixed) => Fixed;

/**
Create the rule of liquid alpha: a sigmoid between the low and the high pace, of how much a validator buys above the consensus or sells of the bond it has.
*/
export function createLiquidPace({
	alphaLow,
	alphaHigh,
	alphaSigmoidSteepness,
}: YumaParameters): Pace {
	const low = fromProportion(alphaLow);
	const high = fromProportion(alphaHigh);
	const slope = divide(fromInteger(alphaSigmoidSteepness), fromInteger(-100));
	return (consensus, weight, bond) => {
		const difference = weight >= bond ? subtract(weight, consensus) : subtract(bond, weight);
		const offset = subtract(clamp(difference, zero, one), half);
		const sigmoid = divide(one, add(one, exponential(multiply(slope, offset))));
		return clamp(add(low, multiply(sigmoid, subtract(high, low))), low, high);
	};
}

/** The pace of all bonds alike: what the moving average does not keep, cut to `I32F32`. */
export function fixedPace({bondsMovingAverage}: YumaParameters): Fixed {
	return subtract(one, (BigInt(bondsMovingAverage) * one) / 1_000_000n);
}
