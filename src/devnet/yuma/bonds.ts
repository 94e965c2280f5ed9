import {
	add,
	clamp,
	fromInteger,
	fromProportion,
	multiply,
	one,
	subtract,
	zero,
	type Fixed,
} from './fixed.ts';
import {createLiquidPace, fixedPace} from './liquid-alpha.ts';
import {
	mapCells,
	normalizeColumns,
	sumRowsScaled,
	upscaleColumns,
	type Matrix,
	type Row,
} from './matrix.ts';
import type {YumaInput, YumaParameters} from './types.ts';
import {multiplyEach, normalize, type Vector} from './vector.ts';

export type Weighing = {
	/** Weights, clipped to the consensus to the degree of the bonds penalty. */
	readonly weights: Matrix;
	readonly activeStake: Vector;
	readonly consensus: Vector;
	readonly incentive: Vector;
};

export type Bonded = {
	/** As stored. */
	readonly bonds: Matrix;
	/** Each validator's share; the shares sum to 1 or to 0. */
	readonly dividends: Vector;
};

/** Advance the bonds by one epoch and compute dividends from them. */
export function updateBonds(input: YumaInput, weighing: Weighing): Bonded {
	return input.parameters.yumaVersion === 3
		? bondYuma3(input, weighing)
		: bondYuma2(input, weighing);
}

/** Yuma 2: a bond is a validator's stake-weighted share of all weight on a miner; dividends follow the bonds alone. */
function bondYuma2(input: YumaInput, {weights, activeStake, incentive}: Weighing): Bonded {
	const past = normalizeColumns(readBonds(input, fromInteger));
	const bought = normalizeColumns(
		mapCells(weights, (value, row) => multiply(value, activeStake[row]!)),
	);
	const moved = normalizeColumns(blend(bought, past, fixedPace(input.parameters)));
	return {
		bonds: upscaleColumns(moved),
		dividends: normalize(sumRowsScaled(moved, incentive)),
	};
}

/** Yuma 3: a bond follows the validator's own weight, independent of its stake; dividends include the stake. */
function bondYuma3(
	input: YumaInput,
	{weights, activeStake, consensus, incentive}: Weighing,
): Bonded {
	const past = readBonds(input, fromProportion);
	const {parameters} = input;
	const isLiquid = parameters.liquidAlpha && consensus.some(value => value !== zero);
	const bonds = isLiquid
		? blendLiquid(weights, past, consensus, parameters)
		: blend(weights, past, fixedPace(parameters));
	const held = sumRowsScaled(normalizeColumns(bonds), incentive);
	return {bonds, dividends: normalize(multiplyEach(held, activeStake))};
}

/** Read the stored bonds, except those for UIDs registered since the last epoch. */
function readBonds(
	{bonds, bondsSince = Infinity, blockAtRegistration}: YumaInput,
	read: (stored: number) => Fixed,
): Matrix {
	return bonds.map(row =>
		row
			.filter(([uid]) => blockAtRegistration[uid]! < bondsSince)
			.map(([uid, stored]) => [uid, read(stored)] as const),
	);
}

/** Blend `pace` of the new value with the rest of the old one. */
function blend(fresh: Matrix, past: Matrix, pace: Fixed): Matrix {
	return fresh.map((row, uid) => {
		const values = spread(past[uid]!, fresh.length, value => multiply(subtract(one, pace), value));
		for (const [column, value] of row) {
			values[column] = add(multiply(pace, value), values[column]!);
		}

		return values
			.map((value, column) => [column, value] as const)
			.filter(([, value]) => value > zero);
	});
}

/** The same with a pace per bond. A bond is dropped once its weight is gone. */
function blendLiquid(
	fresh: Matrix,
	past: Matrix,
	consensus: Vector,
	parameters: YumaParameters,
): Matrix {
	const paceOf = createLiquidPace(parameters);
	return fresh.map((row, uid) => {
		const bonds = spread(past[uid]!, fresh.length, value => value);
		return row
			.map(([column, weight]) => {
				const bond = bonds[column]!;
				const pace = paceOf(consensus[column]!, weight, bond);
				const kept = multiply(subtract(one, pace), bond);
				return [column, clamp(add(kept, multiply(pace, weight)), zero, one)] as const;
			})
			.filter(([, value]) => value > zero);
	});
}

function spread(row: Row<Fixed>, length: number, change: (value: Fixed) => Fixed): Fixed[] {
	const values = Array.from({length}, () => zero);
	for (const [column, value] of row) {
		values[column] = change(value);
	}

	return values;
}
