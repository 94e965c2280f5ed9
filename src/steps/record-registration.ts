import type {ChainClient} from '../chain/client.ts';
import {getAlphaPrice} from '../chain/subtensor/price.ts';
import {getHotkeyAlpha} from '../chain/subtensor/stake.ts';
import {recordEarning} from '../ledger/earnings.ts';
import type {MinerKey} from '../ledger/miners.ts';
import {openLedger} from '../ledger/open-ledger.ts';
import {recordPayment} from '../ledger/payments.ts';
import type {Home} from '../support/home.ts';
import type {Registered} from './registration.ts';

/** Put a registration into the ledger: what it cost, and what the hotkey held then, from where gains are counted. */
export async function recordRegistration(
	client: ChainClient,
	home: Home,
	miner: MinerKey,
	{uid, paid, receipt: {block, fee, hash}}: Registered,
): Promise<void> {
	const at = block.hash;
	const [alpha, price = 0n] = await Promise.all([
		getHotkeyAlpha(client, {...miner, at}),
		getAlphaPrice(client, {netuid: miner.netuid, at}),
	]);
	const time = client.clock.now();
	const ledger = openLedger({file: home.ledger});
	try {
		recordPayment(ledger, {...miner, time, uid, paid, fee, block: block.number, hash});
		recordEarning(ledger, {...miner, block: block.number, time, alpha, price, isStart: true});
	} finally {
		ledger.close();
	}
}
