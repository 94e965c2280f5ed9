import {afterEach, expect, test} from 'vitest';
import {connectChain} from '../../src/chain/connect.ts';
import {ChainUnreachableError} from '../../src/chain/errors.ts';
import {waitForPrice} from '../../src/payments/price-watch.ts';
import {createFakeClock} from '../helpers/fake-clock.ts';
import {startFrailNetwork} from '../helpers/chain/frail-network.ts';
import {letPassUntil} from '../helpers/let-pass.ts';
import {startSubnetDevnet} from '../helpers/chain/subnet-devnet.ts';

const netuid = 3;
const opened: Array<{readonly close: () => unknown}> = [];
const {signal} = new AbortController();

afterEach(async () => {
	for (const thing of opened.splice(0).toReversed()) {
		await thing.close();
	}
});

test('a price on a chain that makes no more blocks is not waited for for ever', async () => {
	const devnet = await startSubnetDevnet({bare: true});
	const clock = createFakeClock();
	const client = await connectChain({url: devnet.url});
	opened.push(devnet, client);
	const waiting = waitForPrice({...client, clock}, {netuid, cap: 1n, signal});

	await letPassUntil(clock, waiting);
	await expect(waiting).rejects.toThrow(ChainUnreachableError);
});

test('a price is waited for across a lost connection', async () => {
	const devnet = await startSubnetDevnet({bare: true, blockTime: 20});
	const network = await startFrailNetwork(devnet.url);
	const client = await connectChain({url: network.url});
	opened.push(devnet, network, client);
	const prices: bigint[] = [];
	const first = Promise.withResolvers<void>();
	const controller = new AbortController();
	const waiting = waitForPrice(client, {
		netuid,
		cap: 1n,
		signal: controller.signal,
		onPrice(price) {
			prices.push(price);
			if (prices.length === 1) {
				network.cutAt('state_queryStorageAt');
				first.resolve();
			} else if (client.status.getSnapshot().since > connectedAt) {
				controller.abort(new Error('seen enough'));
			}
		},
	});
	const connectedAt = client.status.getSnapshot().since;
	await first.promise;

	await expect(waiting).rejects.toThrow('seen enough');
	expect(prices.at(-1)).toBeLessThan(prices[0]!);
});
