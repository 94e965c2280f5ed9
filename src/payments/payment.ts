import {formatTao} from '../chain/amount.ts';
import {getBalance} from '../chain/balances/balance.ts';
import type {Call} from '../chain/call.ts';
import type {ChainClient} from '../chain/client.ts';
import {NotEnoughFundsError} from '../chain/errors.ts';
import {estimateCarrierFee, estimateFee} from '../chain/transaction/fee.ts';
import {integer} from '../chain/value.ts';
import {type Sending, usualSending} from './describe-sending.ts';

/** What a call will take from an account, in rao. */
export type Payment = {
	readonly amount: bigint;
	/** An estimate, with that of the carrier; `undefined` where the node does not tell. */
	readonly fee: bigint | undefined;
	readonly balance: bigint;
	/** Without a fee that is not known. */
	readonly balanceAfter: bigint;
	readonly sending: Sending;
};

export type PaymentOptions = {
	/** SS58 of the account that pays. */
	readonly from: string;
	/** What the call itself takes, in rao. */
	readonly amount: bigint;
	/** Whether it is a transfer, so that another amount would do. @default false */
	readonly isTransfer?: boolean;
	/** How it is to be sent. @default usualSending */
	readonly sending?: Sending;
	/** Whether to refuse rather than send it plainly where the account cannot pay for the carrier. @default false */
	readonly mustShield?: boolean;
};

/**
Work out what a call takes before anybody signs it. Whoever pays must keep the existential deposit: the chain refuses to leave less, and takes the fee for that.

@throws {NotEnoughFundsError} If the account cannot pay that.
*/
export async function previewPayment(
	client: ChainClient,
	call: Call,
	{
		from,
		amount,
		isTransfer = false,
		sending: wanted = usualSending,
		mustShield = false,
	}: PaymentOptions,
): Promise<Payment> {
	const [balance, plainFee, carrierFee] = await Promise.all([
		getBalance(client, {address: from}),
		estimateFee(client, call, {address: from}),
		wanted.kind === 'shielded' ? estimateCarrierFee(client, call, {address: from}) : 0n,
	]);
	const shortOf = (spent: bigint) =>
		spent === 0n ? 0n : spent + getLeastBalance(client) - balance;
	const plain = amount + (plainFee ?? 0n);
	const isTooDear = shortOf(plain) <= 0n && shortOf(plain + (carrierFee ?? 0n)) > 0n;
	const sending: Sending = isTooDear && !mustShield ? {kind: 'plain', because: 'fee'} : wanted;
	const fee = sending.kind === 'plain' ? plainFee : addFees(plainFee, carrierFee);
	const known = fee ?? 0n;
	const kept = amount + known === 0n ? 0n : getLeastBalance(client);
	const most = balance - known - kept;
	if (amount > most) {
		const parts = [
			...(fee === undefined ? [] : [`a fee of ${formatTao(fee)}`]),
			...(kept === 0n ? [] : [`the ${formatTao(kept)} that an account must keep`]),
		];
		throw new NotEnoughFundsError(
			`\`${from}\` has ${formatTao(balance)} TAO, ${formatTao(amount - most)} short of ${[formatTao(amount), ...parts].join(' plus ')}`,
			{
				fix: isTransfer
					? describeMost(most)
					: `Send ${formatTao(amount - most)} TAO to it, then try again.`,
			},
		);
	}

	return {amount, fee, balance, balanceAfter: balance - amount - known, sending};
}

const addFees = (a: bigint | undefined, b: bigint | undefined) =>
	a === undefined || b === undefined ? undefined : a + b;

/** Get what an account must have at least, in rao; 0 where the chain does not say. */
export const getLeastBalance = (client: ChainClient): bigint =>
	integer(client.constant('Balances', 'ExistentialDeposit')) ?? 0n;

const describeMost = (most: bigint) =>
	most > 0n
		? `It can send at most ${formatTao(most)} TAO.`
		: 'It cannot send anything: fund it first.';
