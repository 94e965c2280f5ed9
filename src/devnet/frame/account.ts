import {newtype, struct} from '../scale/composites.ts';
import {u128, u32, u64} from '../scale/numbers.ts';
import type {ValueOf} from '../scale/type.ts';

const extraFlags = newtype(['pallet_balances', 'types', 'ExtraFlags'], u128);

/** What an account owns, in rao. */
export const accountData = struct(['pallet_balances', 'types', 'AccountData'], {
	free: u64,
	reserved: u64,
	frozen: u64,
	flags: extraFlags,
});

/** What the chain knows of an account: how many extrinsics it signed, why it exists, and what it owns. */
export const accountInfo = struct(
	['frame_system', 'AccountInfo'],
	{nonce: u32, consumers: u32, providers: u32, sufficients: u32, data: accountData},
	[
		{name: 'Nonce', type: u32},
		{name: 'AccountData', type: accountData},
	],
);

export type AccountInfo = ValueOf<typeof accountInfo>;

/** An account that nobody has heard of. The highest flag says that it keeps today's rules of reference counting. */
export const noAccount: AccountInfo = {
	nonce: 0,
	consumers: 0,
	providers: 0,
	sufficients: 0,
	data: {free: 0n, reserved: 0n, frozen: 0n, flags: 2n ** 127n},
};
