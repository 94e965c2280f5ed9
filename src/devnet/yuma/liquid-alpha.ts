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

/** How far a bond moves in one epoch towards the current weight, given both and the consensus. */
export type Pace = (consensus: Fixed, weight: Fixed, bond: Fixed) => Fixed;

/**
Create the liquid alpha rule: a sigmoid between the low and the high pace, driven by how much a validator buys above the consensus or sells of its bond.
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

/** The same pace for all bonds: the complement of the moving average, truncated to `I32F32`. */
export function fixedPace({bondsMovingAverage}: YumaParameters): Fixed {
	return subtract(one, (BigInt(bondsMovingAverage) * one) / 1_000_000n);
}
