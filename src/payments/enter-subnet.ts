import {formatTao} from '../chain/amount.ts';
import {atBlock} from '../chain/at-block.ts';
import type {ChainClient} from '../chain/client.ts';
import {InterruptedAfterSendingError, type Paid} from '../chain/errors.ts';
import {getUid} from '../chain/subtensor/uid.ts';
import type {Signer} from '../crypto/signer.ts';
import type {MinerKey} from '../ledger/miners.ts';
import type {World} from '../rig/network/world.ts';
import {bookRegistrations} from './book-registrations.ts';
import {type PaymentJournal, resolveEarlier} from './journal.ts';
import {recordRegistration} from './record-registration.ts';
import {type Recovery, tryToRecover} from './recover-registration.ts';
import {AlreadyRegisteredError} from './registration-errors.ts';
import {type Registered, register} from './registration.ts';

/** How a hotkey got its UID. */
export type Entered =
	| ({readonly kind: 'registered'} & Registered)
	| {
			/** It already had its UID. */
			readonly kind: 'known';
			readonly uid: number;
			/** What finding out cost, if the chain had to refuse. */
			readonly paid: Paid | undefined;
			readonly recovery: Recovery | undefined;
	  };

/** A hotkey that already had its UID. */
export type Known = Extract<Entered, {readonly kind: 'known'}>;

type EnterWorld = Pick<World, 'home' | 'signal' | 'report' | 'warn'>;

/**
Check whether a hotkey has its UID, after settling earlier transactions. Registrations missing in the ledger are added; see `recoverRegistration()` and `bookRegistrations()`.

@param options.readAhead Called once they are settled, to read whatever is needed next; the UID is read from its result. @default The newest block is read
*/
export async function findEntered(
	client: ChainClient,
	world: EnterWorld,
	miner: MinerKey,
	{
		coldkey,
		journal,
		readAhead = async () => atBlock(client),
	}: Pick<EnterOptions, 'coldkey' | 'journal'> & {readonly readAhead?: () => Promise<ChainClient>},
): Promise<Known | undefined> {
	await resolveEarlier(client, {signer: coldkey, journal, signal: world.signal});
	const uid = await getUid(await readAhead(), miner);
	const recovery =
		uid === undefined ? undefined : await tryToRecover(client, world, miner, {uid, coldkey});
	// Those of other hotkeys, and of this one before it was evicted.
	await bookRegistrations(client, world, {signer: coldkey});
	return uid === undefined ? undefined : {kind: 'known', uid, paid: undefined, recovery};
}

export type EnterOptions = {
	/** SS58 of who pays. */
	readonly coldkey: string;
	/** The most to pay, in rao. */
	readonly cap: bigint;
	/** Whether to send it encrypted until it is in a block. @default false */
	readonly isShielded?: boolean;
	readonly signer: Signer;
	readonly journal: PaymentJournal;
};

/**
Register a hotkey, once, and record its cost in the ledger. Trouble with the ledger does not hide what was paid.

@throws {PriceAboveCapError} If the price has risen above the cap.
@throws {InterruptedAfterSendingError} If the signal is aborted after sending.
*/
export async function enterSubnet(
	client: ChainClient,
	world: EnterWorld,
	miner: MinerKey,
	{coldkey, cap, isShielded, signer, journal}: EnterOptions,
): Promise<Entered> {
	const {signal} = world;
	const {netuid, hotkey} = miner;
	try {
		const options = {signer, journal, isShielded, signal};
		const registered = await register(client, {netuid, hotkey, cap}, options);
		await record(client, world, miner, registered);
		return {kind: 'registered', ...registered};
	} catch (error) {
		if (!(error instanceof AlreadyRegisteredError)) {
			throw error;
		}

		const {uid, paid} = error;
		const recovery = await tryToRecover(client, world, miner, {uid, coldkey});
		return {kind: 'known', uid, paid, recovery};
	}
}

async function record(
	client: ChainClient,
	world: EnterWorld,
	miner: MinerKey,
	{uid, paid, receipt, trouble}: Registered,
) {
	const {report, warn = report} = world;
	if (uid === undefined || paid === undefined) {
		const what = uid === undefined ? 'its UID' : 'what it cost';
		warn(
			`Registered in block ${receipt.block.number}, but ${what} cannot be read: ${trouble ?? 'the node does not tell'}. ${seeAgain}`,
		);
		return;
	}

	try {
		await recordRegistration(client, world, miner, {uid, paid, receipt});
	} catch (error) {
		if (error instanceof InterruptedAfterSendingError) {
			throw error;
		}

		warn(
			`Registered, but its cost is not in the ledger yet: ${(error as Error).message}. ${seeAgain}`,
		);
	}
}

const seeAgain = 'Run the command again to record it; you pay nothing more.';

/** Say what is known of how a hotkey got the UID that it already had, as a clause. */
export function describeKnown({paid, recovery}: Pick<Known, 'paid' | 'recovery'>): string {
	const now =
		paid === undefined || paid.fee === 0n
			? undefined
			: `the failed attempt cost a fee of ${formatTao(paid.fee)} TAO`;
	if (recovery?.kind === 'recorded') {
		const {block, paid: cost, fee} = recovery;
		return `registered by an earlier command in block ${block}, for ${formatTao(cost)} TAO and a fee of ${formatTao(fee)}; ${now ?? 'nothing more was paid'}`;
	}

	const then = recovery
		? `; what it cost earlier is not in the ledger, and this node no longer has block ${recovery.block}`
		: '';
	return `already registered; ${now ?? 'nothing was paid this time'}${then}`;
}
