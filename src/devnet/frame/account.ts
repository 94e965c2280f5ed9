import {newtype, struct} from '../scale/composites.ts';
import {u128, u32, u64} from '../scale/numbers.ts';
import type {ValueOf} from '../scale/type.ts';

const extraFlags = newtype(['pallet_balances', 'types', 'ExtraFlags'], u128);

/** An account's balances, in rao. */
export const accountData = struct(['pallet_balances', 'types', 'AccountData'], {
	free: u64,
	reserved: u64,
	frozen: u64,
	flags: extraFlags,
});

/** The chain's record of an account: how many extrinsics it signed, its reference counts, and its balances. */
export const accountInfo = struct(
	['frame_system', 'AccountInfo'],
	{nonce: u32, consumers: u32, providers: u32, sufficients: u32, data: accountData},
	[
		{name: 'Nonce', type: u32},
		{name: 'AccountData', type: accountData},
	],
);

export type AccountInfo = ValueOf<typeof accountInfo>;

/** A new account. The highest flag marks the current rules of reference counting. */
export const noAccount: AccountInfo = {
	nonce: 0,
	consumers: 0,
	providers: 0,
	sufficients: 0,
	data: {free: 0n, reserved: 0n, frozen: 0n, flags: 2n ** 127n},
};
