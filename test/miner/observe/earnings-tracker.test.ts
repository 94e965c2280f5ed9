import {expect, onTestFinished, test} from 'vitest';
import {readEarnings, recordEarning} from '../../../src/ledger/earnings.ts';
import {openLedger} from '../../../src/ledger/open-ledger.ts';
import {recordSale} from '../../../src/ledger/sales.ts';
import {createLedgerWrites} from '../../../src/ledger/write-queue.ts';
import {trackEarnings} from '../../../src/miner/observe/earnings-tracker.ts';
import {createFakeClock} from '../../helpers/fake-clock.ts';
import {createFakeMinerChain, createNeuron} from '../../helpers/miner/miner-chain.ts';
import {makeTemporaryFolder} from '../../helpers/temporary-folder.ts';

const miner = {network: 'devnet', netuid: 3, hotkey: 'miner'};
const neurons = [createNeuron({uid: 7, hotkey: 'miner', registeredAt: 1})];

/** A miner that held 50 when it registered, on a chain whose blocks are shown by hand. */
async function start() {
	const ledger = openLedger({file: `${await makeTemporaryFolder('tracker')}/ledger.sqlite`});
	onTestFinished(ledger.close);
	recordEarning(ledger, {...miner, block: 1, time: 1, alpha: 50n, price: 1n, isStart: true});
	const {facts, show} = createFakeMinerChain();
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
