import {Option} from 'commander';
import {parseTao} from '../../chain/amount.ts';
import {UsageError} from '../../support/errors.ts';

/** An option for an amount that is to be moved, in TAO or alpha; read in their 1e-9 unit. */
export const amountOption = (description: string, flags = '--amount <tao>'): Option =>
	new Option(flags, description).argParser(parseAmount);

/** Nothing is not moved: the fee would be paid for it. */
function parseAmount(text: string): bigint {
	const amount = parseTao(text);
	if (amount === 0n) {
		throw new UsageError(`\`${text}\` is no amount that can be moved`, {
			fix: 'Give more than 0, for example `--amount 1.5`.',
		});
	}

	return amount;
}
