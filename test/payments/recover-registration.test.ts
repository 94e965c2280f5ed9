import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {formatTao, parseTao} from '../../src/chain/amount.ts';
import type {ChainClient} from '../../src/chain/client.ts';
import {connectChain} from '../../src/chain/connect.ts';
import {ChainRequestError} from '../../src/chain/errors.ts';
import {getNeurons} from '../../src/chain/subtensor/neurons.ts';
import {getSubnet} from '../../src/chain/subtensor/subnets.ts';
import {getChainTime} from '../../src/chain/system/chain-info.ts';
import {createSigner} from '../../src/crypto/sr25519.ts';
import type {Devnet} from '../../src/devnet/devnet.ts';
import {readEarnings, recordEarning} from '../../src/ledger/earnings.ts';
import {type Ledger, openLedger} from '../../src/ledger/open-ledger.ts';
import {readPayments, recordPayment} from '../../src/ledger/payments.ts';
import {readSigned, recordSigned, settleSigned} from '../../src/ledger/signed.ts';
import {parseNetwork} from '../../src/rig/network/networks.ts';
import {bookRegistrations} from '../../src/payments/book-registrations.ts';
import {describeKnown} from '../../src/payments/enter-subnet.ts';
import {
	type RegistrationRecord,
	recordRegistration,
} from '../../src/payments/record-registration.ts';
import {recoverRegistration} from '../../src/payments/recover-registration.ts';
import {registerStep} from '../../src/onboarding/register-step.ts';
import {register} from '../../src/payments/registration.ts';
import {resolveHome} from '../../src/support/home.ts';
import {startSubnetDevnet} from '../helpers/chain/subnet-devnet.ts';
import {createWalk} from '../helpers/walk.ts';

const netuid = 3;
const bob = createSigner({uri: '//Bob'});
const coldkey = bob.address;
const hotkey = createSigner({uri: '//Bob//hotkey'}).address;
const miner = {network: 'devnet', netuid, hotkey};
const {signal} = new AbortController();
let devnet: Devnet;
let client: ChainClient;
let directory: string;
let world: Parameters<typeof recoverRegistration>[1];
let ledger: Ledger;
let registered: RegistrationRecord;

/** A registration that the ledger has not heard of, some blocks ago. */
beforeEach(async () => {
	directory = await mkdtemp(path.join(tmpdir(), 'btop-recover-'));
	world = {home: resolveHome({directory}), signal};
	ledger = openLedger({file: world.home.ledger});
	devnet = await startSubnetDevnet();
	client = await connectChain({url: devnet.url});
	const paying = register(client, {netuid, hotkey, cap: parseTao('10')}, {signer: bob, signal});
	for (;;) {
		const pending = (await client.rpc.request('author_pendingExtrinsics')) as unknown[];
		if (pending.length > 0) {
			break;
		}
	}

	devnet.produceBlock();
	const {uid, paid, receipt} = await paying;
	registered = {uid: uid!, paid: paid!, receipt};
	devnet.produceBlock();
	devnet.produceBlock();
});

afterEach(async () => {
	ledger.close();
	client.close();
	await devnet.close();
	await rm(directory, {recursive: true});
});

const recover = async (options = {}, by = client) =>
	recoverRegistration(by, world, miner, {uid: registered.uid, coldkey, ...options});

test('what was paid, and where gains are counted from, is read from the block', async () => {
	// As a miner that was started meanwhile would have.
	recordEarning(ledger, {...miner, block: 50, time: 1, alpha: 9n, price: 1n, isStart: true});
	const {uid, paid, receipt} = registered;
	const {block, hash, fee} = receipt;

	expect(await recover()).toEqual({kind: 'recorded', paid, fee, block: block.number, hash});
	const time = await getChainTime(client, {at: block.hash});
	expect(readPayments(ledger)).toEqual([
		{...miner, time, uid, paid, fee, block: block.number, hash},
	]);
	expect(readEarnings(ledger, miner).samples).toMatchObject([
		{block: block.number, time, alpha: 0n},
		{block: 50},
	]);
});

test('the step that finds its UID there says so, once', async () => {
	const walk = createWalk({
		directory,
		network: parseNetwork('devnet'),
		signal,
		found: {client, coldkey, hotkey, subnet: await getSubnet(client, {netuid})},
	});
	const met = `UID ${registered.uid}`;

	expect(await registerStep.isMet(walk)).toEqual({
		said: `${met}, registered by an earlier command in block 1, for ${formatTao(registered.paid)} TAO and a fee of ${formatTao(registered.receipt.fee)}; nothing more was paid`,
	});
	expect(await registerStep.isMet(walk)).toEqual({
		said: `${met}, already registered; nothing was paid this time`,
	});
	expect(readPayments(ledger)).toHaveLength(1);
});

