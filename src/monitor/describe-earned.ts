import {formatTao, untold} from '../chain/amount.ts';
import type {Known} from '../miner/miner-state.ts';
import {formatShortAmount} from './short-amount.ts';

/** An amount that the chain may not tell. */
type Told = Known<bigint> | undefined;

/** Describe earnings, in alpha's 1e-9 unit, and their value in rao. */
export function describeEarned(
	alpha: Told,
	tao: Told,
	format: (alpha: bigint) => string = formatShortAmount,
): string {
	if (typeof alpha !== 'bigint') {
		return untold;
	}

	const worth = typeof tao === 'bigint' ? formatShortAmount(tao) : 'an unknown amount of';
	return `${format(alpha)} alpha, worth ${worth} TAO`;
}

/** Describe an amount in rao that may be unknown. */
export const describeTao = (
	amount: Told,
	format: (amount: bigint) => string = formatTao,
): string => (typeof amount === 'bigint' ? `${format(amount)} TAO` : untold);
