import {afterEach, beforeEach, expect, test} from 'vitest';
import {parseTao} from '../../src/chain/amount.ts';
import {transfer} from '../../src/chain/balances/transfer.ts';
import type {ChainClient} from '../../src/chain/client.ts';
import {connectChain} from '../../src/chain/connect.ts';
import {createRegistration} from '../../src/chain/subtensor/registration.ts';
import {submit} from '../../src/chain/transaction/submit.ts';
import {field, integer, list} from '../../src/chain/value.ts';
import {createSigner} from '../../src/crypto/sr25519.ts';
import type {Devnet} from '../../src/devnet/devnet.ts';
import {enterSubnet} from '../../src/payments/enter-subnet.ts';
import {withJournal} from '../../src/payments/journal.ts';
import {waitForPrice} from '../../src/payments/price-watch.ts';
import {PriceAboveCapError} from '../../src/payments/registration-errors.ts';
import {previewRegistration, register} from '../../src/payments/registration.ts';
import {parseNetwork} from '../../src/rig/network/networks.ts';
import {resolveHome} from '../../src/support/home.ts';
import {closeSubnet} from '../helpers/chain/calls/close-subnet.ts';
import {startSubnetDevnet} from '../helpers/chain/subnet-devnet.ts';
import {makeTemporaryFolder} from '../helpers/temporary-folder.ts';

const netuid = 3;
const alice = createSigner({uri: '//Alice'});
const bob = createSigner({uri: '//Bob'});
const hotkey = createSigner({uri: '//Bob//hotkey'}).address;
const {signal} = new AbortController();
let devnet: Devnet;
let client: ChainClient;

beforeEach(async () => {
	devnet = await startSubnetDevnet();
	client = await connectChain({url: devnet.url});
});

afterEach(async () => {
	client.close();
	await devnet.close();
});

/** Resolves once the node's pool holds as many transactions. */
async function pooled(count: number) {
	for (;;) {
		const pending = (await client.rpc.request('author_pendingExtrinsics')) as unknown[];
		if (pending.length >= count) {
			return;
		}
	}
}

/** What the chain says that registering took in the newest block. */
async function readRecycled() {
	const {hash, header} = devnet.head();
	const query = ['SubtensorModule', 'RAORecycledForRegistration', netuid] as const;
	const [[before], [after]] = await Promise.all([
		client.query(header.parent_hash, [query]),
		client.query(hash, [query]),
	]);
	return integer(after)! - integer(before)!;
}

test.each([
	['alone in its block', []],
	['with a payment to the coldkey', [{signer: alice, to: bob.address}]],
	['with a payment from the coldkey', [{signer: bob, to: alice.address}]],
])('what registering took is exact %s', async (_, payments) => {
	const registered = register(client, {netuid, hotkey, cap: parseTao('10')}, {signer: bob, signal});
	await pooled(1);
	// Another program, which does not wait for ours.
	const other = await connectChain({url: devnet.url});
	const paid = payments.map(async ({signer, to}) =>
		submit(other, transfer({to, amount: parseTao('3')}), {signer}),
	);
	await pooled(1 + payments.length);
	devnet.produceBlock();
	await Promise.all(paid);
	other.close();

	expect((await registered).paid).toBe(await readRecycled());
});

test('where events do not tell what was paid, the balance does', async () => {
	const silent: ChainClient = {
		...client,
		withUrgency: () => silent,
		async query(at, queries) {
			const values = await client.query(at, queries);
			return values.map((value, index) =>
				queries[index]![1] === 'Events'
					? list(value).filter(record => field(field(record, 'event'), 'section') !== 'balances')
					: value,
			);
		},
	};
	const registered = register(silent, {netuid, hotkey, cap: parseTao('10')}, {signer: bob, signal});
	await pooled(1);
	devnet.produceBlock();

	expect((await registered).paid).toBe(await readRecycled());
});

