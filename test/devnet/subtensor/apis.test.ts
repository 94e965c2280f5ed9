import {Buffer} from 'node:buffer';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {weightItems} from '../../../src/devnet/subtensor/storage/weights.ts';
import {startSubtensorDevnet, type SubtensorDevnet} from '../../helpers/chain/subtensor-devnet.ts';

const netuid = 3;

let chain: SubtensorDevnet;

// A subnet on which much has happened: weights, an epoch, an announcement.
beforeAll(async () => {
	chain = await startSubtensorDevnet({
		adjust(context) {
			context.set(weightItems.CommitRevealWeightsEnabled, netuid, false);
		},
	});
	chain.produce(1);
	for (const validator of ['//Arena//validator//3//0', '//Arena//validator//3//1']) {
		await chain.send(validator, 'SubtensorModule.set_weights', {
			netuid,
			dests: [0, 1, 2],
			weights: [1, 2, 3],
			version_key: 0,
		});
	}

	await chain.send('//Arena//rival//3//0', 'SubtensorModule.serve_axon', {
		netuid,
		version: 7,
		ip: 0x7f_00_00_02,
		port: 8091,
		ip_type: 4,
		protocol: 4,
		placeholder1: 0,
		placeholder2: 0,
	});
	chain.produce(30);
});

afterAll(async () => chain.close());

type Reply = Readonly<Record<string, unknown>>;

const subnetInfo = async <Value = Reply>(method: string, ...args: readonly unknown[]) =>
	chain.ask<Value>(`SubnetInfoRuntimeApi.${method}`, ...args);

const stored = async (item: string, ...keys: readonly unknown[]) =>
	chain.value<unknown>(`SubtensorModule.${item}`, ...keys);

const decode = (bytes: unknown) => Buffer.from(bytes as readonly number[]).toString();

test('a metagraph says what the state holds', async () => {
	const metagraph = await subnetInfo('get_metagraph', netuid);
	const fields: Readonly<Record<string, string>> = {
		alphaIn: 'SubnetAlphaIn',
		alphaOut: 'SubnetAlphaOut',
		taoIn: 'SubnetTAO',
		tempo: 'Tempo',
		lastStep: 'LastMechansimStepBlock',
		ownerHotkey: 'SubnetOwnerHotkey',
		ownerColdkey: 'SubnetOwner',
		burn: 'Burn',
		numUids: 'SubnetworkN',
		maxUids: 'MaxAllowedUids',
		immunityPeriod: 'ImmunityPeriod',
		kappa: 'Kappa',
		incentives: 'Incentive',
		dividends: 'Dividends',
		emission: 'Emission',
		consensus: 'Consensus',
		lastUpdate: 'LastUpdate',
		active: 'Active',
		validatorPermit: 'ValidatorPermit',
		movingPrice: 'SubnetMovingPrice',
	};
	for (const [field, item] of Object.entries(fields)) {
		expect([field, metagraph[field]]).toEqual([field, await stored(item, netuid)]);
	}

	expect(metagraph).toMatchObject({netuid, block: 34, rank: [], trust: [], pruningScore: []});
	expect(decode(metagraph.name)).toBe('Image recognition');
	const hotkeys = metagraph.hotkeys as readonly string[];
	for (const [uid, hotkey] of hotkeys.entries()) {
		expect(hotkey).toBe(await stored('Keys', netuid, uid));
		expect((metagraph.coldkeys as readonly string[])[uid]).toBe(await stored('Owner', hotkey));
		expect((metagraph.alphaStake as readonly number[])[uid]).toBe(
			await stored('TotalHotkeyAlpha', hotkey, netuid),
		);
		expect((metagraph.taoStake as readonly number[])[uid]).toBe(
			await stored('TotalHotkeyAlpha', hotkey, 0),
		);
	}

	expect((metagraph.axons as readonly Reply[])[0]).toMatchObject({version: 7, port: 8091});
	expect((metagraph.incentives as readonly number[])[2]).toBeGreaterThan(30_000);
});

