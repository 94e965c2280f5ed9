import type {ChainClient} from '../chain/client.ts';
import {findRegistration, getRegistrationBlock} from '../chain/subtensor/find-registration.ts';
import type {MinerKey} from '../ledger/miners.ts';
import {recordNetwork} from '../ledger/networks.ts';
import {openLedger} from '../ledger/open-ledger.ts';
import {readPayments} from '../ledger/payments.ts';
import type {Home} from '../support/home.ts';
import type {World} from '../rig/network/world.ts';
import {recordFound, settlePaid} from './record-registration.ts';

/** What came of looking for a registration that the ledger does not know. */
export type Recovery =
	| {
			readonly kind: 'recorded';
			/** Rao, without the fee. */
			readonly paid: bigint;
			/** Rao. */
			readonly fee: bigint;
			readonly block: number;
			/** Of the extrinsic. */
			readonly hash: string;
	  }
	| {
			/** The node cannot tell any more what happened in that block. */
			readonly kind: 'unavailable';
			readonly block: number;
	  };

export type RecoverOptions = {
	/** The UID that the hotkey has. */
	readonly uid: number;
	/** SS58. What others paid is not ours to book. */
	readonly coldkey: string;
};

/**
Put into the ledger the registration of a hotkey that has its UID, where that is missing: one that went through while nobody looked any more.

@returns `undefined` if nothing is missing.
*/
export async function recoverRegistration(
	client: ChainClient,
	world: Pick<World, 'home' | 'signal'>,
	miner: MinerKey,
	{uid, coldkey}: RecoverOptions,
): Promise<Recovery | undefined> {
	const {netuid, hotkey} = miner;
	const block = await getRegistrationBlock(client, {netuid, uid});
	if (isRecorded(client, world.home, miner, block)) {
		return undefined;
	}

	const found = await findRegistration(client, {netuid, hotkey, block});
	if (!found.ok) {
		return found.reason === 'unavailable' ? {kind: 'unavailable', block} : undefined;
	}

	const {receipt, payer} = found;
	if (payer !== coldkey) {
		return undefined;
	}

	const paid = await recordFound(client, world, miner, {uid, receipt, payer});
	return {kind: 'recorded', paid, fee: receipt.fee, block, hash: receipt.hash};
}

/** Do what `recoverRegistration()` does where the UID is what counts: trouble with its cost is only reported. */
export async function tryToRecover(
	client: ChainClient,
	world: Pick<World, 'home' | 'signal' | 'report' | 'warn'>,
	miner: MinerKey,
	options: RecoverOptions,
): Promise<Recovery | undefined> {
	const {signal, report, warn = report} = world;
	try {
		return await recoverRegistration(client, world, miner, options);
	} catch (error) {
		signal.throwIfAborted();
		warn(
			`What UID ${options.uid} cost is not in the ledger yet: ${(error as Error).message}. The next command that uses it tries again.`,
		);
		return undefined;
	}
}

/** Whether the ledger has the payment. Then its transaction is settled as well. */
function isRecorded(
	{genesisHash}: ChainClient,
	{ledger: file}: Home,
	miner: MinerKey,
	registeredAt: number,
): boolean {
	const ledger = openLedger({file});
	try {
		recordNetwork(ledger, {network: miner.network, genesisHash});
		const payment = readPayments(ledger, miner).find(({block}) => block === registeredAt);
		if (payment) {
			settlePaid(ledger, payment);
		}

		return payment !== undefined;
	} finally {
		ledger.close();
	}
}
