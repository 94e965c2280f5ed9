import {afterAll, beforeAll, expect, test} from 'vitest';
import {subnetItems} from '../../../src/devnet/subtensor/storage/subnets.ts';
import {
	startSubtensorDevnet,
	type Receipt,
	type SubtensorDevnet,
} from '../../helpers/chain/subtensor-devnet.ts';

const netuid = 3;
const whole = 1_000_000_000n;

/** A hotkey for each test, so that none finds another's stake. */
const rival = (index: number) => `//Arena//rival//3//${index}`;

/** 33 parts in 65,535. */
const feeOf = (amount: bigint) => (amount * 33n) / 65_535n;

let chain: SubtensorDevnet;

// Nothing but these tests moves the pools: no subnet has started, so their weights stay even.
beforeAll(async () => {
	chain = await startSubtensorDevnet({
		adjust(context) {
			for (const each of [1, 2, 3, 4]) {
				context.remove(subnetItems.FirstEmissionBlockNumber, each);
			}
		},
	});
});

afterAll(async () => chain.close());

type Arguments = Readonly<Record<string, unknown>>;
type StakeInfo = {readonly netuid: number; readonly hotkey: string; readonly stake: number};

/** Let Bob act on his stake of a hotkey. */
const bob = async (hotkey: string, call: string, args: Arguments) =>
	chain.send('//Bob', `SubtensorModule.${call}`, {hotkey: chain.address(hotkey), netuid, ...args});

/** What a coldkey has staked on a hotkey, as the runtime API tells it. */
async function getStake(hotkey: string, where = netuid, coldkey = '//Bob'): Promise<bigint> {
	const {stake} = await chain.ask<StakeInfo>(
		'StakeInfoRuntimeApi.get_stake_info_for_hotkey_coldkey_netuid',
		chain.address(hotkey),
		chain.address(coldkey),
		where,
	);
	return BigInt(stake);
}

async function readPool() {
	const tao = await chain.amount('SubtensorModule.SubnetTAO', netuid);
	const alpha = await chain.amount('SubtensorModule.SubnetAlphaIn', netuid);
	return {tao, alpha};
}

const getPrice = async () => chain.ask<number>('SwapRuntimeApi.current_alpha_price', netuid);

const getFee = ({events}: Receipt) =>
	BigInt((events.TransactionFeePaid as readonly [string, number])[1]);

test('TAO buys stake at the pool’s price, less the fee', async () => {
	const amount = 1000n * whole;
	const {tao, alpha} = await readPool();
	const paidIn = amount - feeOf(amount);
	const bought = (alpha * paidIn) / (tao + paidIn);
	const quoted = await chain.ask<{readonly alphaAmount: number}>(
		'SwapRuntimeApi.sim_swap_tao_for_alpha',
		netuid,
		amount,
	);
	expect(BigInt(quoted.alphaAmount)).toBe(bought);

	const {error, events} = await bob(rival(0), 'add_stake', {amount_staked: amount});
	expect(error).toBeUndefined();
	expect(events.StakeAdded).toEqual([
		chain.address('//Bob'),
		chain.address(rival(0)),
		Number(amount),
		Number(bought),
		netuid,
		Number(feeOf(amount)),
	]);
	expect(await getStake(rival(0))).toBe(bought);
	expect(await readPool()).toEqual({tao: tao + paidIn, alpha: alpha - bought});
});

test('stake sells for TAO at the pool’s price, less the fee', async () => {
	await bob(rival(1), 'add_stake', {amount_staked: 1000n * whole});
	const stake = await getStake(rival(1));
	const {tao, alpha} = await readPool();
	const paidIn = stake - feeOf(stake);
	const sold = (tao * paidIn) / (alpha + paidIn);
	const before = await chain.balance('//Bob');
	const receipt = await bob(rival(1), 'remove_stake', {amount_unstaked: stake});
	expect(receipt.error).toBeUndefined();
	expect(await getStake(rival(1))).toBe(0n);
	expect(await chain.balance('//Bob')).toBe(before + sold - getFee(receipt));
	expect(await readPool()).toEqual({tao: tao - sold, alpha: alpha + paidIn});
});

