import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {u8aToHex} from '@polkadot/util';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {parseTao} from '../../src/chain/amount.ts';
import {transfer} from '../../src/chain/balances/transfer.ts';
import {connectChain} from '../../src/chain/connect.ts';
import {submit} from '../../src/chain/transaction/submit.ts';
import {blake2b256} from '../../src/crypto/hashes.ts';
import {createSigner} from '../../src/crypto/sr25519.ts';
import type {Devnet} from '../../src/devnet/devnet.ts';
import {type Ended, btop, parseOnly} from '../helpers/btop.ts';
import {startSubnetDevnet} from '../helpers/chain/subnet-devnet.ts';
import {until} from '../helpers/until.ts';

const alice = createSigner({uri: '//Alice'});
let devnet: Devnet;
let home: string;
/** Hash of the registration that was interrupted. */
let registration: string;
let env: Readonly<Record<string, string>>;

/** A wallet with TAO, on a chain whose blocks are made by hand. */
beforeAll(async () => {
	devnet = await startSubnetDevnet();
	home = await mkdtemp(path.join(tmpdir(), 'btop-interrupted-'));
	env = {BTOP_HOME: home, BT_NETWORK: devnet.url, BT_WALLET_PATH: path.join(home, 'wallets')};
	const words = ['--mnemonic-file', path.join(home, 'words')];
	const {coldkey} = await run(['wallet', 'new', '--plain', ...words]);
	const client = await connectChain({url: devnet.url});
	const call = transfer({to: coldkey as string, amount: parseTao('100')});
	const funded = submit(client, call, {signer: alice});
	await pooled();
	devnet.produceBlock();
	await funded;
	client.close();
});

afterAll(async () => {
	await devnet.close();
	await rm(home, {recursive: true});
});

const run = async (argv: readonly string[]) => parseOnly(await btop([...argv, '--json'], {env}));

/** Wait until a transaction is in the pool, and give its hash. */
async function pooled(): Promise<string> {
	const {pool} = devnet.chain;
	const extrinsic = await until(() => pool.ready()[0]);
	return u8aToHex(blake2b256(extrinsic.bytes));
}

/** Run a command that sends something, and interrupt it before there is a block. */
async function interrupt(argv: readonly string[]) {
	let hash = '';
	const ended = await btop([...argv, '--yes', '--json'], {
		env,
		async onStart(child) {
			hash = await pooled();
			child.kill('SIGTERM');
		},
	});
	devnet.produceBlock();
	return {ended, hash};
}

const namedIn = (ended: Ended) =>
	/`(?<hash>0x[\da-f]{64})` was sent/v.exec(String(parseOnly(ended).error.message))!.groups!.hash!;

const register = ['register', '--netuid', '3', '--max-price', '10'] as const;

test.each([
	['wallet', 'transfer', '--to', alice.address, '--amount', '1'],
	register,
	['axon', 'set', '--netuid', '3', '--ip', '192.0.2.1', '--port', '8091'],
])('`%s %s` that is interrupted after it has sent something names it', async (...argv) => {
	const {ended, hash: waiting} = await interrupt(argv);
	// A registration waits encrypted, in a carrier of another hash.
	const isRegistration = argv[0] === 'register';
	const hash = isRegistration ? namedIn(ended) : waiting;
	registration = isRegistration ? hash : registration;

	expect(ended.code).toBe(130);
	expect(parseOnly(ended)).toEqual({
		ok: false,
		error: {
			code: 'interrupted',
			message: expect.stringContaining(`\`${hash}\` was sent; it may have gone through`),
			fix: expect.stringMatching(/^(?:Check before|Register again)/v),
		},
	});
});

test('a registration that was interrupted is in the ledger once it was asked for again', async () => {
	expect(await run(['earnings'])).toMatchObject({miners: []});
	const {recovery, ...again} = await run([...register, '--yes']);

	expect(again).toMatchObject({already_registered: true, paid: '0', fee: '0'});
	expect(recovery).toMatchObject({kind: 'recorded', hash: registration});
	expect(await run(['earnings'])).toMatchObject({
		miners: [{netuid: 3, paid: recovery.paid, fees: recovery.fee, registrations: 1}],
	});
	expect(await run([...register, '--yes'])).toMatchObject({recovery: null});
});
