import {atBlock} from '../chain/at-block.ts';
import {getBalance} from '../chain/balances/balance.ts';
import {sumSpent} from '../chain/balances/spent.ts';
import type {ChainClient} from '../chain/client.ts';
import {ChainRefusedError, InterruptedAfterSendingError, type Paid} from '../chain/errors.ts';
import {getHeader} from '../chain/head.ts';
import {getBurn} from '../chain/subtensor/burn.ts';
import {readRegisteredUid} from '../chain/subtensor/find-registration.ts';
import {createRegistration, isRegistrationOpen} from '../chain/subtensor/registration.ts';
import {type UidOptions, getUid} from '../chain/subtensor/uid.ts';
import {afterSending} from '../chain/transaction/after-sending.ts';
import type {Journal} from '../chain/transaction/journal.ts';
import {type Receipt, readFee} from '../chain/transaction/receipt.ts';
import {submit} from '../chain/transaction/submit.ts';
import type {Signer} from '../crypto/signer.ts';
import {BtopError} from '../support/errors.ts';
import {type Payment, previewPayment} from './payment.ts';
import {type ShieldWish, chooseSending} from './sending.ts';
import {
	AlreadyRegisteredError,
	NoSuchSubnetError,
	NotRegisteredError,
	PriceAboveCapError,
	RegistrationClosedError,
} from './registration-errors.ts';

export type RegistrationRequest = {
	readonly netuid: number;
	/** SS58 of who pays, and of the key that is to mine. */
	readonly coldkey: string;
	readonly hotkey: string;
	/** The most to pay, in rao. @default 5 % above the current price */
	readonly cap?: bigint;
	/** What is known about shielding it. @default as the chain allows */
	readonly wish?: ShieldWish;
};

export type RegistrationPlan = Payment & {
	readonly cap: bigint;
	/** Whether the chain itself refuses above the cap, or we can only look before we sign. */
	readonly isCapped: boolean;
};

/** A registration that went through. */
export type Registered = {
	/** `undefined` if it cannot be read. */
	readonly uid: number | undefined;
	/** What entry cost, without the fee, in rao; `undefined` if it cannot be read. */
	readonly paid: bigint | undefined;
	readonly receipt: Receipt;
	/** Why one of them cannot be read. */
	readonly trouble: string | undefined;
};

/**
Work out what registering would cost now.

@throws {NoSuchSubnetError} If there is no such subnet.
@throws {PriceAboveCapError} If the price is above the cap.
@throws {RegistrationClosedError} If the subnet lets nobody in.
@throws {NotEnoughFundsError} If the coldkey cannot pay.
@throws {ShieldUnavailableError} If it must be shielded, and the chain has no shield.
*/
export async function previewRegistration(
	client: ChainClient,
	{netuid, coldkey, hotkey, cap, wish = {}}: RegistrationRequest,
): Promise<RegistrationPlan> {
	// These checks are in the chain's order, so that what it would answer is what is said.
	const [price, sending] = await Promise.all([
		readPrice(client, netuid),
		chooseSending(client, wish),
	]);
	const limit = cap ?? price + price / 20n;
	if (price > limit) {
		throw new PriceAboveCapError(price, limit);
	}

	await requireOpen(client, netuid);
	const {call, isCapped} = createRegistration(client, {netuid, hotkey, limit});
	const payment = await previewPayment(client, call, {
		from: coldkey,
		amount: price,
		sending,
		mustShield: wish.isWanted,
	});
	return {...payment, cap: limit, isCapped};
}

export type RegisterOptions = {
	readonly signer: Signer;
	readonly journal?: Journal;
	/** Whether to send it encrypted until it is in a block. @default false */
	readonly isShielded?: boolean;
	readonly signal: AbortSignal;
};

