import {formatTao, untold} from '../chain/amount.ts';
import type {Payment} from './payment.ts';

/** Describe a fee: one that is not known is not zero. */
export function describeFee(fee: Payment['fee']): string {
	if (fee === undefined) {
		return untold;
	}

	return fee === 0n ? 'none' : `about ${formatTao(fee)} TAO`;
}

/** Describe the balance before and after a payment. */
export const describeBalance = ({fee, balance, balanceAfter}: Payment): string =>
	`${formatTao(balance)} TAO, ${formatTao(balanceAfter)} after${fee === undefined ? ', less the fee' : ''}`;