test('stake weighs its alpha and 18 % of its TAO on root', async () => {
	const {alphaStake, taoStake, totalStake} = await subnetInfo<
		Readonly<Record<'alphaStake' | 'taoStake' | 'totalStake', readonly number[]>>
	>('get_metagraph', netuid);
	const expected = alphaStake.map((alpha, uid) => alpha + (taoStake[uid] ?? 0) * 0.18);
	for (const [uid, total] of totalStake.entries()) {
		expect(total / 1e9).toBeCloseTo((expected[uid] ?? 0) / 1e9, 4);
	}
});

test('a selective metagraph holds the parts asked for and nothing else', async () => {
	const whole = await subnetInfo('get_metagraph', netuid);
	// Tempo, hotkeys and incentives stand at 8, 52 and 62; the validators come after the last.
	const selected = await subnetInfo('get_selective_metagraph', netuid, [8, 52, 62, 72]);
	const given = Object.fromEntries(Object.entries(selected).filter(([, value]) => value !== null));
	expect(given).toEqual({
		netuid,
		tempo: whole.tempo,
		hotkeys: whole.hotkeys,
		incentives: whole.incentives,
		validators: [7, 6],
	});
	expect(await subnetInfo('get_selective_mechagraph', netuid, 0, [8])).toMatchObject({
		netuid,
		tempo: 20,
	});
});

test('a subnet that does not exist has no metagraph, no info and no neurons', async () => {
	for (const method of [
		'get_metagraph',
		'get_dynamic_info',
		'get_subnet_state',
		'get_subnet_info',
	]) {
		expect(await subnetInfo<unknown>(method, 99)).toBeNull();
	}

	expect(await chain.ask<unknown>('NeuronInfoRuntimeApi.get_neurons_lite', 99)).toEqual([]);
	expect(await chain.ask<unknown>('NeuronInfoRuntimeApi.get_neuron', netuid, 8)).toBeNull();
});

test('lists of all subnets begin with root', async () => {
	const all = await subnetInfo<readonly Reply[]>('get_all_dynamic_info');
	expect(all.map(info => [info.netuid, decode(info.subnetName)])).toEqual([
		[0, 'root'],
		[1, 'Text'],
		[2, 'Translation'],
		[3, 'Image recognition'],
		[4, 'Data analysis'],
	]);
	for (const method of [
		'get_all_metagraphs',
		'get_all_mechagraphs',
		'get_subnets_info',
		'get_subnets_info_v2',
	]) {
		const infos = await subnetInfo<readonly Reply[]>(method);
		expect(infos.map(info => info.netuid)).toEqual([0, 1, 2, 3, 4]);
	}

	const prices = await chain.ask<readonly Reply[]>('SwapRuntimeApi.current_alpha_price_all');
	expect(prices[0]).toEqual({netuid: 0, price: 1_000_000_000});
	expect(prices).toHaveLength(5);
});

test('a neuron is told with its weights and bonds, or without', async () => {
	const [first] = await chain.ask<readonly Reply[]>(
		'NeuronInfoRuntimeApi.get_neurons_lite',
		netuid,
	);
	expect(first).toMatchObject({
		hotkey: chain.address('//Arena//rival//3//0'),
		coldkey: chain.address('//Arena//rival//3//0//coldkey'),
		uid: 0,
		active: true,
		validatorPermit: false,
		pruningScore: 65_535,
		axonInfo: {port: 8091},
	});
	const validator = await chain.ask<Reply>('NeuronInfoRuntimeApi.get_neuron', netuid, 6);
	expect(validator).toMatchObject({
		uid: 6,
		validatorPermit: true,
		weights: [
			[0, 21_845],
			[1, 43_690],
			[2, 65_535],
		],
	});
	expect((validator.bonds as readonly unknown[]).length).toBe(3);
});

