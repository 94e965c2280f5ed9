import {afterAll, afterEach, beforeAll, describe, expect, test} from 'vitest';
import {subnetItems} from '../../../src/devnet/subtensor/storage/subnets.ts';
import {startSubtensorDevnet, type SubtensorDevnet} from '../../helpers/chain/subtensor-devnet.ts';

/** The image subnet, which starts full. */
const netuid = 3;

let chain: SubtensorDevnet;

const getBurn = async () => chain.amount('SubtensorModule.Burn', netuid);

/** A block's fall of the price, in floating point. */
const decay = (price: bigint) => Number(price) * 2 ** (-1 / 360);

const register = async (signer: string, hotkey: string, limit = 10_000_000_000n) =>
	chain.send(signer, 'SubtensorModule.register_limit', {
		netuid,
		hotkey: chain.address(hotkey),
		limit_price: limit,
	});

describe('on a subnet at its start', () => {
	beforeAll(async () => {
		chain = await startSubtensorDevnet();
	});

	afterAll(async () => chain.close());

	test('the price falls with every block and jumps with every registration', async () => {
		chain.produce(1);
		expect(await getBurn()).toBe(1_000_000_000n);
		chain.produce(1);
		const before = await getBurn();
		expect(Math.abs(Number(before) - decay(1_000_000_000n))).toBeLessThan(2);

		await register('//Bob', '//Bob//first');
		const paid = decay(before);
		expect(Math.abs(Number(await getBurn()) - paid * 1.26)).toBeLessThan(2);
	});

	test('a price above the cap is refused, and nothing but the fee is paid', async () => {
		const before = await chain.balance('//Bob');
		const {error, events} = await register('//Bob', '//Bob//capped', 900_000_000n);
		expect(error).toBe('RegistrationPriceLimitExceeded');
		const [, fee] = events.TransactionFeePaid as readonly [string, number];
		expect(await chain.balance('//Bob')).toBe(before - BigInt(fee));
		expect(await chain.value('SubtensorModule.Uids', netuid, chain.address('//Bob//capped'))).toBe(
			null,
		);
	});

	test('a cap at the price of the moment is enough', async () => {
		chain.produce(2);
		const next = BigInt(Math.ceil(decay(await getBurn())));
		expect((await register('//Bob', '//Bob//enough', next)).error).toBeUndefined();
	});

	test('a newcomer starts with nothing of who was there before', async () => {
		await chain.send('//Arena//rival//3//2', 'SubtensorModule.serve_axon', {
			netuid,
			version: 1,
			ip: 0x7f_00_00_02,
			port: 8091,
			ip_type: 4,
			protocol: 4,
			placeholder1: 0,
			placeholder2: 0,
		});
		const rival = chain.address('//Arena//rival//3//2');
		expect(await chain.value('SubtensorModule.Axons', netuid, rival)).toMatchObject({port: 8091});

		await register('//Bob', '//Bob//third');
		const block = chain.devnet.head().header.number;
		expect(await chain.value('SubtensorModule.Axons', netuid, rival)).toBe(null);
		expect(await chain.amount('SubtensorModule.BlockAtRegistration', netuid, 2)).toBe(
			BigInt(block),
		);
		const lastUpdate = await chain.value<readonly number[]>('SubtensorModule.LastUpdate', netuid);
		expect(lastUpdate[2]).toBe(block);
		const emission = await chain.value<readonly number[]>('SubtensorModule.Emission', netuid);
		expect(emission[2]).toBe(0);
		expect(await chain.value('SubtensorModule.IsNetworkMember', rival, netuid)).toBe(false);
		expect(await chain.value('SubtensorModule.Owner', chain.address('//Bob//third'))).toBe(
			chain.address('//Bob'),
		);
	});

	test('each refusal has the main chain’s name', async () => {
		const hotkey = chain.address('//Bob//refused');
		const attempt = async (signer: string, args: Readonly<Record<string, unknown>>) =>
			(await chain.send(signer, 'SubtensorModule.burned_register', {netuid, hotkey, ...args}))
				.error;

		expect(await attempt('//Bob', {netuid: 0})).toBe('RegistrationNotPermittedOnRootSubnet');
		expect(await attempt('//Bob', {netuid: 99})).toBe('SubnetNotExists');
		await chain.sudo('AdminUtils.sudo_set_network_registration_allowed', {
			netuid: 1,
			registration_allowed: false,
		});
		expect(await attempt('//Bob', {netuid: 1})).toBe('SubNetRegistrationDisabled');
		expect(await attempt('//Bob', {hotkey: chain.address('//Arena//rival//3//5')})).toBe(
			'HotKeyAlreadyRegisteredInSubNet',
		);
		expect(await attempt('//Bob', {hotkey: chain.address('//Arena//rival//4//1')})).toBe(
			'NonAssociatedColdKey',
		);

		await chain.send('//Bob', 'Balances.transfer_keep_alive', {
			dest: chain.address('//Poor'),
			value: 500_000_000n,
		});
		expect(await attempt('//Poor', {})).toBe('NotEnoughBalanceToStake');
		expect(await attempt('//Bob', {})).toBeUndefined();
		expect(await attempt('//Bob', {})).toBe('HotKeyAlreadyRegisteredInSubNet');
	});
});

