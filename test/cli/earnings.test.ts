import {cp, mkdir, mkdtemp, readdir, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {createSigner} from '../../src/crypto/sr25519.ts';
import {recordEarning} from '../../src/ledger/earnings.ts';
import {recordNetwork} from '../../src/ledger/networks.ts';
import {openLedger} from '../../src/ledger/open-ledger.ts';
import {recordPayment} from '../../src/ledger/payments.ts';
import {recordSale} from '../../src/ledger/sales.ts';
import {recordUnsigned} from '../../src/ledger/signed.ts';
import {minerFiles} from '../../src/rig/miner-files.ts';
import {writeMinerOptions} from '../../src/rig/miner-options.ts';
import {resolveHome} from '../../src/support/home.ts';
import {btop, parseOnly} from '../helpers/btop.ts';
import {createMinerOptions} from '../helpers/miner/miner-options.ts';
import {makeTemporaryFolder} from '../helpers/temporary-folder.ts';

const miner = {network: 'devnet', netuid: 3, hotkey: '5F'};
let home: string;

/** A ledger of two registrations, with two alpha earned under the first and one since the second. */
beforeAll(async () => {
	home = await mkdtemp(path.join(tmpdir(), 'btop-earnings-'));
	const ledger = openLedger({file: path.join(home, 'ledger.sqlite')});
	const price = 500_000_000n;
	for (const [block, paid, fee, alpha] of [
		[10, 800_000_000n, 104_228n, 0n],
		[20, 900_000_000n, 104_229n, 2_000_000_000n],
	] as const) {
		recordPayment(ledger, {...miner, time: block, uid: 0, paid, fee, block, hash: `0x${block}`});
		recordEarning(ledger, {...miner, block, time: block, alpha, price, isStart: true});
	}

	recordEarning(ledger, {...miner, block: 15, time: 15, alpha: 2_000_000_000n, price});
	recordEarning(ledger, {...miner, block: 30, time: 30, alpha: 3_000_000_000n, price});
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
			{
				...miner,
				earned_alpha: '1000000000',
				earned_tao: '500000000',
				total_alpha: '3000000000',
				total_tao: '1500000000',
				per_day_alpha: '8640000000000000',
				per_day_tao: '4320000000000000',
				paid: '1700000000',
				fees: '208457',
				net_tao: '-200208457',
				registrations: 2,
			},
		],
		totals: [
			{
				network: 'devnet',
				total_tao: '1500000000',
				per_day_tao: '4320000000000000',
				paid: '1700000000',
				fees: '208457',
				net_tao: '-200208457',
			},
		],
	});
});

test('and to people', async () => {
	const {stdout} = await earnings();

	expect(stdout.split('\n').slice(0, 7)).toEqual([
		'subnet 3 of devnet, 5F',
		'  earned    1 alpha, worth 0.5000 TAO',
		'  in total  3 alpha, worth 1.5000 TAO, including earlier registrations',
		'  per day   8,640,000 alpha, worth 4,320,000 TAO',
		'  paid      1.7 TAO for 2 registrations, and 0.000208457 in fees',
		'  net       -0.200208457 TAO',
		'  as of     block 30',
	]);
	expect(stdout).not.toContain('all of');
});

test('the commands that sell alpha name its chain and its wallet, where a miner was started', async () => {
	const unknown = `  btop wallet unstake -n devnet --home ${home} --netuid 3, with -w and -H for that hotkey\n`;
	expect((await earnings()).stdout).toContain(unknown);
	const resolved = resolveHome({directory: home});
	await mkdir(resolved.miners);
	const {options} = minerFiles(resolved, miner);
	await writeFile(options, 'no options');
	expect((await earnings()).stdout).toContain(unknown);
	await writeMinerOptions(options, createMinerOptions());

	const {stdout} = await earnings();
	expect(stdout).toContain(
		`  btop wallet unstake -n devnet -w rig -H one --wallet-path /mnt/keys --home ${home} --netuid 3\n`,
	);
	expect(stdout).toContain(
		'  btcli tx remove-stake -n ws://127.0.0.1:4000 -w rig --wallet-path /mnt/keys --hotkey 5F --netuid 3 --amount all --rate-tolerance 0.01\n',
	);
});

