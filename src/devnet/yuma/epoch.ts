import {updateBonds} from './bonds.ts';
import {clipWeights, findConsensus} from './consensus.ts';
import {shareEmission} from './emission.ts';
import {
	add,
	fromProportion,
	multiply,
	one,
	subtract,
	toProportion,
	zero,
	type Fixed,
} from './fixed.ts';
import {sumColumnsScaled, sumRows, type Matrix, type Row} from './matrix.ts';
import {findValidators} from './stake.ts';
import type {YumaInput, YumaResult} from './types.ts';
import {divideEach, normalize, type Vector} from './vector.ts';
import {countWeights} from './weights.ts';

/**
Run Yuma Consensus once over a subnet: from stake and weights to incentive, dividends, bonds and emission.

Computed in the chain's own fixed point, so that every u16 and every rao equals the chain's. The formulas are those of the chain's `epoch_mechanism` (spec 425).

@see https://docs.learnbittensor.org/learn/yuma-consensus

@example
```
const {incentive, bonds} = runEpoch(input);
await store.set('Incentive', incentive);
```
*/
export function runEpoch(input: YumaInput): YumaResult {
	const {parameters} = input;
	const {active, permitted, permittedNext, stake, activeStake} = findValidators(input);
	const weights = countWeights(input, permitted);

	const consensus = findConsensus(weights, activeStake, fromProportion(parameters.kappa));
	const clipped = clipWeights(weights, consensus);

	const ranks = sumColumnsScaled(clipped, activeStake);
	const trust = divideEach(ranks, sumColumnsScaled(weights, activeStake));
	const incentive = normalize(ranks);

	const {bonds, dividends} = updateBonds(input, {
		weights: interpolate(weights, clipped, fromProportion(parameters.bondsPenalty)),
		activeStake,
		consensus,
		incentive,
	});

	return {
		active,
		validatorPermit: permittedNext,
		stakeWeight: toStored(stake),
		consensus: toStored(consensus),
		incentive: toStored(incentive),
		dividends: toStored(dividends),
		rank: toStored(incentive),
		trust: toStored(trust),
		validatorTrust: toStored(sumRows(clipped)),
		...shareEmission({incentive, dividends, stake, activeStake, emission: parameters.emission}),
		bonds: bonds.map((row, uid) => (permittedNext[uid] === true ? toStoredRow(row) : [])),
	};
}

const toStored = (vector: Vector): readonly number[] => vector.map(value => toProportion(value));

const toStoredRow = (row: Row<Fixed>): Row<number> =>
	row.map(([uid, value]) => [uid, toProportion(value)] as const);

/** Interpolate from the weights to the clipped ones; `ratio` 1 clips fully. */
function interpolate(weights: Matrix, clipped: Matrix, ratio: Fixed): Matrix {
	if (ratio === zero || ratio === one) {
		return ratio === zero ? weights : clipped;
	}

	return weights.map((row, uid) => {
		const targets = new Map(clipped[uid]);
		return row
			.map(([column, value]) => {
				const target = targets.get(column) ?? zero;
				return [column, add(value, multiply(ratio, subtract(target, value)))] as const;
			})
			.filter(([, value]) => value > zero);
	});
}
