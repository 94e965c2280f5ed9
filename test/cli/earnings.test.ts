import {mkdir, mkdtemp, readdir, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {recordEarning} from '../../src/ledger/earnings.ts';
import {openLedger} from '../../src/ledger/open-ledger.ts';
import {recordPayment} from '../../src/ledger/payments.ts';
import {btop, parseOnly} from '../helpers/btop.ts';

const miner = {network: 'devnet', netuid: 3, hotkey: '5F'};
let home: string;

/** A ledger of two registrations, and one alpha earned since the second. */
beforeAll(async () => {
	home = await mkdtemp(path.join(tmpdir(), 'btop-earnings-'));
	const ledger = openLedger({file: path.join(home, 'ledger.sqlite')});
	const price = 500_000_000n;
	for (const [block, paid, fee] of [
		[10, 800_000_000n, 104_228n],
		[20, 900_000_000n, 104_229n],
	] as const) {
		recordPayment(ledger, {...miner, time: block, uid: 0, paid, fee, block, hash: `0x${block}`});
		recordEarning(ledger, {...miner, block, time: block, alpha: 0n, price, isStart: true});
	}

	recordEarning(ledger, {...miner, block: 30, time: 30, alpha: 1_000_000_000n, price});
	ledger.close();
});

afterAll(async () => {
	await rm(home, {recursive: true});
});

const earnings = async (...argv: readonly string[]) =>
	btop(['earnings', '--home', home, ...argv], {});

test('what was paid and the fees are told apart to programs', async () => {
	expect(parseOnly(await earnings('--json'))).toMatchObject({
		ok: true,
		miners: [
			{...miner, earned_tao: '500000000', paid: '1700000000', fees: '208457', registrations: 2},
		],
	});
});

test('and to people', async () => {
	const {stdout} = await earnings();

	expect(stdout).toContain('1.7 TAO for 2 registrations, and 0.000208457 in fees');
});

test('and in CSV', async () => {
	const {stdout} = await earnings('--csv');

	expect(stdout.trimEnd().split('\n')).toEqual([
		'network,netuid,hotkey,block,time,alpha,price,value_tao,paid_tao,fees_tao',
		'devnet,3,5F,20,1970-01-01T00:00:00.020Z,0,0.5,0,1.7,0.000208457',
		'devnet,3,5F,30,1970-01-01T00:00:00.030Z,1,0.5,0.5,1.7,0.000208457',
	]);
});

test('where nothing was earned yet, reading says so and makes no ledger', async () => {
	const empty = path.join(home, 'empty');
	await mkdir(empty);
	const ended = await btop(['earnings', '--home', empty, '--json']);

	expect(parseOnly(ended)).toEqual({ok: true, miners: []});
	expect(await readdir(empty)).toEqual([]);
});
