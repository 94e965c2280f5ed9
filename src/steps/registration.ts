import {formatTao} from '../chain/amount.ts';
import {getBalance} from '../chain/balances/balance.ts';
import {sumSpent} from '../chain/balances/spent.ts';
import type {ChainClient} from '../chain/client.ts';
import {ChainRefusedError, InterruptedAfterSendingError} from '../chain/errors.ts';
import type {Header} from '../chain/head.ts';
import {getBurn} from '../chain/subtensor/burn.ts';
import {createRegistration, isRegistrationOpen} from '../chain/subtensor/registration.ts';
import {getUid} from '../chain/subtensor/uid.ts';
import {afterSending} from '../chain/transaction/after-sending.ts';
import type {Receipt} from '../chain/transaction/receipt.ts';
import {submit} from '../chain/transaction/submit.ts';
import type {Signer} from '../crypto/signer.ts';
import {BtopError} from '../support/errors.ts';
import {type Payment, previewPayment} from './payment.ts';

/** Error thrown when a subnet does not exist. */
export class NoSuchSubnetError extends BtopError {
	override name = 'NoSuchSubnetError';
	override readonly code = 'no-such-subnet';
	override readonly exitCode = 3;
	readonly netuid: number;

	constructor(netuid: number) {
		super(`There is no subnet \`${netuid}\` here`, {
			fix: 'See `btop subnets` for those there are.',
		});
		this.netuid = netuid;
	}
}

/** Error thrown when registering costs more than the operator is ready to pay. Nothing was paid. */
export class PriceAboveCapError extends BtopError {
	override name = 'PriceAboveCapError';
	override readonly code = 'price-above-cap';
	override readonly exitCode = 3;
	/** Rao. */
	readonly price: bigint;
	readonly cap: bigint;

	constructor(price: bigint, cap: bigint, options: ErrorOptions = {}) {
		super(`Registering costs ${formatTao(price)} TAO, above the cap of ${formatTao(cap)}`, {
			fix: 'Raise `--max-price`, or give `--wait` to wait until the price has fallen.',
			...options,
		});
		this.price = price;
		this.cap = cap;
	}
}

/** Error thrown when the owner of a subnet lets nobody in. It has the code of the chain's own refusal. */
export class RegistrationClosedError extends BtopError {
	override name = 'RegistrationClosedError';
	override readonly code = 'sub-net-registration-disabled';
	override readonly exitCode = 3;
	readonly netuid: number;

	constructor(netuid: number) {
		super(`The owner of subnet \`${netuid}\` has closed registration`, {
			fix: 'See `btop subnets` for those that can be entered.',
		});
		this.netuid = netuid;
	}
}

/** Error thrown when a hotkey that is to do something on a subnet has no UID there. */
export class NotRegisteredError extends BtopError {
	override name = 'NotRegisteredError';
	override readonly code = 'hot-key-not-registered-in-sub-net';
	override readonly exitCode = 3;

	constructor(netuid: number, hotkey: string) {
		super(`\`${hotkey}\` has no UID on subnet ${netuid}`, {
			fix: `Register it first: \`btop register --netuid ${netuid}\`.`,
		});
	}
}

export type RegistrationRequest = {
	readonly netuid: number;
	/** SS58 of who pays, and of the key that is to mine. */
	readonly coldkey: string;
	readonly hotkey: string;
	/** The most to pay, in rao. @default a twentieth above the price now */
	readonly cap?: bigint;
};

export type RegistrationPlan = Payment & {
	readonly cap: bigint;
	/** Whether the chain itself refuses above the cap, or we can only look before we sign. */
	readonly isCapped: boolean;
};

/** The UID that a hotkey has, which is all that registering is for. */
export type Registered = {
	readonly uid: number;
	/** What entry cost, without the fee, in rao. */
	readonly paid: bigint;
	readonly receipt: Receipt;
};

