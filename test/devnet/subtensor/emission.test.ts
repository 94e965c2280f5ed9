import {afterEach, expect, test} from 'vitest';
import {poolItems} from '../../../src/devnet/subtensor/storage/pools.ts';
import {subnetItems} from '../../../src/devnet/subtensor/storage/subnets.ts';
import {weightItems} from '../../../src/devnet/subtensor/storage/weights.ts';
import {
	startSubtensorDevnet,
	type SubtensorDevnet,
	type SubtensorDevnetOptions,
} from '../../helpers/chain/subtensor-devnet.ts';

const netuid = 3;
const whole = 1_000_000_000n;
const tempo = 20;
const validators = ['//Arena//validator//3//0', '//Arena//validator//3//1'] as const;

let chain: SubtensorDevnet;

const start = async (options: SubtensorDevnetOptions = {}) => {
	chain = await startSubtensorDevnet(options);
};

afterEach(async () => chain.close());

const read = async (item: string, ...keys: readonly unknown[]) =>
	chain.amount(`SubtensorModule.${item}`, ...keys);

const getHotkeyAlpha = async (uri: string, where = netuid) =>
	read('TotalHotkeyAlpha', chain.address(uri), where);

const sum = (values: readonly bigint[]) => {
	let total = 0n;
	for (const value of values) {
		total += value;
	}

	return total;
};

/** Let both validators set weights in the open. */
async function setWeights(weights: Readonly<Record<number, number>>) {
	for (const validator of validators) {
		const {error} = await chain.send(validator, 'SubtensorModule.set_weights', {
			netuid,
			dests: Object.keys(weights).map(Number),
			weights: Object.values(weights),
			version_key: 0,
		});
		expect(error).toBeUndefined();
	}
}

const inTheOpen: SubtensorDevnetOptions = {
	adjust(context) {
		context.set(weightItems.CommitRevealWeightsEnabled, netuid, false);
	},
};

/** Make blocks up to that one. */
const produceTo = (block: number) => {
	chain.produce(block - chain.devnet.head().header.number);
};

test('a block’s TAO goes to the subnets by price, little of it as liquidity and the rest as buying', async () => {
	await start();
	chain.produce(1);
	// Of 1 TAO.
	for (const [subnet, price] of [
		[1, 0.02],
		[2, 0.01],
		[3, 0.05],
		[4, 0.03],
	] as const) {
		const added = await read('SubnetTaoInEmission', subnet);
		const spent = await read('SubnetExcessTao', subnet);
		expect(Math.abs(Number(added + spent) - (price / 0.11) * 1e9)).toBeLessThan(10);
		// The root's part is 0.18 · 1,080,000 / (0.18 · 1,080,000 + 1,100,000) of 1 alpha.
		const alpha = await read('SubnetAlphaInEmission', subnet);
		expect(Number(alpha) / 1e9).toBeCloseTo(194_400 / 1_294_400, 6);
		expect(Number(added) / (Number(alpha) * price)).toBeCloseTo(1, 6);
	}
});

test('a subnet that is closed to newcomers gets neither TAO nor alpha, and the others get its share', async () => {
	await start();
	await chain.sudo('AdminUtils.sudo_set_network_registration_allowed', {
		netuid: 3,
		registration_allowed: false,
	});
	const readAll = async () =>
		Promise.all(
			[1, 2, 3, 4].map(async subnet => ({
				tao: await read('SubnetTAO', subnet),
				alpha: await read('SubnetAlphaOut', subnet),
				pot: await read('PendingServerEmission', subnet),
			})),
		);
	const before = await readAll();
	chain.produce(1);
	const after = await readAll();

	expect(after[2]).toEqual(before[2]);
	const gains = after.map(({tao}, index) => tao - before[index]!.tao);
	expect(gains.map(gain => gain > 0n)).toEqual([true, true, false, true]);
	expect(Math.abs(Number(sum(gains)) - 1e9)).toBeLessThan(10);
});

test('a block’s alpha fills the pots, and the root’s part is taken back while prices are low', async () => {
	await start();
	chain.produce(1);
	expect(await read('PendingOwnerCut', netuid)).toBe(179_995_422n);
	expect(await read('PendingServerEmission', netuid)).toBe(410_002_288n);
	expect(await read('PendingRootAlphaDivs', netuid)).toBe(0n);
	const validatorPot = await read('PendingValidatorEmission', netuid);
	const root = 410_002_288n - validatorPot;
	expect(Number(root) / 410_002_288).toBeCloseTo(0.1502, 3);
	const outstanding = await read('SubnetAlphaOut', netuid);
	const bought = await read('SubnetProtocolAlpha', netuid);
	expect(outstanding - bought - 100_000n * whole).toBe(whole - root);
});