test('a miner that was started under another name of the chain is found; on a chain without a name nothing can be sold', async () => {
	const copy = await makeTemporaryFolder('earnings');
	const resolved = resolveHome({directory: copy});
	await cp(path.join(home, 'ledger.sqlite'), resolved.ledger);
	await mkdir(resolved.miners);
	const read = async () => (await btop(['earnings', '--home', copy])).stdout;
	const network = 'ws://127.0.0.1:4001';
	const genesisHash = `0x${'1'.repeat(64)}`;
	const ledger = openLedger({file: resolved.ledger});
	recordNetwork(ledger, {network: 'devnet', genesisHash});
	await writeMinerOptions(
		minerFiles(resolved, {...miner, network}).options,
		createMinerOptions({network, genesisHash}),
	);
	expect(await read()).toContain(`  btop wallet unstake -n ${network} -w rig -H one `);

	recordNetwork(ledger, {network: 'devnet', genesisHash: `0x${'2'.repeat(64)}`});
	ledger.close();
	const stdout = await read();
	expect(stdout).toContain('subnet 3 of devnet (chain 0x11111111), 5F');
	expect(stdout).not.toContain('unstake');
});

test('the wallets’ folder is named where it is not the usual one', async () => {
	const resolved = resolveHome({directory: home});
	await mkdir(resolved.miners, {recursive: true});
	const {options} = minerFiles(resolved, miner);
	await writeMinerOptions(options, {
		...createMinerOptions(),
		walletsDirectory: resolved.devnet.wallets,
	});

	const {stdout} = await earnings();
	expect(stdout).toContain(
		`  btop wallet unstake -n devnet -w rig -H one --home ${home} --netuid 3\n`,
	);
});

test('signed calls name the account that signed, and the faucet as such', async () => {
	const signed = await mkdtemp(path.join(tmpdir(), 'btop-earnings-'));
	const ledger = openLedger({file: path.join(signed, 'ledger.sqlite')});
	const refused = {time: 1, network: 'devnet', outcome: 'expired', isDryRun: false};
	const transfer = {call: 'Balances.transfer_keep_alive', args: {dest: '5X', value: '1'}};
	const alice = createSigner({uri: '//Alice'}).address;
	recordUnsigned(ledger, {...refused, ...transfer, signer: alice});
	recordUnsigned(ledger, {...refused, ...transfer, signer: '5Own'});
	ledger.close();

	const {stdout} = await btop(['earnings', '--signed', '--home', signed]);
	expect(stdout).toMatch(/ by +what\n/v);
	expect(stdout).toMatch(/ \/\/Alice, the faucet +transfer of /v);
	expect(stdout).toMatch(/ 5Own +transfer of /v);
	await rm(signed, {recursive: true});
});

test('what was sold was earned, and is told with what it brought and what is left', async () => {
	const sold = await mkdtemp(path.join(tmpdir(), 'btop-earnings-'));
	const ledger = openLedger({file: path.join(sold, 'ledger.sqlite')});
	const sample = {...miner, price: 500_000_000n};
	recordPayment(ledger, {
		...miner,
		time: 1,
		uid: 0,
		paid: 700_000_000n,
		fee: 1n,
		block: 1,
		hash: '0x1',
	});
	recordEarning(ledger, {...sample, block: 1, time: 1, alpha: 0n, isStart: true});
	recordEarning(ledger, {...sample, block: 9, time: 9, alpha: 6_000_000_000n});
	const sale = {alpha: 6_000_000_000n, tao: 2_600_000_000n, fee: 2n, hash: '0x2'};
	recordSale(ledger, {...miner, ...sale, block: 10, time: 10});
	recordEarning(ledger, {...sample, block: 11, time: 11, alpha: 1_000_000_000n});
	recordEarning(ledger, {...sample, block: 12, time: 12, alpha: 400_000_000n});
	ledger.close();

	const {stdout} = await btop(['earnings', '--home', sold]);
	expect(stdout.split('\n').map(line => line.trim().replace(/ {2,}/v, ': '))).toEqual(
		expect.arrayContaining([
			'earned: 7 alpha, worth 3.5000 TAO',
			'sold: 6 alpha for 2.6 TAO',
			'moved: 0.6 alpha, worth 0.3000 TAO then: moved, or sold with another program',
			'held: 0.4 alpha, worth 0.2000 TAO',
			'net: 2.399999997 TAO',
		]),
	);
	expect(parseOnly(await btop(['earnings', '--home', sold, '--json']))).toMatchObject({
		miners: [
			{
				earned_alpha: '7000000000',
				sold_alpha: '6000000000',
				sold_tao: '2600000000',
				moved_alpha: '600000000',
				moved_tao: '300000000',
				held_alpha: '400000000',
				held_tao: '200000000',
				fees: '3',
				net_tao: '2399999997',
			},
		],
		totals: [{sold_tao: '2600000000', moved_tao: '300000000', held_tao: '200000000'}],
	});
	const {stdout: csv} = await btop(['earnings', '--home', sold, '--csv']);
	expect(csv).toContain('10,1970-01-01T00:00:00.010Z,sale,6,2.6,0.000000002\n');
	await rm(sold, {recursive: true});
});

