import {accountOf, type AccountId} from '../../scale/bytes.ts';

/** The prefix of the subnets' accounts: `modl` and the pallet's id. */
const subnetPrefix = new TextEncoder().encode('modlsubtensr');

/** Get the account that holds a subnet's TAO: the prefix, the netuid in two bytes, zeros. */
export function getSubnetAccount(netuid: number): AccountId {
	const account = new Uint8Array(32);
	account.set(subnetPrefix);
	account.set([netuid % 256, Math.floor(netuid / 256)], subnetPrefix.length);
	return accountOf(account);
}

/** The account for burned TAO. */
export const burnAccount: AccountId = pad('modlburntnsr');

/** Whether an account holds a subnet's TAO. */
export const isSystemAccount = (account: AccountId): boolean =>
	account === getSubnetAccount(Number.parseInt(account.slice(28, 30) + account.slice(26, 28), 16));

function pad(text: string): AccountId {
	const account = new Uint8Array(32);
	account.set(new TextEncoder().encode(text));
	return accountOf(account);
}