/**
Work out what registering would cost now.

@throws {NoSuchSubnetError} If there is no such subnet.
@throws {PriceAboveCapError} If the price is above the cap.
@throws {RegistrationClosedError} If the subnet lets nobody in.
@throws {NotEnoughFundsError} If the coldkey cannot pay.
*/
export async function previewRegistration(
	client: ChainClient,
	{netuid, coldkey, hotkey, cap}: RegistrationRequest,
): Promise<RegistrationPlan> {
	// These checks are in the chain's order, so that what it would answer is what is said.
	const price = await readPrice(client, netuid);
	const limit = cap ?? price + price / 20n;
	if (price > limit) {
		throw new PriceAboveCapError(price, limit);
	}

	await requireOpen(client, netuid);
	const {call, isCapped} = createRegistration(client, {netuid, hotkey, limit});
	const payment = await previewPayment(client, call, {from: coldkey, amount: price});
	return {...payment, cap: limit, isCapped};
}

/**
Pay for a UID, at most `cap`, and read the UID back.

@throws {PriceAboveCapError} If the price has risen above the cap meanwhile.
@throws {InterruptedAfterSendingError} If the signal is aborted after it was sent.
*/
export async function register(
	client: ChainClient,
	{netuid, hotkey, cap}: {readonly netuid: number; readonly hotkey: string; readonly cap: bigint},
	{signer, signal}: {readonly signer: Signer; readonly signal: AbortSignal},
): Promise<Registered> {
	// The last look before signing; where the chain takes a limit, it looks again itself.
	const price = await readPrice(client, netuid);
	if (price > cap) {
		throw new PriceAboveCapError(price, cap);
	}

	const {call} = createRegistration(client, {netuid, hotkey, limit: cap});
	let receipt: Receipt;
	try {
		receipt = await submit(client, call, {signer, signal});
	} catch (error) {
		if (error instanceof ChainRefusedError && error.refusal === 'RegistrationPriceLimitExceeded') {
			throw new PriceAboveCapError(await readPrice(client, netuid), cap, {cause: error});
		}

		throw error instanceof InterruptedAfterSendingError
			? new InterruptedAfterSendingError(error.hash, {fix: registerAgain, cause: error})
			: error;
	}

	return afterSending(
		async () => {
			const at = receipt.block.hash;
			const uid = await getUid(client, {netuid, hotkey, at});
			if (uid === undefined) {
				throw new BtopError(`Block \`${at}\` registered \`${hotkey}\` and gave it no UID`, {
					fix: 'Look at `btop subnets show` before paying again.',
				});
			}

			return {uid, paid: await readPaid(client, signer.address, receipt), receipt};
		},
		{hash: receipt.hash, fix: registerAgain, signal},
	);
}

/** What to do after a registration was sent and nobody saw what became of it. */
export const registerAgain =
	'Register again in a minute: where it went through, nothing more is paid, and the ledger learns what was.';

/** Read what registering took from an account, without the fee: the price moves from block to block, so only what happened in the receipt's block is exact. */
export async function readPaid(
	client: ChainClient,
	address: string,
	{block, fee, events}: Receipt,
): Promise<bigint> {
	const paid = (sumSpent(events, {address}) ?? 0n) - fee;
	if (paid > 0n) {
		return paid;
	}

	// A chain whose events tell of the fee at most; the balance tells all, but also what else moved in that block.
	const {parentHash} = (await client.rpc.request('chain_getHeader', [block.hash])) as Header;
	const [before, after] = await Promise.all([
		getBalance(client, {address, at: parentHash}),
		getBalance(client, {address, at: block.hash}),
	]);
	return before - after - fee;
}

/**
Get the price of entry now, in rao.

@throws {NoSuchSubnetError} If there is no such subnet; root cannot be entered so.
*/
export async function readPrice(client: ChainClient, netuid: number): Promise<bigint> {
	const price = await getBurn(client, {netuid});
	if (price === undefined || netuid === 0) {
		throw new NoSuchSubnetError(netuid);
	}

	return price;
}

/**
Make sure that a subnet lets newcomers in.

@throws {RegistrationClosedError} If it does not.
*/
export async function requireOpen(client: ChainClient, netuid: number): Promise<void> {
	if (!(await isRegistrationOpen(client, {netuid}))) {
		throw new RegistrationClosedError(netuid);
	}
}

/**
Get the UID of a hotkey that must have one.

@throws {NotRegisteredError} If it has none.
*/
export async function requireUid(
	client: ChainClient,
	{netuid, hotkey}: {readonly netuid: number; readonly hotkey: string},
): Promise<number> {
	const uid = await getUid(client, {netuid, hotkey});
	if (uid === undefined) {
		throw new NotRegisteredError(netuid, hotkey);
	}

	return uid;
}