test('nothing is offered for sale where nothing was earned', async () => {
	const empty = await mkdtemp(path.join(tmpdir(), 'btop-earnings-'));
	const ledger = openLedger({file: path.join(empty, 'ledger.sqlite')});
	const sample = {...miner, time: 1, alpha: 5n, price: 1n};
	recordEarning(ledger, {...sample, block: 1, isStart: true});
	recordEarning(ledger, {...sample, block: 2});
	ledger.close();

	const {stdout} = await btop(['earnings', '--home', empty]);
	expect(stdout).toContain('0 alpha');
	expect(stdout).toContain('  paid     no registration by this rig, and 0 in fees\n');
	expect(stdout).not.toContain('unstake');
	await rm(empty, {recursive: true});
});

test('and in CSV, a row for each record', async () => {
	const {stdout} = await earnings('--csv');

	expect(stdout.trimEnd().split('\n')).toEqual([
		'network,netuid,hotkey,block,time,kind,alpha,tao,fee_tao',
		'devnet,3,5F,10,1970-01-01T00:00:00.010Z,registration,,0.8,0.000104228',
		'devnet,3,5F,20,1970-01-01T00:00:00.020Z,registration,,0.9,0.000104229',
		'devnet,3,5F,20,1970-01-01T00:00:00.020Z,sample,2,1,',
		'devnet,3,5F,30,1970-01-01T00:00:00.030Z,sample,3,1.5,',
	]);
});

test('signed calls are not for CSV', async () => {
	const {code, stdout, stderr} = await earnings('--csv', '--signed');

	expect({code, stdout}).toEqual({code: 2, stdout: ''});
	expect(stderr).toContain('--signed');
});

test('where nothing was earned yet, reading says so and makes no ledger', async () => {
	const empty = path.join(home, 'empty');
	await mkdir(empty);
	const ended = await btop(['earnings', '--home', empty, '--json']);

	expect(parseOnly(ended)).toEqual({
		ok: true,
		miners: [],
		totals: [],
		other_fees: [],
		ledger_lost_at: null,
	});
	expect(await readdir(empty)).toEqual([]);
});

test('a ledger that was lost is told of, whether it is empty or not there any more', async () => {
	for (const lose of [emptied, removed]) {
		const lost = await mkdtemp(path.join(tmpdir(), 'btop-earnings-'));
		const file = path.join(lost, 'ledger.sqlite');
		openLedger({file}).close();
		await lose(file);

		expect(parseOnly(await btop(['earnings', '--home', lost, '--json']))).toMatchObject({
			miners: [],
			ledger_lost_at: expect.any(Number),
		});
		expect(parseOnly(await btop(['earnings', '--signed', '--home', lost, '--json']))).toEqual({
			ok: true,
			signed: [],
			ledger_lost_at: expect.any(Number),
		});
		for (const more of [[], ['--signed']]) {
			const {stdout} = await btop(['earnings', '--home', lost, ...more]);
			expect(stdout).toMatch(/^The ledger `.*ledger\.sqlite` was lost \(.*\); .* put it back/v);
		}

		const {stdout, stderr} = await btop(['earnings', '--csv', '--home', lost]);
		expect(stdout).toMatch(/^network,.*\n$/v);
		expect(stderr).toMatch(/^Note: The ledger `.*ledger\.sqlite` was lost/v);
		await rm(lost, {recursive: true});
	}
});

const emptied = async (file: string) => writeFile(file, '');
const removed = async (file: string) => rm(file);
