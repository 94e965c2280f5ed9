import {createSigner} from '../../crypto/sr25519.ts';
import type {BlockContext} from '../pallet/context.ts';
import {accountOf, type AccountId} from '../scale/bytes.ts';
import {deposit} from './balances/funds.ts';
import {Key} from './sudo.ts';

export type FrameGenesis = {
	/** The account that may do everything. */
	readonly sudo: AccountId;
	/** What accounts own, in rao. */
	readonly balances: ReadonlyMap<AccountId, bigint>;
};

/** Write the first state of the pallets that every chain has. */
export function writeFrameGenesis(context: BlockContext, {sudo, balances}: FrameGenesis): void {
	context.set(Key, sudo);
	for (const [account, amount] of balances) {
		deposit(context, account, amount);
	}
}

/** The account that every development chain knows by this name; its key is derived from words that everybody knows. */
export function getDevelopmentAccount(name: string): AccountId {
	return accountOf(createSigner({uri: `//${name}`}).publicKey);
}