test('a limit is kept: all or nothing, or as much as it allows', async () => {
	const amount = 5000n * whole;
	const {tao} = await readPool();
	// The price may rise by 1 %.
	const limit = Math.floor((await getPrice()) * 1.01);
	const order = {amount_staked: amount, limit_price: limit};
	const strict = await bob(rival(2), 'add_stake_limit', {...order, allow_partial: false});
	expect(strict.error).toBe('SlippageTooHigh');
	expect(await getStake(rival(2))).toBe(0n);

	const before = await chain.balance('//Bob');
	const partial = await bob(rival(2), 'add_stake_limit', {...order, allow_partial: true});
	expect(partial.error).toBeUndefined();
	const spent = before - (await chain.balance('//Bob'));
	// T · (√1.01 − 1), and half a thousandth of it as the fee.
	const expected = Number(tao) * (Math.sqrt(1.01) - 1) * 1.0005;
	expect(Number(spent) / expected).toBeCloseTo(1, 3);
	expect(await getPrice()).toBeLessThanOrEqual(limit);
	expect(await getPrice()).toBeGreaterThan(limit - 5);
});

test('a limit on the wrong side of the price is refused', async () => {
	const limit = Math.floor((await getPrice()) * 0.9);
	const {error} = await bob(rival(2), 'add_stake_limit', {
		amount_staked: whole,
		limit_price: limit,
		allow_partial: true,
	});
	expect(error).toBe('PriceLimitExceeded');
});

test('selling keeps its limit too, and what is left stays staked', async () => {
	const limit = Math.floor((await getPrice()) * 1.01);
	await bob(rival(3), 'add_stake', {amount_staked: 1000n * whole});
	const stake = await getStake(rival(3));
	const strict = await bob(rival(3), 'remove_stake_full_limit', {limit_price: limit});
	expect(strict.error).toBe('SlippageTooHigh');
	const partial = await bob(rival(3), 'remove_stake_limit', {
		amount_unstaked: stake,
		limit_price: limit,
		allow_partial: true,
	});
	expect(partial.error).toBeUndefined();
	const left = await getStake(rival(3));
	expect(left).toBeGreaterThan(0n);
	expect(left).toBeLessThan(stake);
	expect(await getPrice()).toBeGreaterThanOrEqual(limit - 1);
	const full = await bob(rival(3), 'remove_stake_full_limit', {limit_price: null});
	expect(full.error).toBeUndefined();
	expect(await getStake(rival(3))).toBe(0n);
});

test('each refusal has the main chain’s name', async () => {
	const add = async (args: Arguments) =>
		(await bob(rival(4), 'add_stake', {amount_staked: whole, ...args})).error;
	expect(await add({amount_staked: 2_000_000n})).toBe('AmountTooLow');
	// The least is 0.002 TAO and the fee on it.
	expect(await add({amount_staked: 2_001_006n})).toBe('AmountTooLow');
	expect(await add({amount_staked: 2_001_007n})).toBeUndefined();
	expect(await add({hotkey: chain.address('//Nobody')})).toBe('HotKeyAccountNotExists');
	expect(await add({netuid: 99})).toBe('SubnetNotExists');
	expect(await add({amount_staked: 2_000_000n * whole})).toBe('NotEnoughBalanceToStake');
	const remove = await bob(rival(4), 'remove_stake', {netuid: 4, amount_unstaked: whole});
	expect(remove.error).toBe('AmountTooLow');
});

test('TAO on root is one for one and pays no fee', async () => {
	await bob(rival(4), 'add_stake', {netuid: 0, amount_staked: 7n * whole});
	expect(await getStake(rival(4), 0)).toBe(7n * whole);
	const before = await chain.balance('//Bob');
	const receipt = await bob(rival(4), 'remove_stake', {netuid: 0, amount_unstaked: 7n * whole});
	expect(await chain.balance('//Bob')).toBe(before + 7_000_000_000n - getFee(receipt));
});

test('stake moves to another hotkey as it is, and to another subnet for one fee', async () => {
	const [from, to] = ['//Arena//rival//4//0', '//Arena//rival//4//1'] as const;
	await bob(from, 'add_stake', {amount_staked: 100n * whole});
	const stake = await getStake(from);
	const moved = await chain.send('//Bob', 'SubtensorModule.move_stake', {
		origin_hotkey: chain.address(from),
		destination_hotkey: chain.address(to),
		origin_netuid: netuid,
		destination_netuid: netuid,
		alpha_amount: stake,
	});
	expect(moved.error).toBeUndefined();
	expect(await getStake(from)).toBe(0n);
	expect(await getStake(to)).toBe(stake);

	const tao = await chain.ask<{readonly taoAmount: number}>(
		'SwapRuntimeApi.sim_swap_alpha_for_tao',
		netuid,
		stake,
	);
	const swapped = await bob(to, 'swap_stake', {
		origin_netuid: netuid,
		destination_netuid: 4,
		alpha_amount: stake,
	});
	expect(swapped.error).toBeUndefined();
	const worth = (swapped.events.StakeSwapped as readonly unknown[])[4];
	expect(worth).toBe(tao.taoAmount);
	expect(await getStake(to)).toBe(0n);
	const secondFee = (swapped.events.StakeAdded as readonly unknown[])[5];
	expect(secondFee).toBe(0);
	expect(await getStake(to, 4)).toBeGreaterThan(0n);
});

