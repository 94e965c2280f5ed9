import {fromInteger} from './fixed.ts';
import {filterCells, normalizeRows, type Matrix} from './matrix.ts';
import type {YumaInput} from './types.ts';

/**
Get the weights that count, each row summing to 1: from permitted validators, not for themselves (except the owner), and set after the target's registration.
*/
export function countWeights(
	{weights, lastUpdate, blockAtRegistration, commitBlock, ownerUid}: YumaInput,
	permitted: readonly boolean[],
): Matrix {
	const stored: Matrix = weights.map((row, uid) =>
		permitted[uid] === true
			? row.map(([column, value]) => [column, fromInteger(value)] as const)
			: [],
	);
	return normalizeRows(
		filterCells(stored, (row, column) => {
			const registered = blockAtRegistration[column]!;
			const committed = commitBlock?.[row];
			return (
				(row !== column || row === ownerUid) &&
				lastUpdate[row]! > registered &&
				(committed === undefined || committed >= registered)
			);
		}),
	);
}