const signedFirst = () => ({
	time: 1,
	network: 'devnet',
	signer: coldkey,
	call: 'SubtensorModule.register_limit',
	args: {netuid, hotkey},
	genesisHash: client.genesisHash,
	nonce: 0,
	birth: 0,
	death: 32,
	hash: registered.receipt.hash,
	hex: '0x',
});

test.each(['sent', 'unread'])(
	'a registration whose outcome was `%s` is settled as well',
	async outcome => {
		const {paid, receipt} = registered;
		const {hash, fee, block} = receipt;
		recordSigned(ledger, signedFirst());
		settleSigned(ledger, hash, {outcome});
		const settled = {outcome: 'included', block: block.number, fee};

		expect(await recover()).toMatchObject({kind: 'recorded', paid});
		expect(readSigned(ledger)).toMatchObject([settled]);
		settleSigned(ledger, hash, {outcome});
		expect(await recover()).toBeUndefined();
		expect(readSigned(ledger)).toMatchObject([settled]);
	},
);

test('a registration that another command settled is booked, without disturbing a later one', async () => {
	const {uid, paid, receipt} = registered;
	const {block, hash, fee} = receipt;
	recordSigned(ledger, signedFirst());
	settleSigned(ledger, hash, {outcome: 'included', block: block.number, fee});
	const later = {...miner, block: 3, time: 9};
	recordPayment(ledger, {...later, uid, paid: 5n, fee: 1n, hash: '0xfe'});
	recordEarning(ledger, {...later, alpha: 7n, price: 1n, isStart: true});
	const reports: string[] = [];
	const book = async () =>
		bookRegistrations(
			client,
			{
				...world,
				report(line) {
					reports.push(line);
				},
			},
			{signer: coldkey},
		);
	await book();

	const time = await getChainTime(client, {at: block.hash});
	const booked = {...miner, time, uid, paid, fee, block: block.number, hash};
	expect(readPayments(ledger)).toEqual(expect.arrayContaining([booked]));
	expect(readPayments(ledger)).toHaveLength(2);
	expect(readEarnings(ledger, miner).samples).toMatchObject([{block: 3, alpha: 7n}]);
	await book();
	expect(readPayments(ledger)).toHaveLength(2);
	expect(reports).toEqual([]);
});

test('a registration that cannot be booked is reported, and neither is one of another account or without success', async () => {
	const {hash} = registered.receipt;
	const reports: string[] = [];
	const book = async (signer: string) =>
		bookRegistrations(
			client,
			{
				...world,
				report(line) {
					reports.push(line);
				},
			},
			{signer},
		);
	recordSigned(ledger, signedFirst());
	await book(coldkey);
	settleSigned(ledger, hash, {outcome: 'included', block: 99, fee: 0n});
	await book(hotkey);
	expect(reports).toEqual([]);
	await book(coldkey);
	expect(reports).toEqual([
		'What a registration in block 99 cost is not in the ledger yet: this node no longer has that block',
	]);
	expect(readPayments(ledger)).toEqual([]);
});

test('what the ledger knows is left as it is', async () => {
	await recordRegistration(client, world, miner, registered);
	const before = readPayments(ledger);

	expect(await recover()).toBeUndefined();
	expect(readPayments(ledger)).toEqual(before);
});

test('what another coldkey paid is not ours', async () => {
	expect(await recover({coldkey: createSigner({uri: '//Alice'}).address})).toBeUndefined();
	expect(readPayments(ledger)).toEqual([]);
});

test('what was there from the first block was paid by nobody', async () => {
	const neurons = await getNeurons(client, {netuid});
	const old = neurons.find(({uid}) => uid !== registered.uid)!;
	const theirs = {...miner, hotkey: old.hotkey};

	expect(await recoverRegistration(client, world, theirs, old)).toBeUndefined();
	expect(readPayments(ledger)).toEqual([]);
});

test.each([
	[
		'the node has discarded the state of the block',
		'state_getRuntimeVersion',
		() => {
			throw new ChainRequestError('state_getRuntimeVersion', {
				code: 4003,
				message: 'UnknownBlock: State already discarded',
			});
		},
	],
	['the node has no such block', 'chain_getBlockHash', () => null],
	['the block is of another runtime', 'state_getRuntimeVersion', () => ({specVersion: 1})],
])('where %s, it is said that it cannot be known', async (_, method, answer) => {
	const forgetful: ChainClient = {
		...client,
		rpc: {
			...client.rpc,
			request: async (asked, parameters) =>
				asked === method && parameters !== undefined
					? answer()
					: client.rpc.request(asked, parameters),
		},
	};
	const recovery = await recover({}, forgetful);

	expect(recovery).toEqual({kind: 'unavailable', block: registered.receipt.block.number});
	expect(describeKnown({paid: undefined, recovery})).toContain('no longer has block 1');
	expect(readPayments(ledger)).toEqual([]);
});