test('stake changes hands unless the subnet forbids it', async () => {
	const hotkey = '//Arena//rival//4//2';
	await bob(hotkey, 'add_stake', {amount_staked: 100n * whole});
	const half = (await getStake(hotkey)) / 2n;
	const transfer = async () =>
		(
			await bob(hotkey, 'transfer_stake', {
				destination_coldkey: chain.address('//Charlie'),
				origin_netuid: netuid,
				destination_netuid: netuid,
				alpha_amount: half,
			})
		).error;
	expect(await transfer()).toBeUndefined();
	expect(await getStake(hotkey, netuid, '//Charlie')).toBe(half);
	await chain.sudo('AdminUtils.sudo_set_toggle_transfer', {netuid, toggle: false});
	expect(await transfer()).toBe('TransferDisallowed');
});

test('unstake_all empties every network at once, unstake_all_alpha moves subnets’ stake to root', async () => {
	const hotkey = '//Arena//rival//4//3';
	const stakeOn = async (where: number) =>
		bob(hotkey, 'add_stake', {netuid: where, amount_staked: 10n * whole});
	await stakeOn(3);
	await stakeOn(4);
	const {error} = await bob(hotkey, 'unstake_all_alpha', {});
	expect(error).toBeUndefined();
	expect(await getStake(hotkey, 3)).toBe(0n);
	expect(Number(await getStake(hotkey, 0)) / Number(whole)).toBeCloseTo(20, 0);

	await stakeOn(3);
	await bob(hotkey, 'unstake_all', {});
	const stakes = await chain.ask<readonly StakeInfo[]>(
		'StakeInfoRuntimeApi.get_stake_info_for_coldkey',
		chain.address('//Bob'),
	);
	expect(stakes.filter(stake => stake.hotkey === chain.address(hotkey))).toEqual([]);
});

test('alpha can be recycled, which shrinks its issuance, or burnt, which does not', async () => {
	const hotkey = '//Arena//rival//4//4';
	const getOutstanding = async () => chain.amount('SubtensorModule.SubnetAlphaOut', netuid);
	await bob(hotkey, 'add_stake', {amount_staked: 100n * whole});
	const stake = await getStake(hotkey);
	const outstanding = await getOutstanding();
	await bob(hotkey, 'burn_alpha', {amount: 5n * whole});
	expect(await getOutstanding()).toBe(outstanding);
	await bob(hotkey, 'recycle_alpha', {amount: 5n * whole});
	expect(await getOutstanding()).toBe(outstanding - 5_000_000_000n);
	expect(await getStake(hotkey)).toBe(stake - 10_000_000_000n);
	const onRoot = await bob(hotkey, 'burn_alpha', {netuid: 0, amount: whole});
	expect(onRoot.error).toBe('CannotBurnOrRecycleOnRootSubnet');
});

test('a validator’s take falls at will and rises within its bounds', async () => {
	const hotkey = '//Arena//validator//3//0';
	const coldkey = `${hotkey}//coldkey`;
	const set = async (direction: string, take: number, signer = coldkey) =>
		chain.send(signer, `SubtensorModule.${direction}_take`, {
			hotkey: chain.address(hotkey),
			take,
		});
	expect((await set('decrease', 6000)).events.TakeDecreased).toEqual([
		chain.address(coldkey),
		chain.address(hotkey),
		6000,
	]);
	expect((await set('decrease', 7000)).error).toBe('DelegateTakeTooLow');
	await expect(set('increase', 11_797)).rejects.toThrow('Custom error: 27');
	await expect(set('increase', 7000, '//Bob')).rejects.toThrow('Custom error: 25');
	expect((await set('increase', 7000)).error).toBe('DelegateTxRateLimitExceeded');
	expect(await chain.amount('SubtensorModule.Delegates', chain.address(hotkey))).toBe(6000n);
});
