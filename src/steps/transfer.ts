import {transfer} from '../chain/balances/transfer.ts';
import type {ChainClient} from '../chain/client.ts';
import type {Receipt} from '../chain/transaction/receipt.ts';
import {submit} from '../chain/transaction/submit.ts';
import type {Signer} from '../crypto/signer.ts';
import {type Payment, previewPayment} from './payment.ts';

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
	return previewPayment(client, transfer({to, amount}), {from, amount});
}

/** Send TAO and wait until it is in a block. */
export async function sendTransfer(
	client: ChainClient,
	{to, amount}: Transfer,
	{signer, signal}: {readonly signer: Signer; readonly signal: AbortSignal},
): Promise<Receipt> {
	return submit(client, transfer({to, amount}), {signer, signal});
}
