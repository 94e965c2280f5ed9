import {afterEach, beforeEach, expect, test} from 'vitest';
import {parseTao} from '../../src/chain/amount.ts';
import {getBalance} from '../../src/chain/balances/balance.ts';
import {transfer} from '../../src/chain/balances/transfer.ts';
import type {ChainClient} from '../../src/chain/client.ts';
import {connectChain} from '../../src/chain/connect.ts';
import {
	NotDecryptedError,
	NotEnoughFundsError,
	ShieldUnavailableError,
} from '../../src/chain/errors.ts';
import {addStake} from '../../src/chain/subtensor/stake.ts';
import {getUid} from '../../src/chain/subtensor/uid.ts';
import {estimateFee} from '../../src/chain/transaction/fee.ts';
import {submit} from '../../src/chain/transaction/submit.ts';
import {createSigner} from '../../src/crypto/sr25519.ts';
import type {Devnet} from '../../src/devnet/devnet.ts';
import {recordEarning} from '../../src/ledger/earnings.ts';
import {sumFailedFees} from '../../src/ledger/fees.ts';
import {openLedger} from '../../src/ledger/open-ledger.ts';
import {readPayments} from '../../src/ledger/payments.ts';
import {type SignedRow, readSigned} from '../../src/ledger/signed.ts';
import {enterSubnet, findEntered} from '../../src/payments/enter-subnet.ts';
import {withJournal} from '../../src/payments/journal.ts';
import {getLeastBalance, previewPayment} from '../../src/payments/payment.ts';
import {previewRegistration} from '../../src/payments/registration.ts';
import {describeSending} from '../../src/payments/describe-sending.ts';
import {readShieldWish} from '../../src/payments/sending.ts';
import {previewUnstake, unstake} from '../../src/payments/unstake.ts';
import {parseNetwork} from '../../src/rig/network/networks.ts';
import {resolveHome} from '../../src/support/home.ts';
import {type LyingNode, startLyingNode} from '../helpers/chain/lying-node.ts';
import {produceBlocks, produceBlocksUntil} from '../helpers/chain/produce-blocks.ts';
import {type ShieldAuthor, createShieldAuthor} from '../helpers/chain/shield/shield-author.ts';
import {startSubnetDevnet} from '../helpers/chain/subnet-devnet.ts';
import {type FakeClock, createFakeClock} from '../helpers/fake-clock.ts';
import {makeTemporaryFolder} from '../helpers/temporary-folder.ts';

const netuid = 3;
const bob = createSigner({uri: '//Bob'});
const coldkey = bob.address;
const hotkey = createSigner({uri: '//Bob//hotkey'}).address;
const miner = {network: 'devnet', netuid, hotkey};
const cap = parseTao('100');
const {signal} = new AbortController();
let author: ShieldAuthor;
let devnet: Devnet;
let node: LyingNode;
let client: ChainClient;
let clock: FakeClock;
let world: Parameters<typeof enterSubnet>[1] & Parameters<typeof withJournal>[0];

beforeEach(async () => {
	author = createShieldAuthor();
	devnet = await startSubnetDevnet({author});
	devnet.produceBlock();
	node = await startLyingNode(devnet.url);
	clock = createFakeClock(Date.now());
	client = await connectChain({url: node.url, timeout: 3000, clock});
	world = {
		home: resolveHome({directory: await makeTemporaryFolder('sending')}),
		network: parseNetwork('devnet'),
		signal,
		report: () => undefined,
	};
});

afterEach(async () => {
	client.close();
	await node.close();
	await devnet.close();
});

const produceUntil = async <Result>(work: Promise<Result>) =>
	produceBlocksUntil(work, {devnet, node, clock});

const produce = async (count: number) => produceBlocks(count, {devnet, node, clock});

const readBalance = async () => produceUntil(getBalance(client, {address: coldkey}));

const preview = async (isWanted?: boolean) =>
	previewRegistration(client, {
		netuid,
		coldkey,
		hotkey,
		cap,
		wish: readShieldWish(client, {home: world.home, signer: coldkey, isWanted}),
	});

