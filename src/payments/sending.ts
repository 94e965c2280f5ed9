import {existsSync} from 'node:fs';
import type {ChainClient} from '../chain/client.ts';
import {ShieldUnavailableError} from '../chain/errors.ts';
import {hasShield} from '../chain/transaction/shield.ts';
import {openLedger} from '../ledger/open-ledger.ts';
import {readSigned} from '../ledger/signed.ts';
import type {Home} from '../support/home.ts';
import type {Sending} from './describe-sending.ts';

/** What is known about shielding a payment before the chain is asked. */
export type ShieldWish = {
	/** What the operator wants; `undefined` leaves it to the chain. */
	readonly isWanted?: boolean;
	/** Whether the account's last shielded transaction on this chain was carried into a block and not decrypted there, within a day. @default false */
	readonly hasFailed?: boolean;
};

/** For how long a shield that failed is not used again, unless the operator wants it. */
const distrust = 24 * 60 * 60 * 1000;

export type ReadWishOptions = {
	readonly home: Pick<Home, 'ledger'>;
	/** SS58 of the account that would sign. */
	readonly signer: string;
	readonly isWanted?: boolean;
};

/** Read from the ledger whether the shield of a chain has failed an account. */
export function readShieldWish(
	{genesisHash, clock}: ChainClient,
	{home: {ledger: file}, signer, isWanted}: ReadWishOptions,
): ShieldWish {
	// Reading must not create a ledger.
	if (isWanted !== undefined || !existsSync(file)) {
		return {isWanted};
	}

	const ledger = openLedger({file});
	try {
		const last = readSigned(ledger, {genesisHash, signer}).find(
			({carrier, outcome}) => carrier !== undefined && outcome !== 'sent',
		);
		const isRecent = last !== undefined && clock.now() - last.time < distrust;
		return {hasFailed: isRecent && last.outcome === 'not-decrypted'};
	} finally {
		ledger.close();
	}
}

/**
Choose how to send a payment: shielded where the chain has a shield, unless it has failed lately or the operator does not want it.

@throws {ShieldUnavailableError} If the operator wants it, and the chain has none.
*/
export async function chooseSending(
	client: ChainClient,
	{isWanted, hasFailed = false}: ShieldWish,
): Promise<Sending> {
	if (isWanted === false) {
		return {kind: 'plain', because: 'asked'};
	}

	if (!(await hasShield(client))) {
		if (isWanted === true) {
			throw new ShieldUnavailableError('this chain has none, or its authors announce no keys');
		}

		return {kind: 'plain', because: 'no-shield'};
	}

	return isWanted !== true && hasFailed
		? {kind: 'plain', because: 'not-decrypted'}
		: {kind: 'shielded'};
}
