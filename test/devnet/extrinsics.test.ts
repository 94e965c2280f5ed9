import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {createEd25519Signer} from '../../src/crypto/ed25519.ts';
import type {Devnet} from '../../src/devnet/devnet.ts';
import {getFree} from '../../src/devnet/frame/balances/funds.ts';
import {defineCall} from '../../src/devnet/pallet/calls.ts';
import {definePallet} from '../../src/devnet/pallet/pallet.ts';
import type {Submitted} from '../../src/devnet/pool/pool.ts';
import type {Status} from '../../src/devnet/pool/status.ts';
import {accountOf, type AccountId} from '../../src/devnet/scale/bytes.ts';
import {u8} from '../../src/devnet/scale/numbers.ts';
import {Account} from '../../src/devnet/frame/system/storage.ts';
import {eventsOf, stateOf} from '../helpers/chain/chain-reader.ts';
import {createFakeClock} from '../helpers/fake-clock.ts';
import {
	alice,
	bob,
	endowment,
	getDevelopmentAccount,
	plainWorld,
	startPlainDevnet,
} from '../helpers/chain/plain-devnet.ts';
import {callOf, signExtrinsic, type SignOptions} from '../helpers/chain/signed-extrinsic.ts';

const eve = getDevelopmentAccount('Eve');

/** A pallet for what the others have not: free calls, pool codes, faults. */
const probe = definePallet({
	name: 'Probe',
	index: 99,
	path: 'pallet_probe',
	calls: {
		free: defineCall({index: 0, args: {}, paysFee: false, run: () => undefined}),
		endless: defineCall({index: 3, args: {}, refTime: 10n ** 13n, run: () => undefined}),
		picky: defineCall({
			index: 1,
			args: {code: u8},
			validate: (_, {code}) => (code === 0 ? undefined : code),
			run: () => undefined,
		}),
		faulty: defineCall({
			index: 2,
			args: {},
			run() {
				throw new TypeError('a bug');
			},
		}),
	},
});

let devnet: Devnet;
const faults: unknown[] = [];
const clock = createFakeClock(1_700_000_000_000);

beforeEach(async () => {
	faults.length = 0;
	devnet = await startPlainDevnet({
		world: plainWorld(() => [probe]),
		clock,
		onFault(error) {
			faults.push(error);
		},
	});
});

afterEach(async () => devnet.close());

const transfer = (to: AccountId, value: bigint) =>
	callOf('Balances', 'transfer_keep_alive', {dest: {type: 'Id', value: to}, value});

const submit = async (
	call: Parameters<typeof signExtrinsic>[1],
	options?: SignOptions,
	listener?: (status: Status) => void,
): Promise<Submitted> =>
	devnet.chain.pool.submit(await signExtrinsic(devnet, call, options), listener);

const accepted = expect.objectContaining({ok: true}) as unknown;
const refused = (code: number, data?: string) => ({
	ok: false,
	refusal: expect.objectContaining(data === undefined ? {code} : {code, data}) as unknown,
});

const nonceOf = (account: AccountId) => stateOf(devnet).get(Account, account).nonce;

test('a transfer moves the amount and takes the fee that was quoted', async () => {
	const bytes = await signExtrinsic(devnet, transfer(eve, 1000n));
	// 108,157,000 ps and 100,000,000 ps at 0.0005 rao, and a rao a byte.
	const fee = 54_078n + 50_000n + BigInt(bytes.length);
	expect(devnet.chain.pool.submit(bytes)).toEqual(accepted);
	devnet.produceBlock();

	expect(getFree(stateOf(devnet), eve)).toBe(1000n);
	expect(getFree(stateOf(devnet), alice)).toBe(endowment - 1000n - fee);
	expect(nonceOf(alice)).toBe(1);
	expect(eventsOf(devnet).map(({name, phase}) => [phase.value, name])).toEqual([
		[0, 'System.ExtrinsicSuccess'],
		[1, 'Balances.Withdraw'],
		[1, 'System.NewAccount'],
		[1, 'Balances.Endowed'],
		[1, 'Balances.Transfer'],
		[1, 'TransactionPayment.TransactionFeePaid'],
		[1, 'System.ExtrinsicSuccess'],
	]);
	expect(eventsOf(devnet)[5]!.value).toEqual({who: alice, actual_fee: fee, tip: 0n});
});

test('a call that fails is undone, recorded and paid for', async () => {
	await submit(transfer(eve, 499n));
	devnet.produceBlock();

	expect(getFree(stateOf(devnet), eve)).toBe(0n);
	expect(nonceOf(alice)).toBe(1);
	expect(getFree(stateOf(devnet), alice)).toBeLessThan(endowment);
	expect(eventsOf(devnet).at(-1)).toMatchObject({
		name: 'System.ExtrinsicFailed',
		value: {dispatch_error: {type: 'Token', value: {type: 'BelowMinimum'}}},
	});
});

