import {add, smaller, subtract, zero, type Fixed} from './fixed.ts';
import {filterCells, mapCells, type Matrix} from './matrix.ts';
import {indexesOf, normalize, sum, type Vector} from './vector.ts';

/**
Get the consensus for every UID: the highest weight supported by a share of at least `kappa` of the active stake, which is the stake-weighted median if `kappa` is one half.
*/
export function findConsensus(weights: Matrix, activeStake: Vector, kappa: Fixed): Vector {
	const voters = indexesOf(activeStake).filter(uid => activeStake[uid]! > zero);
	const stake = normalize(voters.map(uid => activeStake[uid]!));
	const total = sum(stake);
	const scores = weights.map(() => voters.map(() => zero));
	for (const [voter, uid] of voters.entries()) {
		for (const [column, value] of weights[uid]!) {
			scores[column]![voter] = value;
		}
	}

	return scores.map(column => weightedMedian(stake, column, total, subtract(total, kappa)));
}

/** Clip every weight to the consensus of its column. Weights clipped to nothing are removed; an explicit weight of 0 stays. */
export function clipWeights(weights: Matrix, consensus: Vector): Matrix {
	const left = filterCells(
		weights,
		(_row, column, value) => value === zero || consensus[column]! > zero,
	);
	return mapCells(left, (value, _row, column) => smaller(value, consensus[column]!));
}

/** Find the score at which the stake below it first exceeds `minority`, bisecting the candidates around the middle one. */
function weightedMedian(stake: Vector, score: Vector, total: Fixed, minority: Fixed): Fixed {
	let candidates = indexesOf(stake);
	let low = zero;
	let high = total;
	while (candidates.length > 1) {
		const pivot = score[candidates[Math.floor(candidates.length / 2)]!]!;
		const lower = candidates.filter(voter => score[voter]! < pivot);
		const upper = candidates.filter(voter => score[voter]! > pivot);
		const lowerEnd = add(low, sum(lower.map(voter => stake[voter]!)));
		const upperStart = subtract(high, sum(upper.map(voter => stake[voter]!)));
		if (lower.length > 0 && minority < lowerEnd) {
			candidates = lower;
			high = lowerEnd;
		} else if (upper.length > 0 && upperStart <= minority) {
			candidates = upper;
			low = upperStart;
		} else {
			return pivot;
		}
	}

	return candidates.length === 0 ? zero : score[candidates[0]!]!;
}
