import {beforeEach, expect, onTestFinished, test} from 'vitest';
import {readEarnings, recordEarning} from '../../src/ledger/earnings.ts';
import {getHeld} from '../../src/ledger/gains.ts';
import {type Ledger, openLedger} from '../../src/ledger/open-ledger.ts';
import {recordSale} from '../../src/ledger/sales.ts';
import {tidyLedger} from '../../src/ledger/tidy-ledger.ts';
import {makeTemporaryFolder} from '../helpers/temporary-folder.ts';

const miner = {network: 'devnet', netuid: 3, hotkey: '5F'};
const price = 500_000_000n;
let ledger: Ledger;

beforeEach(async () => {
	ledger = openLedger({file: `${await makeTemporaryFolder('gains')}/ledger.sqlite`});
	onTestFinished(ledger.close);
});

const hold = (block: number, alpha: bigint, isStart = false) => {
	recordEarning(ledger, {...miner, block, time: block, alpha, price, isStart});
};

const sell = (block: number, alpha: bigint, tao: bigint, hash = `0x${block}`) => {
	recordSale(ledger, {...miner, block, time: block, alpha, tao, fee: 7n, hash});
};

const read = () => readEarnings(ledger, miner);

test('what was sold was earned, and what was earned in the same time counts, too', () => {
	hold(1, 0n, true);
	hold(10, 100n);
	sell(15, 110n, 50n);
	sell(15, 110n, 50n);
	hold(20, 5n);

	expect(read()).toMatchObject({alpha: 115n, soldAlpha: 110n, soldTao: 50n, saleFees: 7n});
	expect(read().samples.map(({earned}) => earned)).toEqual([0n, 100n, 115n]);
	expect(getHeld(read())).toBe(5n);
});

test('alpha that is missing without a sale was moved, and is worth what it was then', () => {
	hold(1, 0n, true);
	hold(10, 100n);
	hold(20, 0n);
	hold(30, 8n);

	expect(read()).toMatchObject({alpha: 108n, soldAlpha: 0n, movedAlpha: 100n, movedTao: 50n});
	expect(getHeld(read())).toBe(8n);
});

test('alpha that the hotkey had before is sold last, and brings nothing earned', () => {
	hold(1, 50n, true);
	hold(10, 80n);
	sell(11, 60n, 600n);
	hold(12, 20n);
	hold(13, 0n);

	expect(read()).toMatchObject({alpha: 30n, soldAlpha: 30n, soldTao: 300n, movedAlpha: 0n});
	expect(getHeld(read())).toBe(0n);
});

test('a sale counts once, with the sample of its block, whether or not it brought anything', () => {
	hold(1, 0n, true);
	hold(10, 100n);
	sell(20, 60n, 30n);
	sell(20, 0n, 0n, '0xempty');
	hold(20, 40n);
	hold(30, 45n);

	expect(read()).toMatchObject({alpha: 105n, soldAlpha: 60n, soldTao: 30n, movedAlpha: 0n});
	expect(read().samples.map(({earned}) => earned)).toEqual([0n, 100n, 100n, 105n]);
});

test('a miner that was never looked at has earned nothing, whatever it sold', () => {
	sell(5, 10n, 4n);

	expect(read()).toMatchObject({samples: [], alpha: 0n, soldAlpha: 0n, soldTao: 0n});
});

test('a sale after the last sample counts up to what was earned by then', () => {
	hold(1, 0n, true);
	hold(10, 100n);
	sell(11, 200n, 40n);

	expect(read()).toMatchObject({alpha: 100n, soldAlpha: 100n, soldTao: 20n});
});

test('what was earned under an earlier registration, up to its end, may be sold under the next', () => {
	hold(1, 0n, true);
	hold(10, 100n);
	hold(20, 130n, true);
	sell(25, 120n, 60n);
	hold(30, 15n);

	expect(read()).toMatchObject({alpha: 5n, alphaBefore: 130n, soldAlpha: 120n, soldTao: 60n});
	expect(read().samples.map(({earned}) => earned)).toEqual([0n, 5n]);
});

test('a ledger that is tidied forgets no sale, whether btop made it or not', () => {
	hold(1, 0n, true);
	for (const [block, alpha] of [
		[10, 100n],
		[15, 100n],
		[20, 0n],
		[30, 40n],
		[50, 10n],
		[60, 60n],
	] as const) {
		hold(block, alpha);
	}

	sell(45, 40n, 20n);
	const before = read();
	tidyLedger(ledger, {now: 1e12});

	const {samples, ...gains} = read();
	expect({...before, samples}).toEqual({...gains, samples});
	expect(samples.map(({block}) => block)).toEqual([1, 15, 20, 30, 50, 60]);
	expect(gains).toMatchObject({alpha: 200n, movedAlpha: 100n, soldAlpha: 40n});
});
