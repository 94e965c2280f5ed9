import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {parseTao} from '../../src/chain/amount.ts';
import {getBalance} from '../../src/chain/balances/balance.ts';
import type {ChainClient} from '../../src/chain/client.ts';
import {connectChain} from '../../src/chain/connect.ts';
import {InterruptedAfterSendingError, UnsettledError} from '../../src/chain/errors.ts';
import {createSigner} from '../../src/crypto/sr25519.ts';
import type {Devnet} from '../../src/devnet/devnet.ts';
import {type SignedRow, readSigned} from '../../src/ledger/signed.ts';
import {enterSubnet} from '../../src/payments/enter-subnet.ts';
import {withJournal} from '../../src/payments/journal.ts';
import {type Again, SentAlreadyError} from '../../src/payments/repeat.ts';
import {findSameTransfer, sendTransfer} from '../../src/payments/transfer.ts';
import {parseNetwork} from '../../src/rig/network/networks.ts';
import {resolveHome} from '../../src/support/home.ts';
import {type LyingNode, startLyingNode} from '../helpers/chain/lying-node.ts';
import {produceBlocks, produceBlocksUntil} from '../helpers/chain/produce-blocks.ts';
import {startSubnetDevnet} from '../helpers/chain/subnet-devnet.ts';
import {type FakeClock, createFakeClock} from '../helpers/fake-clock.ts';
import {until} from '../helpers/until.ts';

const bob = createSigner({uri: '//Bob'});
const wanted = {
	from: bob.address,
	to: createSigner({uri: '//Receiver'}).address,
	amount: parseTao('1'),
};
let directory: string;
let devnet: Devnet;
let node: LyingNode;
let clock: FakeClock;
let client: ChainClient;
let reports: string[];
let world: Parameters<typeof withJournal>[0] & Parameters<typeof enterSubnet>[1];

beforeEach(async () => {
	directory = await mkdtemp(path.join(tmpdir(), 'btop-journal-'));
	devnet = await startSubnetDevnet();
	node = await startLyingNode(devnet.url);
	clock = createFakeClock(Date.now());
	client = await connectChain({url: node.url, timeout: 3000, clock});
	reports = [];
	world = {
		home: resolveHome({directory}),
		network: parseNetwork('devnet'),
		signal: new AbortController().signal,
		report(line) {
			reports.push(line);
		},
	};
});

afterEach(async () => {
	client.close();
	await node.close();
	await devnet.close();
	await rm(directory, {recursive: true});
});

const produceUntil = async <Result>(work: Promise<Result>) =>
	produceBlocksUntil(work, {devnet, node, clock});

const {signal} = new AbortController();

const send = async (again: Again = false) =>
	withJournal(world, async journal =>
		sendTransfer(client, wanted, {signer: bob, journal, signal, again}),
	);

/** Send another amount, as any command that settles earlier transactions first. */
const sendOther = async () =>
	withJournal(world, async journal =>
		sendTransfer(client, {...wanted, amount: parseTao('2')}, {signer: bob, journal, signal}),
	);

const findSame = async () =>
	withJournal(world, async journal => findSameTransfer(client, wanted, {journal, signal}));

const read = async () => withJournal(world, async ({ledger}) => readSigned(ledger));

/** Hold the ledger as a program does that writes and never ends. */
function holdLedger() {
	const database = new DatabaseSync(world.home.ledger);
	database.exec('BEGIN IMMEDIATE');
	return () => {
		database.close();
	};
}

test('a result that a node did not tell is read later, and the same is not sent again', async () => {
	// Twox-128 of `System` and `Events`.
	const events = '0x26aa394eea5630e07c48ae0c9558cef780d41e5e16056765bc8461851072c9d7';
	node.lie('state_queryStorageAt', async ({params, relay, answer}) => {
		const isAsked = (params[0] as readonly string[]).includes(events);
		answer(isAsked ? {error: {code: 4003, message: 'State discarded'}} : await relay());
	});
	await expect(produceUntil(send())).rejects.toThrow(UnsettledError);
	const [{block, outcome}] = (await read()) as [SignedRow];
	expect(outcome).toBe('unread');
	node.lie('state_queryStorageAt', undefined);
	await produceBlocks(150, {devnet, node, clock});

	expect(await produceUntil(findSame())).toMatchObject({block});
	expect(await read()).toMatchObject([{outcome: 'included', block}]);
	expect(reports.at(-1)).toMatch(
		/^The transfer of 1 TAO to .*, signed \d+ s ago, is in block \d+$/v,
	);
});