test('through registrations, stake and epochs no TAO and no alpha comes from nowhere or is lost', async () => {
	await start();
	const fees: bigint[] = [];
	const send = async (signer: string, call: string, args: Readonly<Record<string, unknown>>) => {
		const {error, events} = await chain.send(signer, `SubtensorModule.${call}`, args);
		expect(error).toBeUndefined();
		fees.push(BigInt((events.TransactionFeePaid as readonly [string, number])[1]));
	};

	const hotkey = chain.address('//Bob//miner');
	await send('//Bob', 'burned_register', {netuid, hotkey});
	await send('//Bob', 'add_stake', {netuid, hotkey, amount_staked: 1234n * whole});
	chain.produce(30);
	await send('//Bob', 'remove_stake', {netuid, hotkey, amount_unstaked: 10n * whole});
	await send('//Bob', 'add_stake', {netuid: 0, hotkey, amount_staked: 5n * whole});
	chain.produce(30);

	const issued = await read('TotalIssuance');
	const free = await Promise.all((await chain.accounts()).map(async account => account.free));
	// Fees are out of everybody's hands; the pallet still counts them as issued.
	expect(sum(free) + sum(fees)).toBe(issued);
	expect(await chain.amount('Balances.TotalIssuance')).toBe(sum(free));
	expect(await read('TotalStake')).toBe(sum(await chain.amounts('SubtensorModule.SubnetTAO')));

	const stakes = await chain.pairs('SubtensorModule.TotalHotkeyAlpha');
	for (const subnet of [3, 4]) {
		const staked = stakes.filter(({keys}) => keys[1] === subnet).map(({value}) => value);
		const pots = await Promise.all(
			[
				'PendingOwnerCut',
				'PendingServerEmission',
				'PendingValidatorEmission',
				'SubnetProtocolAlpha',
			].map(async item => read(item, subnet)),
		);
		const missing = (await read('SubnetAlphaOut', subnet)) - sum(staked) - sum(pots);
		// Up to 3 rao a block are rounded away, a few an epoch, and the fee of a sale is burnt.
		expect(missing).toBeGreaterThanOrEqual(0n);
		expect(missing).toBeLessThan(6_000_000n);
	}
});

test('without weights the validators have all that is not the owner’s, by their alpha', async () => {
	await start();
	const before = await Promise.all(validators.map(async uri => getHotkeyAlpha(uri)));
	produceTo(tempo);
	const owner = await getHotkeyAlpha('//Arena//owner//3');
	expect(owner).toBe(179_995_422n * 20n);
	const after = await Promise.all(validators.map(async uri => getHotkeyAlpha(uri)));
	const [first = 0n, second = 0n] = after.map((amount, index) => amount - (before[index] ?? 0n));
	// They staked 60,000 and 40,000 alpha and as much TAO as each other.
	expect(Number(first) / Number(second)).toBeCloseTo(1.5, 6);
	expect(Number(first + second)).toBeGreaterThan(20 * 750_000_000);
	expect(Number(first + second)).toBeLessThan(20 * 820_004_577);
	expect(await getHotkeyAlpha('//Arena//rival//3//0')).toBe(0n);
});

test('weights make incentive: miners share half by it, as stake that has a price', async () => {
	await start(inTheOpen);
	chain.produce(1);
	await setWeights({0: 3, 1: 1});
	produceTo(tempo);
	const incentive = await chain.value<readonly number[]>('SubtensorModule.Incentive', netuid);
	expect(incentive).toEqual([49_151, 16_383, 0, 0, 0, 0, 0, 0]);
	const best = await getHotkeyAlpha('//Arena//rival//3//0');
	const second = await getHotkeyAlpha('//Arena//rival//3//1');
	expect(Number(best) / Number(second)).toBeCloseTo(3, 3);
	// They share half of what the epoch gives: 82 % of 20 alpha, less the root's 14.5 % of half of it.
	expect(Number(best + second) / 1e9).toBeCloseTo((20 * 0.82 * (1 - 0.145 / 2)) / 2, 1);

	const {taoAmount} = await chain.ask<{readonly taoAmount: number}>(
		'SwapRuntimeApi.sim_swap_alpha_for_tao',
		netuid,
		best,
	);
	expect(taoAmount).toBeGreaterThan(250_000_000);
	const dividends = await chain.value<readonly number[]>('SubtensorModule.Dividends', netuid);
	expect(dividends.slice(6).every(value => value > 0)).toBe(true);
	// The next newcomer replaces the oldest of those who earn nothing.
	produceTo(2 * tempo);
	const {events} = await chain.send('//Bob', 'SubtensorModule.burned_register', {
		netuid,
		hotkey: chain.address('//Bob//miner'),
	});
	expect(events.NeuronRegistered).toEqual([netuid, 2, chain.address('//Bob//miner')]);
});

