import path from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import {afterAll, beforeAll, beforeEach, expect, test} from 'vitest';
import {parseTao} from '../../src/chain/amount.ts';
import type {ChainClient} from '../../src/chain/client.ts';
import {connectChain} from '../../src/chain/connect.ts';
import {addStake} from '../../src/chain/subtensor/stake.ts';
import {submit} from '../../src/chain/transaction/submit.ts';
import * as axon from '../../src/cli/axon.ts';
import * as register from '../../src/cli/register.ts';
import * as wallet from '../../src/cli/wallet.ts';
import {createSigner} from '../../src/crypto/sr25519.ts';
import type {Devnet} from '../../src/devnet/devnet.ts';
import type {CommandModule} from '../../src/support/command.ts';
import {captureCommand} from '../helpers/capture-command.ts';
import {type Lie, type LyingNode, startLyingNode} from '../helpers/chain/lying-node.ts';
import {startSubnetDevnet} from '../helpers/chain/subnet-devnet.ts';
import {createRichHome, type RichHome} from '../helpers/rich-home.ts';
import {until} from '../helpers/until.ts';

/*
Whatever fails once a transaction is in a block, what it did is told, and that it went well.
*/

const reading = ['state_call', 'state_queryStorageAt', 'chain_getHeader'];
const alice = createSigner({uri: '//Alice'});
let devnet: Devnet;
let node: LyingNode;
let client: ChainClient;
let rich: RichHome;

beforeAll(async () => {
	devnet = await startSubnetDevnet({bare: true});
	node = await startLyingNode(devnet.url);
	client = await connectChain({url: devnet.url});
	rich = await createRichHome('after-payment');
});

afterAll(async () => {
	client.close();
	await node.close();
	await devnet.close();
});

beforeEach(() => {
	for (const method of reading) {
		node.lie(method, undefined);
	}
});

type Result = Readonly<Record<string, any>>;

async function ask(command: CommandModule, argv: readonly string[]): Promise<Result> {
	const {stdout} = await captureCommand(command, [...argv, '-n', node.url, ...rich.keys, '--json']);
	return JSON.parse(stdout) as Result;
}

/** Run a command that pays, and let something happen between its sending and its block. */
async function pay(command: CommandModule, argv: readonly string[], happen: () => void) {
	const paying = ask(command, argv);
	await until(() => devnet.chain.pool.ready()[0]);
	happen();
	devnet.produceBlock();
	return paying;
}

/** Make the ledger unwritable until what is returned is called. */
function holdLedger(): () => void {
	const other = new DatabaseSync(path.join(rich.home, 'ledger.sqlite'));
	other.exec('BEGIN IMMEDIATE');
	return () => {
		other.exec('ROLLBACK');
		other.close();
	};
}

async function payWithoutLedger(command: CommandModule, argv: readonly string[]) {
	let release: (() => void) | undefined;
	try {
		return await pay(command, argv, () => {
			release = holdLedger();
		});
	} finally {
		release?.();
	}
}

const netuid = 3;
const place = ['--netuid', String(netuid)];

test('a registration that the ledger cannot take down is told as it is, and booked by the next command', async () => {
	const registered = await payWithoutLedger(register, [...place, '--yes']);
	expect(registered).toMatchObject({
		ok: true,
		netuid,
		uid: expect.any(Number),
		paid: expect.stringMatching(/^\d+$/v),
		already_registered: false,
		warnings: expect.arrayContaining([
			expect.stringMatching(
				/^Registered, but its cost is not in the ledger yet: .*another program has locked it.*Run the command again to record it; you pay nothing more\.$/v,
			),
		]),
	});

	expect(await ask(register, [...place, '--yes'])).toMatchObject({
		ok: true,
		already_registered: true,
		recovery: {kind: 'recorded', paid: registered.paid},
	});
});

test.each([
	['transfer', ['transfer', '--to', createSigner({uri: '//R'}).address, '--amount', '1', '--yes']],
	['faucet', ['faucet', '--address', createSigner({uri: '//F'}).address]],
	['unstake', ['unstake', ...place, '--amount', '0.5', '--yes']],
])('`wallet %s` does so too', async (name, argv) => {
	if (name === 'unstake') {
		const {hotkey} = await ask(register, [...place, '--yes']);
		const stake = submit(client, addStake({hotkey, netuid, amount: parseTao('100')}), {
			signer: alice,
		});
		await until(() => devnet.chain.pool.ready()[0]);
		devnet.produceBlock();
		await stake;
	}

	expect(await payWithoutLedger(wallet, argv)).toMatchObject({
		ok: true,
		block: devnet.head().header.number,
		warnings: expect.arrayContaining([
			expect.stringMatching(
				/another program has locked it.*The next command that signs for this account looks the outcome up again$/v,
			),
		]),
	});
});

test('`axon set` does so too', async () => {
	const argv = ['set', ...place, '--ip', '192.0.2.1', '--port', '8091', '--yes'];
	expect(await payWithoutLedger(axon, argv)).toMatchObject({
		ok: true,
		ip: '192.0.2.1',
		block: devnet.head().header.number,
		warnings: [expect.stringContaining('another program has locked it')],
	});
});

test('figures that no ledger can hold hide no registration', async () => {
	const huge = `0x${'ff'.repeat(8)}`;
	node.lie('state_call', async ({params, relay, answer}) => {
		answer(params[0] === 'SwapRuntimeApi_current_alpha_price' ? {result: huge} : await relay());
	});
	const argv = ['--netuid', '1', '--yes'];
	expect(await pay(register, argv, () => undefined)).toMatchObject({
		ok: true,
		uid: expect.any(Number),
		paid: expect.stringMatching(/^\d+$/v),
		warnings: [
			expect.stringMatching(
				/^Registered, but its cost is not in the ledger yet: .*an amount is beyond 9\.2 billion TAO or alpha/v,
			),
		],
	});
	expect(await ask(register, argv)).toMatchObject({ok: true, already_registered: true});
});

test('a node that tells nothing more than the block hides no registration', async () => {
	const registered = await pay(register, ['--netuid', '2', '--yes'], () => {
		let isRead = false;
		const tire: Lie = async ({params, relay, answer}) => {
			answer(isRead ? {error: {code: -32_603, message: 'gone'}} : await relay());
			isRead ||= JSON.stringify(params).includes(events);
		};

		for (const method of reading) {
			node.lie(method, tire);
		}
	});
	expect(registered).toMatchObject({
		ok: true,
		uid: expect.any(Number),
		paid: expect.stringMatching(/^\d+$/v),
		warnings: [
			expect.stringMatching(/^Registered, but its cost is not in the ledger yet: .*gone/v),
		],
	});
});

/** Where the events of a block are stored. */
const events = '0x26aa394eea5630e07c48ae0c9558cef780d41e5e16056765bc8461851072c9d7';