test('a tip is paid on top', async () => {
	await submit(transfer(eve, 1000n), {tip: 7n});
	devnet.produceBlock();
	expect(eventsOf(devnet)[5]!.value).toMatchObject({tip: 7n});
});

describe('signatures', () => {
	test('of another payload are refused', async () => {
		expect(await submit(transfer(eve, 1n), {specVersion: 1})).toEqual(
			refused(1010, 'Transaction has a bad signature'),
		);
	});

	test('of ed25519 accounts are as good', async () => {
		const signer = createEd25519Signer(new Uint8Array(32).fill(7));
		const account = accountOf(signer.publicKey);
		await submit(transfer(account, 10n ** 9n));
		devnet.produceBlock();
		expect(await submit(transfer(eve, 500n), {signer})).toEqual(accepted);
		devnet.produceBlock();
		expect(getFree(stateOf(devnet), eve)).toBe(500n);
	});

	test('of a payload above 256 bytes are over its hash', async () => {
		const remark = callOf('System', 'remark', {remark: new Uint8Array(300)});
		expect(await submit(remark)).toEqual(accepted);
	});

	test('over a metadata hash cannot be checked', async () => {
		expect(await submit(transfer(eve, 1n), {mode: 1})).toEqual(refused(1011));
	});
});

describe('nonces', () => {
	test('below the account’s are outdated', async () => {
		await submit(transfer(eve, 1000n));
		devnet.produceBlock();
		expect(await submit(transfer(bob, 1000n), {nonce: 0})).toEqual(
			refused(1010, 'Transaction is outdated'),
		);
	});

	test('above it wait until those before them have come', async () => {
		const statuses: Status[] = [];
		await submit(transfer(eve, 2000n), {nonce: 1}, status => {
			statuses.push(status);
		});
		devnet.produceBlock();
		expect(statuses).toEqual(['future']);
		expect(devnet.chain.pool.nextNonce(alice)).toBe(0);

		await submit(transfer(eve, 1000n), {nonce: 0});
		expect(devnet.chain.pool.nextNonce(alice)).toBe(2);
		const {hash} = devnet.produceBlock();
		expect(statuses).toEqual(['future', 'ready', {inBlock: hash}, {finalized: hash}]);
		expect(getFree(stateOf(devnet), eve)).toBe(3000n);
	});

	test('taken by one that waits are not given to another', async () => {
		await submit(transfer(eve, 1000n));
		expect(await submit(transfer(eve, 2000n), {tip: 10n ** 6n})).toEqual(refused(1014));
	});
});

describe('eras', () => {
	const mortal = {type: 'Mortal', period: 4, phase: 1} as const;

	test('are good from their first block to their last', async () => {
		const birth = devnet.produceBlock().hash;
		const signed = await signExtrinsic(devnet, transfer(eve, 1000n), {era: mortal, birth});
		devnet.produceBlock();
		devnet.produceBlock();
		expect(devnet.chain.pool.submit(signed)).toEqual(accepted);
		const {extrinsics} = devnet.produceBlock();
		expect(extrinsics).toHaveLength(2);
	});

	test('are over after it', async () => {
		const birth = devnet.produceBlock().hash;
		const signed = await signExtrinsic(devnet, transfer(eve, 1000n), {era: mortal, birth});
		for (let block = 2; block <= 4; block++) {
			devnet.produceBlock();
		}

		// The next era begins with the block to come, so its hash is not there to be signed for.
		const {pool} = devnet.chain;
		expect(pool.submit(signed)).toEqual(refused(1010, 'Transaction has an ancient birth block'));
		devnet.produceBlock();
		expect(pool.submit(signed)).toEqual(refused(1010, 'Transaction has a bad signature'));
	});

	test('that have not begun have no block to sign for', async () => {
		expect(await submit(transfer(eve, 1n), {era: {...mortal, phase: 3}})).toEqual(
			refused(1010, 'Transaction has an ancient birth block'),
		);
	});

	test('that end while an extrinsic waits throw it out', async () => {
		const birth = devnet.produceBlock().hash;
		const statuses: Status[] = [];
		const options = {era: mortal, birth, nonce: 1};
		await submit(transfer(eve, 1000n), options, status => {
			statuses.push(status);
		});
		for (let block = 2; block <= 4; block++) {
			devnet.produceBlock();
		}

		expect(statuses).toEqual(['future', 'invalid']);
	});
});