test('settings are told in three forms that agree', async () => {
	const fixed = await subnetInfo('get_subnet_hyperparams', netuid);
	const second = await subnetInfo('get_subnet_hyperparams_v2', netuid);
	expect(second).toMatchObject(fixed);
	expect(second).toMatchObject({
		yumaVersion: 3,
		subnetIsActive: true,
		activityCutoff: 277,
		commitRevealPeriod: 1,
		weightsRateLimit: 5,
		servingRateLimit: 5,
	});
	const list = await subnetInfo<ReadonlyArray<{readonly name: string; readonly value: Reply}>>(
		'get_subnet_hyperparams_v3',
		netuid,
	);
	const byName = new Map(
		list.map(({name, value}) => [Buffer.from(name.slice(2), 'hex').toString(), value]),
	);
	expect(byName.get('tempo')).toEqual({u16: 20});
	expect(byName.get('burn_half_life')).toEqual({u16: 360});
	expect(byName.get('min_burn')).toEqual({taoBalance: 500_000});
	expect(byName.get('activity_cutoff_factor')).toEqual({u32: 13_889});
	expect(byName.get('liquid_alpha_enabled')).toEqual({bool: false});
});

test('a subnet’s state lists what a metagraph lists', async () => {
	const state = await subnetInfo('get_subnet_state', netuid);
	const metagraph = await subnetInfo('get_metagraph', netuid);
	for (const field of [
		'hotkeys',
		'coldkeys',
		'emission',
		'incentives',
		'alphaStake',
		'totalStake',
	]) {
		expect(state[field]).toEqual(metagraph[field]);
	}
});

test('stake is told by coldkey, and how much of it is free', async () => {
	const coldkey = chain.address('//Arena//validator//3//0//coldkey');
	const infos = await chain.ask<readonly Reply[]>(
		'StakeInfoRuntimeApi.get_stake_info_for_coldkey',
		coldkey,
	);
	expect(infos.map(info => [info.netuid, info.isRegistered])).toEqual([
		[0, false],
		[3, true],
	]);
	expect(
		await chain.ask<unknown>('StakeInfoRuntimeApi.get_stake_info_for_coldkeys', [coldkey]),
	).toEqual([[coldkey, infos]]);
	const availability = await chain.ask<Readonly<Record<string, Readonly<Record<string, Reply>>>>>(
		'StakeInfoRuntimeApi.get_stake_availability_for_coldkeys',
		[coldkey],
		[3],
	);
	expect(availability[coldkey]?.['3']).toEqual({
		total: infos[1]?.stake,
		locked: 0,
		available: infos[1]?.stake,
	});
	// 33 parts in 65,535 of 1 TAO.
	expect(
		await chain.ask<number>(
			'StakeInfoRuntimeApi.get_stake_fee',
			null,
			coldkey,
			[coldkey, 3],
			coldkey,
			1_000_000_000,
		),
	).toBe(503_547);
});

test('delegates are told with their nominators', async () => {
	const hotkey = chain.address('//Arena//validator//3//0');
	const coldkey = chain.address('//Arena//validator//3//0//coldkey');
	const delegate = await chain.ask<Reply>('DelegateInfoRuntimeApi.get_delegate', hotkey);
	expect(delegate).toMatchObject({
		delegateSs58: hotkey,
		ownerSs58: coldkey,
		take: 11_796,
		registrations: [3],
		validatorPermits: [3],
	});
	const [nominator] = delegate.nominators as ReadonlyArray<readonly [string, unknown]>;
	expect(nominator?.[0]).toBe(coldkey);
	const delegated = await chain.ask<readonly unknown[]>(
		'DelegateInfoRuntimeApi.get_delegated',
		coldkey,
	);
	expect(delegated).toHaveLength(2);
	const all = await chain.ask<readonly Reply[]>('DelegateInfoRuntimeApi.get_delegates');
	expect(all).toHaveLength(9);
});

test('founding a subnet costs 1000 TAO at first', async () => {
	expect(
		await chain.ask<number>('SubnetRegistrationRuntimeApi.get_network_registration_cost'),
	).toBe(1_000_000_000_000);
});
