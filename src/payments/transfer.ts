import {transfer} from '../chain/balances/transfer.ts';
import type {ChainClient} from '../chain/client.ts';
import type {Receipt} from '../chain/transaction/receipt.ts';
import {submit} from '../chain/transaction/submit.ts';
import type {Signer} from '../crypto/signer.ts';
import type {SignedRow} from '../ledger/signed.ts';
import type {PaymentJournal} from './journal.ts';
import {type Payment, previewPayment} from './payment.ts';
import {type Again, findSame, refuseRepeat} from './repeat.ts';

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
*/
export async function previewTransfer(
	client: ChainClient,
	{from, to, amount}: Transfer,
): Promise<Payment> {
	return previewPayment(client, transfer({to, amount}), {from, amount, isTransfer: true});
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