describe('fees', () => {
	test('that the account cannot pay keep the extrinsic out', async () => {
		const payment = 'Inability to pay some fees (e.g. account balance too low)';
		expect(await submit(transfer(bob, 1n), {signer: '//Eve'})).toEqual(refused(1010, payment));
		await submit(transfer(eve, 100_000n));
		devnet.produceBlock();
		expect(await submit(transfer(bob, 1n), {signer: '//Eve'})).toEqual(refused(1010, payment));
	});

	test('are none for calls that do not pay, even from accounts that do not exist', async () => {
		expect(await submit(callOf('Probe', 'free', {}), {signer: '//Eve'})).toEqual(accepted);
		devnet.produceBlock();
		expect(nonceOf(eve)).toBe(1);
		expect(eventsOf(devnet).slice(1)).toMatchObject([
			{name: 'TransactionPayment.TransactionFeePaid', value: {actual_fee: 0n}},
			{name: 'System.ExtrinsicSuccess', value: {dispatch_info: {pays_fee: {type: 'No'}}}},
		]);
		expect(await submit(callOf('Probe', 'free', {}), {signer: '//Eve', nonce: 1})).toEqual(
			accepted,
		);
	});
});

test('a call’s own check gives its code', async () => {
	expect(await submit(callOf('Probe', 'picky', {code: 6}))).toEqual(
		refused(1010, 'Custom error: 6'),
	);
	expect(await submit(callOf('Probe', 'picky', {code: 0}))).toEqual(accepted);
});

test('a call that no block has room for is refused', async () => {
	expect(await submit(callOf('Probe', 'endless', {}))).toEqual(
		refused(1010, 'Transaction would exhaust the block limits'),
	);
});

test('what does not fit into one block goes into the next', async () => {
	const calls = Array.from({length: 9000}, () =>
		callOf('System', 'remark', {remark: new Uint8Array()}),
	);
	const batches = [0, 1, 2, 3].map(async nonce =>
		submit(callOf('Utility', 'force_batch', {calls}), {nonce}),
	);
	expect(await Promise.all(batches)).toEqual([accepted, accepted, accepted, accepted]);
	const counts = [1, 2].map(() => devnet.produceBlock().extrinsics.length);
	expect(counts).toEqual([4, 2]);
});

test('bytes that are no extrinsic are refused', async () => {
	const good = await signExtrinsic(devnet, transfer(eve, 1n));
	const {pool} = devnet.chain;
	expect(pool.submit(new Uint8Array())).toEqual(refused(1002));
	expect(pool.submit(good.subarray(0, -1))).toEqual(refused(1002));
	expect(pool.submit(Uint8Array.of(...good, 0))).toEqual(refused(1002));
	expect(pool.submit(Uint8Array.of(4 * 4, 0x84, 9, 9, 9))).toEqual(refused(1002));
});

test('what nobody signed is refused', () => {
	const {format} = devnet.chain.runtime;
	const {bytes} = format.writeBare(callOf('Timestamp', 'set', {now: 1n}));
	expect(devnet.chain.pool.submit(bytes)).toEqual(refused(1011));
});

test('the same extrinsic is taken once', async () => {
	const bytes = await signExtrinsic(devnet, transfer(eve, 1000n));
	const {hash} = devnet.chain.pool.submit(bytes) as {readonly hash: string};
	expect(devnet.chain.pool.submit(bytes)).toEqual(refused(1013, hash));
});

test('an extrinsic that is in a block is kept out of the pool for a while, then outdated', async () => {
	const bytes = await signExtrinsic(devnet, transfer(eve, 1000n));
	devnet.chain.pool.submit(bytes);
	devnet.produceBlock();

	expect(devnet.chain.pool.submit(bytes)).toEqual(refused(1012));
	clock.advance(30 * 60 * 1000);
	expect(devnet.chain.pool.submit(bytes)).toEqual(refused(1010, 'Transaction is outdated'));
});

test('a fault in a call keeps it out of its block and for a while out of the pool', async () => {
	const statuses: Status[] = [];
	const bytes = await signExtrinsic(devnet, callOf('Probe', 'faulty', {}));
	devnet.chain.pool.submit(bytes, status => {
		statuses.push(status);
	});
	const {extrinsics} = devnet.produceBlock();

	expect(extrinsics).toHaveLength(1);
	expect(statuses).toEqual(['ready', 'invalid']);
	expect(faults).toEqual([new TypeError('a bug')]);
	expect(nonceOf(alice)).toBe(0);
	expect(devnet.chain.pool.submit(bytes)).toEqual(refused(1012));
	clock.advance(30 * 60 * 1000);
	expect(devnet.chain.pool.submit(bytes)).toEqual(accepted);
});

test('extrinsics of an account keep their order, whichever came first', async () => {
	await submit(transfer(eve, 2000n), {nonce: 1});
	await submit(transfer(alice, 3000n), {signer: '//Bob'});
	await submit(transfer(eve, 1000n), {nonce: 0});
	devnet.produceBlock();
	const transfers = eventsOf(devnet).filter(({name}) => name === 'Balances.Transfer');
	expect(transfers.map(({value}) => (value as {amount: bigint}).amount)).toEqual([
		3000n,
		1000n,
		2000n,
	]);
});