test('a newcomer that validators weigh earns in the epoch after', async () => {
	await start(inTheOpen);
	produceTo(22);
	await chain.send('//Bob', 'SubtensorModule.burned_register', {
		netuid,
		hotkey: chain.address('//Bob//miner'),
	});
	const uid = await chain.amount('SubtensorModule.Uids', netuid, chain.address('//Bob//miner'));
	await setWeights({[Number(uid)]: 1});
	expect(await getHotkeyAlpha('//Bob//miner')).toBe(0n);
	produceTo(2 * tempo);
	expect(Number(await getHotkeyAlpha('//Bob//miner')) / 1e9).toBeGreaterThan(7.5);
});

test('an owner that mines is not paid, and the subnet’s share of TAO falls by that', async () => {
	await start(inTheOpen);
	const hotkey = chain.address('//Arena//owner//3');
	const {error} = await chain.send(
		'//Arena//owner//3//coldkey',
		'SubtensorModule.burned_register',
		{
			netuid,
			hotkey,
		},
	);
	expect(error).toBeUndefined();
	const uid = Number(await chain.amount('SubtensorModule.Uids', netuid, hotkey));
	await setWeights({[uid]: 1, 1: 1});
	produceTo(tempo);
	// Half of the pay was withheld, and only the cut of 20 blocks came in.
	const {bits} = await chain.value<{readonly bits: number}>('SubtensorModule.MinerBurned', netuid);
	expect(bits / 0x1_00_00_00_00).toBeCloseTo(0.5, 3);
	expect(await getHotkeyAlpha('//Arena//owner//3')).toBe(179_995_422n * 20n);
	chain.produce(1);
	// 0.05 · 0.5 to 0.03 is 5 to 6.
	const share = async (subnet: number) =>
		Number((await read('SubnetTaoInEmission', subnet)) + (await read('SubnetExcessTao', subnet)));
	expect((await share(3)) / (await share(4))).toBeCloseTo(5 / 6, 3);
});

test('where prices sum to more than 1, root stakers are owed alpha, and claim it as TAO on root', async () => {
	await start({
		adjust(context) {
			for (const subnet of [3, 4]) {
				context.set(poolItems.SubnetMovingPrice, subnet, (2n ** 32n * 6n) / 10n);
			}
		},
	});
	produceTo(tempo);
	const [hotkey] = validators;
	const coldkey = `${hotkey}//coldkey`;
	const owed = await read('RootAlphaDividendsPerSubnet', netuid, chain.address(hotkey));
	expect(owed).toBeGreaterThan(0n);

	const getRootStake = async () => read('TotalHotkeyAlpha', chain.address(hotkey), 0);
	expect(await getRootStake()).toBe(10_000n * whole);
	const {error, events} = await chain.send(coldkey, 'SubtensorModule.claim_root', {
		subnets: [netuid],
	});
	expect(error).toBeUndefined();
	expect(events.RootClaimed).toEqual([chain.address(coldkey)]);
	const claimed = (await getRootStake()) - 10_000n * whole;
	// About 0.05 TAO for an alpha.
	expect(Number(claimed) / (Number(owed) * 0.05)).toBeCloseTo(1, 1);
	await chain.send(coldkey, 'SubtensorModule.claim_root', {subnets: [netuid]});
	expect((await getRootStake()) - 10_000n * whole).toBe(claimed);
});

test('epochs come every tempo, and those that a block has no room for a block later', async () => {
	await start({
		adjust(context) {
			context.set(subnetItems.MaxEpochsPerBlock, 2);
		},
	});
	const next = async (subnet: number) =>
		chain.ask<number>('SubnetInfoRuntimeApi.get_next_epoch_start_block', subnet);
	expect(await next(3)).toBe(tempo);
	produceTo(tempo);
	const getLast = async () =>
		Promise.all([1, 2, 3, 4].map(async subnet => read('LastEpochBlock', subnet)));
	expect(await getLast()).toEqual([20n, 20n, 0n, 0n]);
	expect(await next(3)).toBe(tempo);
	chain.produce(1);
	expect(await getLast()).toEqual([20n, 20n, 21n, 21n]);
	expect(await next(3)).toBe(41);
	expect(await read('SubnetEpochIndex', 3)).toBe(1n);
	produceTo(40);
	expect(await getLast()).toEqual([40n, 40n, 21n, 21n]);
});
