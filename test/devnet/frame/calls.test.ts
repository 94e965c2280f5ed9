import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import type {Devnet} from '../../../src/devnet/devnet.ts';
import {getFree} from '../../../src/devnet/frame/balances/funds.ts';
import {TotalIssuance} from '../../../src/devnet/frame/balances/storage.ts';
import {Account} from '../../../src/devnet/frame/system/storage.ts';
import type {RuntimeCall} from '../../../src/devnet/pallet/context.ts';
import type {AccountId} from '../../../src/devnet/scale/bytes.ts';
import {eventsOf, stateOf} from '../../helpers/chain/chain-reader.ts';
import {
	alice,
	bob,
	endowment,
	getDevelopmentAccount,
	startPlainDevnet,
} from '../../helpers/chain/plain-devnet.ts';
import {callOf, signExtrinsic} from '../../helpers/chain/signed-extrinsic.ts';

const eve = getDevelopmentAccount('Eve');

let devnet: Devnet;

beforeEach(async () => {
	devnet = await startPlainDevnet();
});

afterEach(async () => devnet.close());

const id = (account: AccountId) => ({type: 'Id', value: account});
const give = (to: AccountId, value: bigint) =>
	callOf('Balances', 'transfer_allow_death', {dest: id(to), value});

/** Have `//Alice`, or another, make a call, and name what happened between its fee and its end. */
const make = async (call: RuntimeCall, signer = '//Alice') => {
	const account = getDevelopmentAccount(signer.slice(2));
	const {nonce} = stateOf(devnet).get(Account, account);
	const submitted = devnet.chain.pool.submit(await signExtrinsic(devnet, call, {signer, nonce}));
	expect(submitted).toMatchObject({ok: true});
	devnet.produceBlock();
	return eventsOf(devnet)
		.filter(({phase}) => phase.value === 1)
		.map(({name}) => name)
		.filter(name => !['Balances.Withdraw', 'TransactionPayment.TransactionFeePaid'].includes(name));
};

const lastError = () =>
	(eventsOf(devnet).at(-1)!.value as {readonly dispatch_error: unknown}).dispatch_error;

describe('balances', () => {
	test('an account that gives all away is forgotten, with what is too little to live on', async () => {
		await make(give(eve, 1_000_000n));
		const fee = 54_078n + 50_000n;
		const left = 1_000_000n - 200_000n - fee;
		const events = await make(give(bob, 200_000n), '//Eve');
		expect(events).toEqual(['Balances.Transfer', 'System.ExtrinsicSuccess']);
		expect(getFree(stateOf(devnet), eve)).toBeLessThan(left);

		const rest = getFree(stateOf(devnet), eve);
		const cost = fee + 147n;
		expect(await make(give(bob, rest - cost - 400n), '//Eve')).toEqual([
			'System.KilledAccount',
			'Balances.DustLost',
			'Balances.Transfer',
			'System.ExtrinsicSuccess',
		]);
		expect(stateOf(devnet).has(Account, eve)).toBe(false);
	});

	test('an account that has to live on keeps the existential deposit', async () => {
		await make(give(eve, 1_000_000n));
		const all = callOf('Balances', 'transfer_all', {dest: id(bob), keep_alive: true});
		await make(all, '//Eve');
		expect(getFree(stateOf(devnet), eve)).toBe(500n);

		await make(callOf('Balances', 'transfer_keep_alive', {dest: id(eve), value: endowment}));
		expect(lastError()).toEqual({type: 'Token', value: {type: 'FundsUnavailable'}});
	});

	test('all that accounts own adds up to the issuance', async () => {
		await make(give(eve, 1_000_000n));
		const state = stateOf(devnet);
		const owned = state.entries(Account).map(([, {data}]) => data.free);
		expect(owned.reduce((sum, free) => sum + free, 0n)).toBe(state.get(TotalIssuance));
		expect(state.get(TotalIssuance)).toBeLessThan(2n * endowment);
	});

	test('addresses that lead to no account fail', async () => {
		await make(
			callOf('Balances', 'transfer_allow_death', {
				dest: {type: 'Address20', value: new Uint8Array(20)},
				value: 1000n,
			}),
		);
		expect(lastError()).toEqual({type: 'CannotLookup', value: undefined});
	});
});

describe('batches', () => {
	const calls = [give(eve, 1000n), give(eve, endowment), give(eve, 2000n)];

	test('stop at the first failure and keep what came before', async () => {
		expect(await make(callOf('Utility', 'batch', {calls}))).toEqual([
			'System.NewAccount',
			'Balances.Endowed',
			'Balances.Transfer',
			'Utility.ItemCompleted',
			'Utility.BatchInterrupted',
			'System.ExtrinsicSuccess',
		]);
		expect(getFree(stateOf(devnet), eve)).toBe(1000n);
	});

	test('of all or none undo everything', async () => {
		expect(await make(callOf('Utility', 'batch_all', {calls}))).toEqual(['System.ExtrinsicFailed']);
		expect(lastError()).toEqual({type: 'Token', value: {type: 'FundsUnavailable'}});
		expect(getFree(stateOf(devnet), eve)).toBe(0n);
	});

	test('by force go on after a failure', async () => {
		const events = await make(callOf('Utility', 'force_batch', {calls}));
		expect(events.filter(name => name.startsWith('Utility'))).toEqual([
			'Utility.ItemCompleted',
			'Utility.ItemFailed',
			'Utility.ItemCompleted',
			'Utility.BatchCompletedWithErrors',
		]);
		expect(getFree(stateOf(devnet), eve)).toBe(3000n);
	});

	test('do not hold batches', async () => {
		const inner = callOf('Utility', 'batch', {calls: []});
		await make(callOf('Utility', 'batch', {calls: [inner]}));
		expect(lastError()).toMatchObject({type: 'Module', value: {index: 0}});
	});
});

describe('sudo', () => {
	const forcedBalance = callOf('Balances', 'force_set_balance', {who: id(eve), new_free: 12_345n});

	test('lets its key act as the chain, for nothing', async () => {
		const events = await make(callOf('Sudo', 'sudo', {call: forcedBalance}));
		expect(events).toEqual([
			'System.NewAccount',
			'Balances.Endowed',
			'Balances.BalanceSet',
			'Sudo.Sudid',
			'Balances.Deposit',
			'System.ExtrinsicSuccess',
		]);
		expect(getFree(stateOf(devnet), eve)).toBe(12_345n);
		expect(getFree(stateOf(devnet), alice)).toBe(endowment);
	});

	test('is not for others', async () => {
		const signed = await signExtrinsic(devnet, callOf('Sudo', 'sudo', {call: forcedBalance}), {
			signer: '//Bob',
		});
		expect(devnet.chain.pool.submit(signed)).toMatchObject({
			refusal: {code: 1010, data: 'Invalid signing address'},
		});
	});

	test('is what calls of the chain itself ask for', async () => {
		await make(forcedBalance);
		expect(lastError()).toEqual({type: 'BadOrigin', value: undefined});
	});
});

test('time moves on with every block, however quickly they come', () => {
	const times = [1, 2, 3].map(() => {
		devnet.produceBlock();
		const [set] = devnet.head().extrinsics;
		return devnet.chain.runtime.format.read(set!)!.call.value.value as {readonly now: bigint};
	});
	expect(times[1]!.now).toBeGreaterThan(times[0]!.now);
	expect(times[2]!.now).toBeGreaterThan(times[1]!.now);
});