test('what a node without its blocks leaves unknown holds up nothing but the same', async () => {
	const controller = new AbortController();
	const interrupted = withJournal(world, async journal =>
		sendTransfer(client, wanted, {signer: bob, journal, signal: controller.signal}),
	);
	await node.received('author_submitExtrinsic');
	await node.quiet();
	controller.abort();
	await expect(interrupted).rejects.toThrow(InterruptedAfterSendingError);
	await produceBlocks(150, {devnet, node, clock});
	node.lie('chain_getBlock', ({answer}) => {
		answer({result: null});
	});

	expect(await produceUntil(findSame())).toMatchObject({outcome: 'unknown'});
	expect(reports.at(-1)).toContain('may have gone through');
	node.lie('chain_getBlock', undefined);
	await expect(produceUntil(send())).rejects.toThrow(/sent \d+ \w+ ago, and may be in a block,/v);
	await produceUntil(sendOther());
	expect(await getBalance(client, {address: wanted.to})).toBe(3n * wanted.amount);
});

test('what was sent a while ago may be sent again, and what was sent just now only on request', async () => {
	await produceUntil(send());
	await expect(produceUntil(send())).rejects.toThrow(SentAlreadyError);
	await produceUntil(send(true));
	expect(await getBalance(client, {address: wanted.to})).toBe(2n * wanted.amount);
	await produceBlocks(150, {devnet, node, clock});

	expect(await findSame()).toBeUndefined();
	await produceUntil(send());
	expect(await getBalance(client, {address: wanted.to})).toBe(3n * wanted.amount);
});

test('a transfer that was interrupted is asked about until it is answered, whoever settled it and however often it was asked for', async () => {
	const controller = new AbortController();
	const interrupted = withJournal(world, async journal =>
		sendTransfer(client, wanted, {signer: bob, journal, signal: controller.signal}),
	);
	await node.received('author_submitExtrinsic');
	controller.abort();
	await expect(interrupted).rejects.toThrow(InterruptedAfterSendingError);
	await produceUntil(sendOther());
	await produceBlocks(150, {devnet, node, clock});

	expect(await findSame()).toMatchObject({outcome: 'included', isTold: false});
	const same = await findSame();
	expect(same).toBeDefined();
	await expect(produceUntil(send())).rejects.toThrow(
		/sent \d+ (?:s|min) ago, in block \d+, by a command that ended before reporting it; nothing/v,
	);
	await produceUntil(send(same));
	await produceBlocks(150, {devnet, node, clock});
	expect(await findSame()).toBeUndefined();
});

test('a transfer whose command failed after it was in a block is asked about', async () => {
	const failing = withJournal(world, async journal => {
		await sendTransfer(client, wanted, {signer: bob, journal, signal});
		throw new Error('The terminal is gone');
	});
	await expect(produceUntil(failing)).rejects.toThrow('The terminal is gone');
	await produceBlocks(150, {devnet, node, clock});
	expect(await findSame()).toMatchObject({outcome: 'included', isTold: false});
});

test('a ledger that cannot be written after sending does not hide the receipt', async () => {
	const sending = send();
	await node.received('author_submitExtrinsic');
	const letGo = holdLedger();
	const {block} = await produceUntil(sending);
	letGo();

	expect(block.number).toBeGreaterThan(0);
	expect(reports).toEqual([expect.stringContaining('cannot be written')]);
	expect(await produceUntil(findSame())).toMatchObject({block: block.number});
});

test('a ledger that cannot be written after registering does not hide the UID', async () => {
	const hotkey = createSigner({uri: '//Bob//hotkey'}).address;
	const miner = {network: 'devnet', netuid: 3, hotkey};
	const entering = withJournal(world, async journal =>
		enterSubnet(client, world, miner, {
			coldkey: bob.address,
			cap: parseTao('10'),
			signer: bob,
			journal,
		}),
	);
	await node.received('author_submitExtrinsic');
	const letGo = holdLedger();
	const entered = await produceUntil(entering);
	letGo();

	expect(entered).toMatchObject({kind: 'registered', uid: expect.any(Number)});
	expect(reports.at(-1)).toMatch(
		/^Registered, but its cost is not in the ledger yet: .*Run the command again/v,
	);
});

test('whoever waits for another process to sign is told so, and can give up', async () => {
	const controller = new AbortController();
	const {promise: held, resolve: letGo} = Promise.withResolvers<void>();
	const account = {signer: bob.address, genesisHash: client.genesisHash};
	const first = withJournal(world, async journal => journal.inTurn(account, async () => held));
	const second = withJournal(world, async journal =>
		journal.inTurn(account, async () => 'signed', controller.signal),
	);
	second.catch(() => undefined);
	await until(() => reports.length > 0);
	expect(reports).toEqual([expect.stringContaining('Another btop is signing')]);
	controller.abort();
	await expect(second).rejects.toMatchObject({name: 'AbortError'});
	letGo();
	await first;
});
