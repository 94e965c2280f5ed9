import {defineStorage, value} from '../../pallet/storage.ts';
import {u64} from '../../scale/numbers.ts';

/** The minimum balance of an account, in rao; below it the account is deleted. */
export const existentialDeposit = 500n;

export const balancesItems = defineStorage('Balances', {
	/** All TAO of accounts, in rao. */
	TotalIssuance: value(u64, 0n),
});

export const {TotalIssuance} = balancesItems;
