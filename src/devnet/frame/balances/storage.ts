import {defineStorage, value} from '../../pallet/storage.ts';
import {u64} from '../../scale/numbers.ts';

/** The least that an account may own, in rao; one with less is forgotten. */
export const existentialDeposit = 500n;

export const balancesItems = defineStorage('Balances', {
	/** All that accounts own, in rao. */
	TotalIssuance: value(u64, 0n),
});

export const {TotalIssuance} = balancesItems;
