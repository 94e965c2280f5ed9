import {expect, onTestFinished, test} from 'vitest';
import {readEarnings, recordEarning} from '../../../src/ledger/earnings.ts';
import {openLedger} from '../../../src/ledger/open-ledger.ts';
import {recordPayment} from '../../../src/ledger/payments.ts';
import {recordSale} from '../../../src/ledger/sales.ts';
import {createLedgerWrites} from '../../../src/ledger/write-queue.ts';
import {trackEarnings} from '../../../src/miner/observe/earnings-tracker.ts';
import {createFakeClock} from '../../helpers/fake-clock.ts';
import {createFakeMinerChain, createNeuron} from '../../helpers/miner/miner-chain.ts';
import {makeTemporaryFolder} from '../../helpers/temporary-folder.ts';

const miner = {network: 'devnet', netuid: 3, hotkey: 'miner'};
const neurons = [createNeuron({uid: 7, hotkey: 'miner', registeredAt: 1})];

/** A miner that held 50 when it registered, on a chain whose blocks are shown by hand. */
async function start({chain = createFakeMinerChain()} = {}) {
	const ledger = openLedger({file: `${await makeTemporaryFolder('tracker')}/ledger.sqlite`});
	onTestFinished(ledger.close);
	recordEarning(ledger, {...miner, block: 1, time: 1, alpha: 50n, price: 1n, isStart: true});
	const {facts, show} = chain;
	const clock = createFakeClock(0);
	const writes = createLedgerWrites(ledger, {clock});
	const tracker = trackEarnings({ledger, writes, miner, facts, clock});
	onTestFinished(tracker.close);
	return {
		ledger,
		tracker,
		show(alpha: bigint, figures: {block?: number; nextEpoch?: number} = {}) {
			show({neurons, alpha, ...figures});
		},
		earned: () => tracker.earned.getSnapshot().alpha,
		view: () => tracker.view.getSnapshot(),
	};
}

test('what is sold stays earned, to the block, and its proceeds are told once they are recorded', async () => {
	const {ledger, show, earned, view} = await start();
	show(50n);
	show(80n, {nextEpoch: 120});
	show(85n, {nextEpoch: 120});
	show(0n, {nextEpoch: 120, block: 40});
	expect(earned()).toBe(35n);
	expect(view()).toMatchObject({goneAlpha: 35n, goneTao: 17n});

	recordSale(ledger, {...miner, block: 40, time: 1, alpha: 85n, tao: 850n, fee: 3n, hash: '0x1'});
	show(0n, {nextEpoch: 120, block: 41});
	expect(earned()).toBe(35n);
	expect(view()).toMatchObject({goneAlpha: 35n, goneTao: 350n, fees: 3n});

	show(10n, {nextEpoch: 140, block: 60});
	expect(earned()).toBe(45n);
	expect(view()!.samples.at(-1)).toMatchObject({block: 60, earned: 45n});
	expect(readEarnings(ledger, miner)).toMatchObject({alpha: 45n, soldAlpha: 35n, movedAlpha: 0n});
});

test('a block of a node that lags behind is no sale', async () => {
	const {show, earned, view} = await start();
	show(80n, {block: 20});
	show(50n, {block: 19});
	show(80n, {block: 20});

	expect(earned()).toBe(30n);
	expect(view()).toMatchObject({goneAlpha: 0n});
});

test('a sample is written once an epoch, and at the price of the latest block', async () => {
	const {ledger, tracker, show, view} = await start();
	expect(tracker.earned.getSnapshot()).toEqual({alpha: 0n, tao: 0n});
	expect(view()).toBeUndefined();
	for (const [block, alpha, nextEpoch] of [
		[20, 50n, 40],
		[21, 52n, 40],
		[22, 52n, 40],
		[41, 60n, 60],
		[42, 62n, 60],
	] as const) {
		show(alpha, {block, nextEpoch});
	}

	expect(readEarnings(ledger, miner).samples.map(({block}) => block)).toEqual([1, 20, 41]);
	expect(view()!.samples.at(-1)).toMatchObject({block: 41, earned: 10n, price: 500_000_000n});
	// Half a TAO for each.
	expect(tracker.earned.getSnapshot()).toEqual({alpha: 12n, tao: 6n});
});

test('what is there with the first block is told at once', async () => {
	const chain = createFakeMinerChain();
	chain.show({neurons, alpha: 70n, block: 20});
	const {earned} = await start({chain});

	expect(earned()).toBe(20n);
});

test('before the UID is there, and after it is gone, nothing is counted', async () => {
	const chain = createFakeMinerChain();
	const {ledger, earned, view} = await start({chain});
	chain.show({neurons: [], alpha: 90n, block: 20});

	expect(earned()).toBe(0n);
	expect(view()).toBeUndefined();
	expect(readEarnings(ledger, miner).samples).toHaveLength(1);
});

test('a registration that the ledger does not know begins with the first look', async () => {
	const chain = createFakeMinerChain();
	const {ledger, earned, view} = await start({chain});
	const again = createNeuron({uid: 2, hotkey: 'miner', registeredAt: 30});
	chain.show({neurons, alpha: 80n, block: 20});
	chain.show({neurons: [again], alpha: 85n, block: 31});
	expect(earned()).toBe(0n);
	chain.show({neurons: [again], alpha: 90n, block: 32, nextEpoch: 200});

	expect(earned()).toBe(5n);
	expect(view()!.samples.map(({block}) => block)).toEqual([31, 32]);
	expect(readEarnings(ledger, miner)).toMatchObject({alpha: 5n, alphaBefore: 35n});
});

test('the cost is that of this registration, not of those before it', async () => {
	const {ledger, show, view} = await start();
	const payment = {...miner, time: 1, uid: 7};
	recordPayment(ledger, {...payment, paid: 900n, fee: 9n, block: 0, hash: '0xa'});
	recordPayment(ledger, {...payment, paid: 700n, fee: 7n, block: 1, hash: '0xb'});
	show(50n, {block: 20});

	expect(view()).toMatchObject({paid: 700n, fees: 7n});
});

test('the cost of a registration that the ledger has no payment for is unknown, not zero', async () => {
	const {ledger, show, view} = await start();
	recordPayment(ledger, {...miner, time: 1, uid: 7, paid: 900n, fee: 9n, block: 0, hash: '0xa'});
	show(50n, {block: 20});

	expect(view()).toMatchObject({paid: null, fees: 0n});
});

test('alpha that leaves right after a sample is not written twice', async () => {
	const {ledger, show} = await start();
	show(80n, {block: 20, nextEpoch: 40});
	show(10n, {block: 21, nextEpoch: 40});
	show(12n, {block: 22, nextEpoch: 40});
	show(3n, {block: 23, nextEpoch: 40});

	expect(readEarnings(ledger, miner).samples.map(({block, alpha}) => [block, alpha])).toEqual([
		[1, 50n],
		[20, 80n],
		[21, 10n],
		[22, 12n],
		[23, 3n],
	]);
});

test('where the chain does not tell, earnings are unknown, and no sample says that there are none', async () => {
	const chain = createFakeMinerChain();
	const {ledger, tracker, view} = await start({chain});
	chain.show({neurons, alpha: undefined, block: 20});
	expect(tracker.earned.getSnapshot()).toEqual({alpha: undefined, tao: undefined});
	expect(view()).toBeUndefined();
	expect(readEarnings(ledger, miner).samples).toHaveLength(1);

	chain.show({neurons, alpha: 80n, alphaPrice: 0n, block: 21});
	expect(tracker.earned.getSnapshot()).toEqual({alpha: 30n, tao: undefined});
});
