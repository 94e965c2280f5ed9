import {formatTao} from '../chain/amount.ts';
import {getBalance} from '../chain/balances/balance.ts';
import type {Call} from '../chain/call.ts';
import type {ChainClient} from '../chain/client.ts';
import {NotEnoughFundsError} from '../chain/errors.ts';
import {estimateFee} from '../chain/transaction/fee.ts';

/** What a call will take from an account, in rao. */
export type Payment = {
	readonly amount: bigint;
	/** An estimate; 0 where the node does not tell. */
	readonly fee: bigint;
	readonly balance: bigint;
	readonly balanceAfter: bigint;
};

export type PaymentOptions = {
	/** SS58 of the account that pays. */
	readonly from: string;
	/** What the call itself takes, in rao. */
	readonly amount: bigint;
};

/**
Work out what a call takes before anybody signs it.

@throws {NotEnoughFundsError} If the account cannot pay that.
*/
export async function previewPayment(
	client: ChainClient,
	call: Call,
	{from, amount}: PaymentOptions,
): Promise<Payment> {
	const [balance, fee = 0n] = await Promise.all([
		getBalance(client, {address: from}),
		estimateFee(client, call, {address: from}),
	]);
	const balanceAfter = balance - amount - fee;
	if (balanceAfter < 0n) {
		throw new NotEnoughFundsError(
			`\`${from}\` has ${formatTao(balance)} TAO and would pay ${formatTao(amount)}, with a fee of ${formatTao(fee)}`,
			{fix: `Send at least ${formatTao(-balanceAfter)} TAO to it, then try again.`},
		);
	}

	return {amount, fee, balance, balanceAfter};
}