/**
Pay for a UID, at most `cap`, and read the UID back. Once it has gone through, trouble with reading is part of the result.

@throws {AlreadyRegisteredError} If the hotkey has got its UID meanwhile.
@throws {PriceAboveCapError} If the price has risen above the cap meanwhile.
@throws {InterruptedAfterSendingError} If the signal is aborted after it was sent.
*/
export async function register(
	client: ChainClient,
	{netuid, hotkey, cap}: {readonly netuid: number; readonly hotkey: string; readonly cap: bigint},
	{signer, journal, isShielded, signal}: RegisterOptions,
): Promise<Registered> {
	const {call} = createRegistration(client, {netuid, hotkey, limit: cap});
	const isRegistered = async (view: ChainClient, paid?: Paid) => {
		const uid = await getUid(view, {netuid, hotkey});
		if (uid !== undefined) {
			throw new AlreadyRegisteredError({netuid, hotkey, uid}, paid);
		}
	};

	let receipt: Receipt;
	try {
		receipt = await submit(client, call, {
			signer,
			journal,
			isShielded,
			signal,
			async beforeSigning(signing) {
				const here = atBlock(signing);
				const [price] = await Promise.all([
					// With a limit, the chain checks again itself.
					readPrice(here, netuid),
					// Another process may have just registered it.
					isRegistered(here),
				]);
				if (price > cap) {
					throw new PriceAboveCapError(price, cap);
				}
			},
		});
	} catch (error) {
		if (error instanceof ChainRefusedError && isOvertakenBy(error)) {
			await isRegistered(client, error.paid);
		}

		if (error instanceof ChainRefusedError && error.refusal === 'RegistrationPriceLimitExceeded') {
			throw new PriceAboveCapError(await readPrice(client, netuid), cap, {
				paid: error.paid,
				cause: error,
			});
		}

		throw error instanceof InterruptedAfterSendingError
			? new InterruptedAfterSendingError(error.hash, {fix: registerAgain, cause: error})
			: error;
	}

	return afterSending(
		async () => {
			const [uid, paid] = await Promise.allSettled([
				readUid(client, {netuid, hotkey}, receipt),
				readPaid(client, signer.address, receipt),
			]);
			const trouble = toTrouble(uid) ?? toTrouble(paid);
			if (trouble !== undefined) {
				signal.throwIfAborted();
			}

			return {
				uid: uid.status === 'fulfilled' ? uid.value : undefined,
				paid: paid.status === 'fulfilled' ? paid.value : undefined,
				receipt,
				trouble,
			};
		},
		{hash: receipt.hash, fix: registerAgain, signal},
	);
}

const toTrouble = (result: PromiseSettledResult<unknown>) =>
	result.status === 'rejected' ? (result.reason as Error).message : undefined;

/** Refusals caused by another registration of the same hotkey, sent from elsewhere. */
const isOvertakenBy = ({refusal}: ChainRefusedError) =>
	['HotKeyAlreadyRegisteredInSubNet', 'RegistrationPriceLimitExceeded'].includes(refusal);

async function readUid(
	client: ChainClient,
	{netuid, hotkey}: {readonly netuid: number; readonly hotkey: string},
	{block, events}: Receipt,
): Promise<number> {
	const told = events.map(event => readRegisteredUid(event, {netuid, hotkey}));
	const uid =
		told.find(each => each !== undefined) ??
		(await getUid(client, {netuid, hotkey, at: block.hash}));
	if (uid === undefined) {
		throw new BtopError(`\`${hotkey}\` has no UID there`);
	}

	return uid;
}

/** What to do if the outcome of a registration is unknown. */
export const registerAgain =
	'Register again in a minute: if it went through, you pay nothing more, and its cost is recorded.';

/** Read what registering took from an account, without the fee: the price moves from block to block, so only what happened in the receipt's block is exact. */
export async function readPaid(
	client: ChainClient,
	address: string,
	{block, fee, events}: Receipt,
): Promise<bigint> {
	// Its carrier is paid for in events of its own.
	const paid = (sumSpent(events, {address}) ?? 0n) - readFee(events).fee;
	if (paid > 0n) {
		return paid;
	}

	// A chain whose events tell of the fee at most; the balance tells all, but also what else moved in that block.
	const {parentHash} = await getHeader(client.rpc, block.hash);
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

@param command What registers it, to be pasted; the error names it.
@throws {NotRegisteredError} If it has none.
*/
export async function requireUid(
	client: ChainClient,
	{command, ...options}: UidOptions & {readonly command: string},
): Promise<number> {
	const uid = await getUid(client, options);
	if (uid === undefined) {
		throw new NotRegisteredError(options.netuid, options.hotkey, command);
	}

	return uid;
}
