import {expect, onTestFinished, test} from 'vitest';
import {connectChain} from '../../src/chain/connect.ts';
import {getBlockTime} from '../../src/chain/system/chain-info.ts';
import {createBeaconSecret} from '../../src/crypto/beacon.ts';
import {createBeacon} from '../../src/devnet/beacon/beacon.ts';
import {startDevnet} from '../../src/devnet/devnet.ts';
import {devnetWorld} from '../../src/devnet/genesis/devnet-world.ts';
import {consensusItems} from '../../src/devnet/subtensor/storage/neurons.ts';
import {toDailyPay} from '../../src/monitor/daily-pay.ts';
import {readSubnetOutlooks} from '../../src/onboarding/subnet-outlook.ts';
import {readPaidOffers} from '../../src/onboarding/subnet-pay.ts';

/** The devnet with some pay on subnet 3, and none elsewhere. */
async function start(emissions: readonly bigint[]) {
	const world = devnetWorld({
		beacon: createBeacon(createBeaconSecret()),
		genesisTime: Math.floor(Date.now() / 1000) - 5,
		bare: true,
	});
	const devnet = await startDevnet({
		world: {
			...world,
			genesis(context) {
				world.genesis(context);
				context.set(consensusItems.Emission, 3, emissions);
			},
		},
	});
	onTestFinished(devnet.close);
	const client = await connectChain({url: devnet.url});
	onTestFinished(client.close);
	return client;
}

test('whoever compares subnets sees the median of the miners that are paid, by command and by screen', async () => {
	const client = await start([0n, 1_000_000_000n, 9_000_000_000n, 2_000_000_000n, 0n]);
	const {hash, number} = client.head.getSnapshot();
	const offers = await readPaidOffers(client, {at: hash});
	const outlooks = await readSubnetOutlooks(client, {at: hash, block: number});

	expect(outlooks).toMatchObject(offers);
	const [unpaid, , paid] = outlooks;
	expect(unpaid).toMatchObject({pay: {paid: 0}, medianPay: 0n});
	expect(paid!.pay).toMatchObject({paid: 3, unpaid: 2, median: 2_000_000_000n});
	const {alphaPrice, tempo} = paid!.subnet;
	expect(paid!.medianPay).toBe(
		toDailyPay({
			alphaPerEpoch: 2_000_000_000n,
			alphaPrice: alphaPrice!,
			tempo,
			blockTime: getBlockTime(client),
		}),
	);
});

test('on a chain that has only just begun, no price is compared with itself', async () => {
	const client = await start([]);
	const {hash, number} = client.head.getSnapshot();
	const outlooks = await readSubnetOutlooks(client, {at: hash, block: Math.min(number, 1)});

	expect(outlooks.length).toBeGreaterThan(0);
	for (const {direction} of outlooks) {
		expect(direction).toBeUndefined();
	}
});
