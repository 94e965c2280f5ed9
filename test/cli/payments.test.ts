import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {parseTao} from '../../src/chain/amount.ts';
import {getBalance} from '../../src/chain/balances/balance.ts';
import {transfer} from '../../src/chain/balances/transfer.ts';
import type {ChainClient} from '../../src/chain/client.ts';
import {connectChain} from '../../src/chain/connect.ts';
import {submit} from '../../src/chain/transaction/submit.ts';
import {createSigner} from '../../src/crypto/sr25519.ts';
import type {Devnet} from '../../src/devnet/devnet.ts';
import {type Ended, btop, parseOnly} from '../helpers/btop.ts';
import {startSubnetDevnet} from '../helpers/chain/subnet-devnet.ts';
import {until} from '../helpers/until.ts';

const alice = createSigner({uri: '//Alice'});
const receiver = createSigner({uri: '//Receiver'}).address;
const one = parseTao('1');
let devnet: Devnet;
let client: ChainClient;
let coldkey: string;
let home: string;
let env: Readonly<Record<string, string>>;

/** A wallet with TAO, on a chain whose blocks are made by hand. */
beforeAll(async () => {
	devnet = await startSubnetDevnet();
	client = await connectChain({url: devnet.url});
	home = await mkdtemp(path.join(tmpdir(), 'btop-payments-'));
	env = {BTOP_HOME: home, BT_NETWORK: devnet.url, BT_WALLET_PATH: path.join(home, 'wallets')};
	const words = ['--mnemonic-file', path.join(home, 'words')];
	({coldkey} = (await run(['wallet', 'new', '--plain', ...words])) as {coldkey: string});
	const call = transfer({to: coldkey, amount: parseTao('100')});
	const funded = submit(client, call, {signer: alice});
	await pooled();
	devnet.produceBlock();
	await funded;
});

afterAll(async () => {
	client.close();
	await devnet.close();
	await rm(home, {recursive: true});
});

const run = async (argv: readonly string[]) => parseOnly(await btop([...argv, '--json'], {env}));

/** Wait until a transaction is in the pool. */
const pooled = async () => until(() => devnet.chain.pool.ready()[0]);

/** Run commands that pay, and make a block whenever one of them has sent something. */
async function pay(...commands: ReadonlyArray<readonly string[]>): Promise<readonly Ended[]> {
	const state = {isOver: false};
	const running = Promise.all(
		commands.map(async argv => btop([...argv, '--yes', '--json'], {env})),
	);
	const end = () => {
		state.isOver = true;
	};

	running.then(end).catch(end);
	const isDue = () => state.isOver || devnet.chain.pool.ready().length > 0;
	while (!state.isOver) {
		await until(isDue);
		devnet.produceBlock();
	}

	return running;
}

const send = ['wallet', 'transfer', '--to', receiver, '--amount', '1'] as const;
const register = ['register', '--netuid', '3', '--max-price', '10'] as const;
const received = async () => getBalance(client, {address: receiver});

test('a transfer that was killed after it was sent is not sent again unless it is said to be', async () => {
	await btop([...send, '--yes', '--json'], {
		env,
		async onStart(child) {
			await pooled();
			child.kill('SIGKILL');
		},
	});
	expect(await run(['earnings', '--signed'])).toMatchObject({signed: [{outcome: 'sent'}]});
	devnet.produceBlock();
	const [repeated] = await pay(send);
	expect(repeated!.code).toBe(4);
	expect(parseOnly(repeated!)).toMatchObject({
		ok: false,
		error: {
			code: 'sent-already',
			message: expect.stringMatching(
				new RegExp(
					String.raw`^An identical transfer of 1 TAO to ${receiver} was sent \d+ s ago, in block 2, by a command that ended before reporting it; `,
					'v',
				),
			),
			fix: expect.stringContaining('--again'),
		},
	});
	expect(await received()).toBe(one);

	const [again] = await pay([...send, '--again']);
	expect(parseOnly(again!)).toMatchObject({ok: true, amount: String(one)});
	expect(await received()).toBe(2n * one);
});

test('of two transfers that are the same and start at once, one is sent', async () => {
	const before = await received();
	const ended = await pay([...send, '--amount', '2'], [...send, '--amount', '2']);
	const codes = ended.map(({code}) => code).toSorted((a, b) => a! - b!);
	expect(codes).toEqual([0, 4]);
	expect(await received()).toBe(before + 2n * one);
});

