import {toTao} from '../chain/amount.ts';
import type {Sale} from './sales.ts';

/** What a hotkey's owner holds on it of its subnet's alpha, at a block. */
export type EarningSample = {
	readonly block: number;
	/** Milliseconds since the Unix epoch. */
	readonly time: number;
	/** In units of 1e-9 alpha. */
	readonly alpha: bigint;
	/** Rao per whole alpha. */
	readonly price: bigint;
};

/** What a miner earned, and what became of it. Alpha is in units of 1e-9, TAO in rao. */
export type Gains = {
	/** Earned since the latest registration, whether or not the hotkey still has it. */
	readonly alpha: bigint;
	/** Earned under earlier registrations. */
	readonly alphaBefore: bigint;
	/** What btop sold of the earned alpha. Alpha that the hotkey had before it began to earn is sold last. */
	readonly soldAlpha: bigint;
	/** What that brought. */
	readonly soldTao: bigint;
	/** Fees of the sales. */
	readonly saleFees: bigint;
	/** Earned alpha that left the hotkey in another way: sold with another program, or moved. */
	readonly movedAlpha: bigint;
	/** Its value at the price when it was missed. */
	readonly movedTao: bigint;
};

/** The gains up to a sample. */
export type Tally = Gains & {readonly last: EarningSample | undefined};

export const emptyTally: Tally = {
	alpha: 0n,
	alphaBefore: 0n,
	soldAlpha: 0n,
	soldTao: 0n,
	saleFees: 0n,
	movedAlpha: 0n,
	movedTao: 0n,
	last: undefined,
};

export type AddSampleOptions = {
	/** All sales of the miner, oldest first. */
	readonly sales: readonly Sale[];
	/** Whether a registration begins with the sample. @default false */
	readonly isStart?: boolean;
};

/**
Count what happened between the latest sample and the next.

An emission only ever adds, so alpha that is missing was sold or moved, not lost. What was added up to a new registration was earned under the one before: only a registered hotkey is paid.
*/
export function addSample(
	tally: Tally,
	sample: EarningSample,
	{sales, isStart = false}: AddSampleOptions,
): Tally {
	const {last} = tally;
	if (last === undefined) {
		return {...tally, last: sample};
	}

	const between = sales.filter(({block}) => block > last.block && block <= sample.block);
	const change = between.reduce((sum, {alpha}) => sum + alpha, sample.alpha - last.alpha);
	const gain = change < 0n ? 0n : change;
	const sold = addSales({...tally, alpha: tally.alpha + gain}, between);
	const left = addMove(sold, change < 0n ? -change : 0n, sample.price);
	return isStart
		? {...left, alpha: 0n, alphaBefore: left.alphaBefore + left.alpha, last: sample}
		: {...left, last: sample};
}

/** Count the sales after the latest sample, too. */
export const addLateSales = (tally: Tally, sales: readonly Sale[]): Tally =>
	addSales(
		tally,
		sales.filter(({block}) => block > (tally.last?.block ?? Infinity)),
	);

function addSales(tally: Tally, sales: readonly Sale[]): Tally {
	let sum = tally;
	for (const sale of sales) {
		sum = addSale(sum, sale);
	}

	return sum;
}

function addSale(tally: Tally, {alpha, tao, fee}: Sale): Tally {
	const part = smaller(alpha, getHeld(tally));
	return {
		...tally,
		soldAlpha: tally.soldAlpha + part,
		soldTao: tally.soldTao + (alpha === 0n ? 0n : (tao * part) / alpha),
		saleFees: tally.saleFees + fee,
	};
}

function addMove(tally: Tally, alpha: bigint, price: bigint): Tally {
	const part = smaller(alpha, getHeld(tally));
	return {
		...tally,
		movedAlpha: tally.movedAlpha + part,
		movedTao: tally.movedTao + toTao(part, price),
	};
}

/** Get the earned alpha that the hotkey still has. */
export const getHeld = ({
	alpha,
	alphaBefore,
	soldAlpha,
	movedAlpha,
}: Omit<Gains, 'soldTao' | 'saleFees' | 'movedTao'>): bigint =>
	alpha + alphaBefore - soldAlpha - movedAlpha;

const smaller = (a: bigint, b: bigint) => (a < b ? a : b);
