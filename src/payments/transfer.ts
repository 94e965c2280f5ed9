import {formatTao} from '../chain/amount.ts';
import {getBalance} from '../chain/balances/balance.ts';
import {transfer} from '../chain/balances/transfer.ts';
import type {ChainClient} from '../chain/client.ts';
import type {Receipt} from '../chain/transaction/receipt.ts';
import {submit} from '../chain/transaction/submit.ts';
import type {Signer} from '../crypto/signer.ts';
import type {SignedRow} from '../ledger/signed.ts';
import {BtopError} from '../support/errors.ts';
import type {PaymentJournal} from './journal.ts';
import {getLeastBalance, type Payment, previewPayment} from './payment.ts';
import {type Again, findSame, refuseRepeat} from './repeat.ts';

/** Error thrown when the receiver would have less than an account must have. It has the code of the chain's own refusal, which would cost a fee. */
export class BelowMinimumError extends BtopError {
	override name = 'BelowMinimumError';
	override readonly code = 'below-minimum';
	override readonly exitCode = 3;

	constructor(to: string, {least, missing}: {readonly least: bigint; readonly missing: bigint}) {
		super(`\`${to}\` would have less than ${formatTao(least)} TAO, the least an account can have`, {
			fix: `Send ${formatTao(missing)} TAO or more.`,
		});
	}
}

export type Transfer = {
	/** SS58 of sender and receiver. */
	readonly from: string;
	readonly to: string;
	/** Rao. */
	readonly amount: bigint;
};

/**
Work out what a transfer would cost.

@throws {NotEnoughFundsError} If the sender cannot pay that.
@throws {BelowMinimumError} If the receiver would have too little.
*/
export async function previewTransfer(
	client: ChainClient,
	{from, to, amount}: Transfer,
): Promise<Payment> {
	const [payment, held] = await Promise.all([
		previewPayment(client, transfer({to, amount}), {from, amount, isTransfer: true}),
		getBalance(client, {address: to}),
	]);
	const least = getLeastBalance(client);
	if (held + amount < least) {
		throw new BelowMinimumError(to, {least, missing: least - held});
	}

	// What is sent to oneself comes back.
	return from === to ? {...payment, balanceAfter: payment.balanceAfter + amount} : payment;
}

export type TransferOptions = {
	readonly journal: PaymentJournal;
	readonly signal: AbortSignal;
};

/** Find the same transfer if it was sent just now; see `findSame()`. */
export async function findSameTransfer(
	client: ChainClient,
	{from, to, amount}: Transfer,
	options: TransferOptions,
): Promise<SignedRow | undefined> {
	return findSame(client, transfer({to, amount}), {...options, signer: from});
}

/**
Send TAO and wait until it is in a block.

@param options.again Whether to send it even if the same was sent just now. @default false

@throws {SentAlreadyError} If the same transfer was sent just now.
*/
export async function sendTransfer(
	client: ChainClient,
	{to, amount}: Transfer,
	{
		signer,
		journal,
		signal,
		again = false,
	}: TransferOptions & {readonly signer: Signer; readonly again?: Again},
): Promise<Receipt> {
	const call = transfer({to, amount});
	return submit(client, call, {
		signer,
		journal,
		signal,
		async beforeSigning() {
			refuseRepeat(client, call, {signer: signer.address, journal, again});
		},
	});
}