describe('alone on a chain', () => {
	afterEach(async () => chain.close());

	test('the price becomes TAO of the pool, and the alpha that it buys is gone', async () => {
		// Nothing else moves the pool while the subnet has not started.
		chain = await startSubtensorDevnet({
			adjust(context) {
				context.remove(subnetItems.FirstEmissionBlockNumber, netuid);
			},
		});
		const readPool = async () =>
			Promise.all(
				['SubnetTAO', 'SubnetAlphaIn', 'SubnetAlphaOut', 'RAORecycledForRegistration'].map(
					async item => chain.amount(`SubtensorModule.${item}`, netuid),
				),
			);
		const bob = await chain.balance('//Bob');
		const [tao, alpha, outstanding] = (await readPool()) as [bigint, bigint, bigint];
		const {error, events} = await register('//Bob', '//Bob//miner');
		expect(error).toBeUndefined();

		const [, fee] = events.TransactionFeePaid as readonly [string, number];
		const price = bob - (await chain.balance('//Bob')) - BigInt(fee);
		expect(price).toBe(1_000_000_000n);
		// 33 parts in 65,535 are the pool's fee; the weights are even, so the rest buys by constant product.
		const paidIn = price - 503_547n;
		const bought = (alpha * paidIn) / (tao + paidIn);
		expect(await readPool()).toEqual([tao + paidIn, alpha - bought, outstanding, price]);
	});

	test('newcomers replace the rivals one after the other, never each other nor a validator, until only they are left', async () => {
		chain = await startSubtensorDevnet();
		chain.produce(45);
		const uids = [];
		for (const name of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) {
			const {events} = await register('//Bob', `//Bob//${name}`);
			const [, uid] = events.NeuronRegistered as readonly [number, number, string];
			uids.push(uid);
		}

		// All rivals have the emission 0 and came in block 0: the lowest UID of them leaves. The seventh newcomer finds the validators, too few to lose one, and newcomers who are all immune: the oldest of those leaves.
		expect(uids).toEqual([0, 1, 2, 3, 4, 5, 0]);
		expect(await chain.value('SubtensorModule.Keys', netuid, 0)).toBe(chain.address('//Bob//g'));
		expect(await chain.value('SubtensorModule.Uids', netuid, chain.address('//Bob//a'))).toBe(null);
		expect(
			await chain.value('SubtensorModule.Uids', netuid, chain.address('//Arena//rival//3//0')),
		).toBe(null);
		expect(await chain.amount('SubtensorModule.SubnetworkN', netuid)).toBe(8n);
	});
});
