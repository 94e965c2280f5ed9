import {Option} from 'commander';
import {parseTao} from '../../chain/amount.ts';
import {UsageError} from '../../support/errors.ts';

/** Create an option for an amount to move, in TAO or alpha; parsed into units of 1e-9. */
export const amountOption = (description: string, flags = '--amount <tao>'): Option =>
	new Option(flags, description).argParser(parseAmount);

/** Zero is rejected: it would still cost the fee. */
function parseAmount(text: string): bigint {
	const amount = parseTao(text);
	if (amount === 0n) {
		throw new UsageError(`\`${text}\` is not a valid amount`, {
			fix: 'Use more than 0, for example `--amount 1.5`.',
		});
	}

	return amount;
}
