import type {ChainClient} from '../chain/client.ts';
import {getAlphaPrice} from '../chain/subtensor/price.ts';
import {getHotkeyAlpha} from '../chain/subtensor/stake.ts';
import {afterSending} from '../chain/transaction/after-sending.ts';
import {recordEarning} from '../ledger/earnings.ts';
import type {MinerKey} from '../ledger/miners.ts';
import {openLedger} from '../ledger/open-ledger.ts';
import {recordPayment} from '../ledger/payments.ts';
import {type Registered, registerAgain} from './registration.ts';
import type {World} from './world.ts';

export type RegistrationRecord = Registered & {
	/** When it happened, in milliseconds since the Unix epoch. @default now */
	readonly time?: number;
};

/** Put a registration into the ledger: what it cost, and what the hotkey held then, from where gains are counted. */
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
				getHotkeyAlpha(client, {...miner, at}),
				getAlphaPrice(client, {netuid: miner.netuid, at}),
			]),
		{hash, fix: registerAgain, signal},
	);
	const ledger = openLedger({file: home.ledger});
	try {
		recordPayment(ledger, {...miner, time, uid, paid, fee, block: block.number, hash});
		recordEarning(ledger, {...miner, block: block.number, time, alpha, price, isStart: true});
	} finally {
		ledger.close();
	}
}