/** Do what `btop register` does. */
const register = async (by = client) =>
	withJournal(world, async journal => {
		const known = await findEntered(by, world, miner, {coldkey, journal});
		const isShielded = (await preview()).sending.kind === 'shielded';
		return known ?? enterSubnet(by, world, miner, {coldkey, cap, isShielded, signer: bob, journal});
	});

function read<Result>(from: (ledger: ReturnType<typeof openLedger>) => Result): Result {
	const ledger = openLedger({file: world.home.ledger});
	try {
		return from(ledger);
	} finally {
		ledger.close();
	}
}

const readRows = (): readonly SignedRow[] => read(ledger => readSigned(ledger));

test('a registration is shielded where the chain can do that, and costs what the preview says', async () => {
	const before = await readBalance();
	const plan = await preview();
	expect(plan.sending).toEqual({kind: 'shielded'});
	const entered = await produceUntil(register());
	expect(entered).toMatchObject({kind: 'registered'});
	const [payment] = read(ledger => readPayments(ledger));
	expect(payment).toMatchObject({fee: plan.fee});
	expect(await readBalance()).toBe(before - payment!.paid - payment!.fee);
	expect(readRows()).toMatchObject([
		{call: 'SubtensorModule.register_limit', outcome: 'included', fee: plan.fee},
	]);
	expect(readRows()[0]!.carrier).toMatch(/^0x/v);
});

test('it is sent plainly where that is wanted, and costs less', async () => {
	const [plain, shielded] = [await preview(false), await preview(true)];
	expect(plain.sending).toEqual({kind: 'plain', because: 'asked'});
	expect(shielded.sending).toEqual({kind: 'shielded'});
	expect(shielded.fee!).toBeGreaterThan(plain.fee!);
	expect(describeSending(plain.sending)).toBe('plainly, as asked');
});

/** A client of a chain that stores no key. */
const withoutKeys = (): ChainClient => ({
	...client,
	async query(at, queries) {
		const values = await client.query(at, queries);
		return values.map((value, index) => (queries[index]![0] === 'MevShield' ? undefined : value));
	},
});

test('where no author announces a key it is sent plainly, and refused if it must be shielded', async () => {
	const request = {netuid, coldkey, hotkey, cap};
	const {sending} = await previewRegistration(withoutKeys(), request);
	expect(describeSending(sending)).toBe('plainly: this chain has no MEV shield');
	await expect(
		previewRegistration(withoutKeys(), {...request, wish: {isWanted: true}}),
	).rejects.toThrow(ShieldUnavailableError);
});

test('what its author does not decrypt is told, and the next one is sent plainly for a day', async () => {
	author.refuse(true);
	const before = await readBalance();
	await expect(produceUntil(register())).rejects.toThrow(NotDecryptedError);
	const [row] = readRows();
	expect(row).toMatchObject({outcome: 'not-decrypted', block: expect.any(Number)});
	expect(await readBalance()).toBe(before - row!.fee!);

	const {sending} = await preview();
	expect(sending).toEqual({kind: 'plain', because: 'not-decrypted'});
	expect((await preview(true)).sending).toEqual({kind: 'shielded'});
	expect(await produceUntil(register())).toMatchObject({kind: 'registered'});
	const [plain] = readRows();
	expect(plain).toMatchObject({outcome: 'included', carrier: undefined});
	// A registration’s own failures count for its miner.
	expect(read(ledger => sumFailedFees(ledger, miner))).toBe(row!.fee);
	expect((await preview()).sending).toEqual({kind: 'plain', because: 'not-decrypted'});
	const tomorrow = {...client, clock: createFakeClock(clock.now() + 24 * 60 * 60 * 1000)};
	expect(readShieldWish(tomorrow, {home: world.home, signer: coldkey})).toEqual({
		hasFailed: false,
	});
});

