import type {ChainClient} from '../chain/client.ts';
import {getAlphaPrice} from '../chain/subtensor/price.ts';
import {requireOwnersAlpha} from '../chain/subtensor/stake.ts';
import {getChainTime} from '../chain/system/chain-info.ts';
import {afterSending} from '../chain/transaction/after-sending.ts';
import type {Receipt} from '../chain/transaction/receipt.ts';
import {recordEarning} from '../ledger/earnings.ts';
import type {MinerKey} from '../ledger/miners.ts';
import {recordNetwork} from '../ledger/networks.ts';
import {type Ledger, openLedger} from '../ledger/open-ledger.ts';
import {type Payment, recordPayment} from '../ledger/payments.ts';
import {readSigned, settleSigned} from '../ledger/signed.ts';
import type {World} from '../rig/network/world.ts';
import {type Registered, readPaid, registerAgain} from './registration.ts';

export type RegistrationRecord = Pick<Registered, 'receipt'> & {
	readonly uid: number;
	/** Rao, without the fee. */
	readonly paid: bigint;
	/** When it happened, in milliseconds since the Unix epoch. @default now */
	readonly time?: number;
};

/** Put a registration into the ledger: what it cost, and what the hotkey held then, from where gains are counted. If its transaction is unsettled there, settle it. */
export async function recordRegistration(
	client: ChainClient,
	{home, signal}: Pick<World, 'home' | 'signal'>,
	miner: MinerKey,
	{uid, paid, receipt: {block, fee, hash}, time = client.clock.now()}: RegistrationRecord,
): Promise<void> {
	const at = block.hash;
	const [alpha, price = 0n] = await afterSending(
		async () =>
			Promise.all([
				requireOwnersAlpha(client, {...miner, at}),
				getAlphaPrice(client, {netuid: miner.netuid, at}),
			]),
		{hash, fix: registerAgain, signal},
	);
	const ledger = openLedger({file: home.ledger});
	try {
		const payment = {...miner, time, uid, paid, fee, block: block.number, hash};
		// All of it or nothing, so that whoever looks for what is missing finds it.
		ledger.transact(() => {
			recordNetwork(ledger, {network: miner.network, genesisHash: client.genesisHash});
			recordPayment(ledger, payment);
			settlePaid(ledger, payment);
			// Where the chain does not tell what the hotkey holds, there is nothing to count from.
			if (alpha !== undefined) {
				recordEarning(ledger, {...miner, block: block.number, time, alpha, price, isStart: true});
			}
		});
	} finally {
		ledger.close();
	}
}

export type FoundReceipt = {
	readonly uid: number;
	readonly receipt: Receipt;
	/** SS58 of who paid. */
	readonly payer: string;
};

/**
Put into the ledger a registration that was found in a block, by what that block tells of it.

@returns What was paid, without the fee, in rao.
*/
export async function recordFound(
	client: ChainClient,
	world: Pick<World, 'home' | 'signal'>,
	miner: MinerKey,
	{uid, receipt, payer}: FoundReceipt,
): Promise<bigint> {
	const [paid, time] = await Promise.all([
		readPaid(client, payer, receipt),
		getChainTime(client, {at: receipt.block.hash}),
	]);
	await recordRegistration(client, world, miner, {uid, paid, receipt, time});
	return paid;
}

/** Settle the transaction of a registration, if it was signed here and its outcome is unknown. */
export function settlePaid(ledger: Ledger, {hash, block, fee}: Payment): void {
	const outcome = readSigned(ledger, {hash, limit: 1})[0]?.outcome ?? '';
	if (['sent', 'unread'].includes(outcome)) {
		settleSigned(ledger, hash, {outcome: 'included', block, fee});
	}
}
