import {portion, zero} from './fixed.ts';
import {addEach, normalize, sum, type Vector} from './vector.ts';

export type EmissionOptions = {
	readonly incentive: Vector;
	readonly dividends: Vector;
	readonly stake: Vector;
	readonly activeStake: Vector;
	/** The amount to distribute, in 1e-9 alpha. */
	readonly emission: bigint;
};

export type Emission = {
	readonly emission: readonly bigint[];
	readonly minerEmission: readonly bigint[];
	readonly validatorEmission: readonly bigint[];
};

/**
Distribute an epoch's emission: by incentive and dividends together, or if nobody earned either, by stake (active stake, if any). Each part is rounded down, in 1e-9 alpha.
*/
export function shareEmission({
	incentive,
	dividends,
	stake,
	activeStake,
	emission,
}: EmissionOptions): Emission {
	const share = (vector: Vector) => vector.map(value => portion(emission, value));
	const combined = addEach(incentive, dividends);
	const total = sum(combined);
	if (total === zero) {
		const byStake = share(sum(activeStake) === zero ? stake : activeStake);
		return {emission: byStake, minerEmission: share(incentive), validatorEmission: byStake};
	}

	return {
		emission: share(normalize(combined, total)),
		minerEmission: share(normalize(incentive, total)),
		validatorEmission: share(normalize(dividends, total)),
	};
}
