import {Option} from 'commander';
import {parseTao} from '../../chain/amount.ts';

/** An option for an amount of TAO, read as rao. */
export const amountOption = (description: string, flags = '--amount <tao>'): Option =>
	new Option(flags, description).argParser(parseTao);