test('a sale is shielded, and what comes of it is in the ledger', async () => {
	const staked = createSigner({uri: '//Arena//rival//3//1'}).address;
	await produceUntil(
		submit(client, addStake({hotkey: staked, netuid, amount: parseTao('10')}), {signer: bob}),
	);
	read(ledger => {
		recordEarning(ledger, {
			network: 'devnet',
			netuid,
			hotkey: staked,
			block: 1,
			time: 1,
			alpha: 1n,
			price: 1n,
			isStart: true,
		});
	});
	const plan = await previewUnstake(client, {coldkey, hotkey: staked, netuid, slippage: 5});
	expect(plan.sending).toEqual({kind: 'shielded'});
	const before = await readBalance();
	const {receipt, received} = await produceUntil(
		withJournal(world, async journal => unstake(client, plan, {signer: bob, journal, signal})),
	);
	expect(receipt.fee).toBe(plan.fee);
	expect(await readBalance()).toBe(before + received! - receipt.fee);
	expect(readRows()[0]).toMatchObject({
		call: 'SubtensorModule.remove_stake_full_limit',
		outcome: 'included',
		fee: plan.fee,
	});
});

test('a balance that covers the fee, but not that of the carrier, is spent plainly', async () => {
	const poor = createSigner({uri: '//Poor'});
	const call = transfer({to: coldkey, amount: 0n});
	const fee = await estimateFee(client, call, {address: coldkey});
	const amount = fee! + getLeastBalance(client) + 5n;
	await produceUntil(submit(client, transfer({to: poor.address, amount}), {signer: bob}));
	const options = {from: poor.address, amount: 0n, sending: {kind: 'shielded'}} as const;
	const {sending, ...payment} = await previewPayment(client, call, options);
	expect(describeSending(sending)).toContain('the balance does not cover');
	expect(payment).toMatchObject({fee, balanceAfter: amount - fee!});
	await expect(previewPayment(client, call, {...options, mustShield: true})).rejects.toThrow(
		NotEnoughFundsError,
	);
});

/** Begin to register, and end as a killed process does: nothing that follows is written. */
async function die(at: 'recorded' | 'sent' | 'included') {
	const killed = await connectChain({url: node.url, timeout: 3000, clock});
	const passesOn = at !== 'recorded';
	node.lie('author_submitExtrinsic', async ({relay, answer}) => {
		if (passesOn) {
			answer(await relay());
		}
	});
	const dying = register(killed).catch((error: unknown) => error);
	await node.received('author_submitExtrinsic');
	await node.quiet();
	if (at === 'included') {
		devnet.produceBlock();
	}

	killed.close();
	await dying;
	node.lie('author_submitExtrinsic', undefined);
	expect(readRows()).toMatchObject([{outcome: 'sent', isTold: false}]);
}

test.each([
	['before anything was sent', 'recorded', 'registered'],
	['once the carrier was sent', 'sent', 'known'],
	['once it was in a block', 'included', 'known'],
] as const)(
	'after a command that was killed %s, the next one pays nothing twice',
	async (_, at, kind) => {
		const before = await readBalance();
		await die(at);
		const entered = await produceUntil(register());
		expect(entered).toMatchObject({kind});
		expect(await getUid(client, miner)).toBe(entered.uid);
		const payments = read(ledger => readPayments(ledger));
		expect(payments).toHaveLength(1);
		expect(await readBalance()).toBe(before - payments[0]!.paid - payments[0]!.fee);
		const outcomes = readRows().map(({outcome}) => outcome);
		expect(outcomes).toEqual(at === 'recorded' ? ['included', 'expired'] : ['included']);
	},
);

test('one that was killed while its author did not decrypt leaves the fee, and that is told', async () => {
	const lines: string[] = [];
	world = {
		...world,
		report(line) {
			lines.push(line);
		},
	};
	author.refuse(true);
	await die('included');
	author.refuse(false);
	expect(await produceUntil(register())).toMatchObject({kind: 'registered'});
	expect(lines.join('\n')).toMatch(
		/did not include it; nothing was paid but the fee of [\d.]+ TAO/v,
	);
	expect(readRows().map(({outcome}) => outcome)).toEqual(['included', 'not-decrypted']);
});

test('of two commands at once, one pays', async () => {
	const other = await connectChain({url: node.url, timeout: 3000, clock});
	const entered = await produceUntil(Promise.all([register(), register(other)]));
	other.close();
	expect(entered.map(({kind}) => kind).toSorted()).toEqual(['known', 'registered']);
	expect(read(ledger => readPayments(ledger))).toHaveLength(1);
	await produce(10);
	expect(readRows().map(({outcome}) => outcome)).toEqual(['included']);
});