test('once it is in a block, what cannot be read is unknown, and no failure', async () => {
	let isIncluded = false;
	const silent: ChainClient = {
		...client,
		withUrgency: () => silent,
		async query(at, queries) {
			if (isIncluded && queries.every(([, item]) => item !== 'Events')) {
				throw new Error('The node is tired');
			}

			const values = await client.query(at, queries);
			return values.map((value, index) => {
				if (queries[index]![1] !== 'Events') {
					return value;
				}

				isIncluded = true;
				const kept: ReadonlySet<unknown> = new Set(['system', 'transactionPayment']);
				return list(value).filter(record => kept.has(field(field(record, 'event'), 'section')));
			});
		},
	};
	const reports: string[] = [];
	const world = {
		home: resolveHome({directory: await makeTemporaryFolder('tired')}),
		network: parseNetwork('devnet'),
		signal,
		report(line: string) {
			reports.push(line);
		},
	};
	const entering = withJournal(world, async journal =>
		enterSubnet(
			silent,
			world,
			{network: 'devnet', netuid, hotkey},
			{coldkey: bob.address, cap: parseTao('10'), signer: bob, journal},
		),
	);
	await pooled(1);
	devnet.produceBlock();

	expect(await entering).toMatchObject({
		kind: 'registered',
		uid: undefined,
		paid: undefined,
		receipt: {block: {number: 1}},
	});
	expect(reports).toEqual([
		'Registered in block 1, but its UID cannot be read: The node is tired. Run the command again to record it; you pay nothing more.',
	]);
});

test('a closed subnet is refused before anybody signs, as the chain would', async () => {
	const closed = {netuid: 1, coldkey: bob.address, hotkey};
	const closing = submit(client, closeSubnet(1), {signer: alice});
	await pooled(1);
	devnet.produceBlock();
	await closing;
	const {call} = createRegistration(client, {...closed, limit: parseTao('10')});
	const submitted = submit(client, call, {signer: bob});
	submitted.catch(() => undefined);
	await pooled(1);
	devnet.produceBlock();
	const refused = {code: 'sub-net-registration-disabled', exitCode: 3};
	await expect(submitted).rejects.toMatchObject(refused);

	await expect(previewRegistration(client, closed)).rejects.toMatchObject(refused);
	await expect(waitForPrice(client, {netuid: 1, cap: 1n, signal})).rejects.toMatchObject(refused);
	await expect(previewRegistration(client, {...closed, cap: 1n})).rejects.toThrow(
		PriceAboveCapError,
	);
});

test('without a cap, registering may cost 5 % more than the price that was shown', async () => {
	const request = {netuid, coldkey: bob.address, hotkey};
	const {amount, cap} = await previewRegistration(client, request);

	expect(amount).toBeGreaterThan(0n);
	expect(cap).toBe((amount * 105n) / 100n);
	expect(await previewRegistration(client, {...request, cap: amount})).toMatchObject({cap: amount});
	await expect(previewRegistration(client, {...request, cap: amount - 1n})).rejects.toMatchObject({
		price: amount,
		cap: amount - 1n,
	});
});

test('a registration that another one in its block made too dear says that it cost a fee', async () => {
	const {amount} = await previewRegistration(client, {netuid, coldkey: bob.address, hotkey});
	const other = createSigner({uri: '//Alice//hotkey'}).address;
	const first = register(
		client,
		{netuid, hotkey: other, cap: parseTao('10')},
		{signer: alice, signal},
	);
	await pooled(1);
	const second = register(client, {netuid, hotkey, cap: amount}, {signer: bob, signal});
	second.catch(() => undefined);
	await pooled(2);
	devnet.produceBlock();
	await first;

	await expect(second).rejects.toThrow(PriceAboveCapError);
	await expect(second).rejects.toThrow(
		/above the cap of .*; the fee of .* TAO was paid, in block 1$/v,
	);
});