test('of two registrations that start at once, one pays, and the other says that it is done', async () => {
	const ended = await pay(register, register);
	const [first, second] = ended
		.map(each => parseOnly(each))
		.toSorted((a, b) => Number(a.already_registered) - Number(b.already_registered));
	expect(first).toMatchObject({ok: true, already_registered: false});
	expect(second).toMatchObject({ok: true, already_registered: true, paid: '0', fee: '0'});
	expect(second!.uid).toBe(first!.uid);
});

test('what cannot be written down is not paid', async () => {
	const ledger = new DatabaseSync(path.join(home, 'ledger.sqlite'));
	ledger.exec('BEGIN IMMEDIATE');
	const ended = await btop([...send, '--amount', '3', '--yes', '--json'], {env});
	ledger.exec('ROLLBACK');
	ledger.close();
	expect(ended.code).toBe(1);
	expect(parseOnly(ended).error).toMatchObject({
		code: 'ledger-not-written',
		fix: expect.stringContaining('Nothing was sent'),
	});
	expect(devnet.chain.pool.ready()).toEqual([]);
});

test('an announcement is signed also where it cannot be written down', async () => {
	const axon = ['axon', 'set', '--netuid', '3', '--ip', '192.0.2.1', '--port', '8091'];
	const [written] = await pay(axon);
	expect(parseOnly(written!)).toMatchObject({ok: true, port: 8091});
	waitOutRateLimit();
	const ledger = new DatabaseSync(path.join(home, 'ledger.sqlite'));
	ledger.exec('BEGIN IMMEDIATE');
	const [unwritten] = await pay([...axon.slice(0, -1), '8092']);
	ledger.exec('ROLLBACK');
	ledger.close();
	expect(parseOnly(unwritten!)).toMatchObject({ok: true, port: 8092});
	expect(unwritten!.stderr).toContain('cannot be written');
});

test('everything that was signed is shown, and what a cap has refused', async () => {
	await run([
		'wallet',
		'new',
		'-w',
		'other',
		'--plain',
		'--mnemonic-file',
		path.join(home, 'more'),
	]);
	const dry = ['register', '-w', 'other', '--netuid', '3', '--max-price', '0.001', '--dry-run'];
	expect(await run(dry)).toMatchObject({error: {code: 'price-above-cap'}});
	const {signed} = await run(['earnings', '--signed']);
	expect(signed).toMatchObject([
		{
			call: 'SubtensorModule.register_limit',
			amount: '1000000',
			outcome: 'price-above-cap',
			dry_run: true,
			block: null,
			hash: null,
		},
		{call: 'SubtensorModule.serve_axon', outcome: 'included', fee: '0'},
		{call: 'SubtensorModule.register_limit', outcome: 'included', amount: '10000000000'},
		{call: 'Balances.transfer_keep_alive', outcome: 'included', amount: '2000000000'},
		{call: 'Balances.transfer_keep_alive', outcome: 'included', amount: '1000000000'},
		{
			call: 'Balances.transfer_keep_alive',
			signer: coldkey,
			destination: receiver,
			amount: '1000000000',
			outcome: 'included',
			block: 2,
			fee: expect.stringMatching(/^\d+$/v),
			hash: expect.stringMatching(/^0x/v),
			dry_run: false,
		},
	]);
	const {stdout} = await btop(['earnings', '--signed'], {env});
	expect(stdout).toContain(`transfer of 1 TAO to ${receiver}`);
	expect(stdout).toContain('price-above-cap (dry run)');
});

test('an announced address is shown, until it is withdrawn', async () => {
	const show = ['axon', 'show', '--netuid', '3'];
	expect(await run(show)).toMatchObject({ip: '192.0.2.1', port: 8092});

	waitOutRateLimit();
	const [withdrawn] = await pay(['axon', 'reset', '--netuid', '3']);
	expect(parseOnly(withdrawn!)).toMatchObject({ok: true, block: expect.any(Number)});
	expect(withdrawn!.stderr).toContain('Withdraw the address of UID');
	expect(await run(show)).toMatchObject({ip: null, port: null});
});

/** Announcements of a hotkey are limited to one in so many blocks. */
function waitOutRateLimit() {
	for (let block = 0; block < 60; block++) {
		devnet.produceBlock();
	}
}
