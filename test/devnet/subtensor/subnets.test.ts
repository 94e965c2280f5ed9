import {afterAll, beforeAll, expect, test} from 'vitest';
import {startSubtensorDevnet, type SubtensorDevnet} from '../../helpers/chain/subtensor-devnet.ts';

const whole = 1_000_000_000n;

let chain: SubtensorDevnet;

beforeAll(async () => {
	chain = await startSubtensorDevnet({bare: true});
	chain.produce(1);
});

afterAll(async () => chain.close());

const read = async (item: string, ...keys: readonly unknown[]) =>
	chain.amount(`SubtensorModule.${item}`, ...keys);

const call = async (signer: string, name: string, args: Readonly<Record<string, unknown>>) =>
	chain.send(signer, `SubtensorModule.${name}`, args);

test('a subnet is founded for TAO that becomes its pool, and begins to emit when it is started and switched on', async () => {
	const before = await chain.balance('//Bob');
	const hotkey = chain.address('//Bob//owner');
	const {error, events} = await call('//Bob', 'register_network', {hotkey});
	expect(error).toBeUndefined();
	expect(events.NetworkAdded).toEqual([5, 1]);
	const [, fee] = events.TransactionFeePaid as readonly [string, number];
	expect(before - (await chain.balance('//Bob')) - BigInt(fee)).toBe(1000n * whole);
	expect(await read('SubnetTAO', 5)).toBe(1000n * whole);
	expect(await chain.value('SubtensorModule.Keys', 5, 0)).toBe(hotkey);
	expect(await read('Burn', 5)).toBe(whole);

	// The median of 0.01, 0.02, 0.03 and 0.05 is 0.025, so 1000 TAO go with 40,000 alpha.
	expect(Number(await read('SubnetAlphaIn', 5)) / 1e9).toBeCloseTo(40_000, -2);

	chain.produce(1);
	expect(await read('SubnetAlphaOutEmission', 5)).toBe(0n);
	expect((await call('//Charlie', 'start_call', {netuid: 5})).error).toBe('BadOrigin');
	const started = await call('//Bob', 'start_call', {netuid: 5});
	expect(started.events.FirstEmissionBlockNumberSet).toEqual([
		5,
		chain.devnet.head().header.number + 1,
	]);
	expect((await call('//Bob', 'start_call', {netuid: 5})).error).toBe(
		'FirstEmissionBlockNumberAlreadySet',
	);
	expect(await read('SubnetAlphaOutEmission', 5)).toBe(whole);
	expect(await chain.value('SubtensorModule.SubnetEmissionEnabled', 5)).toBe(false);
	await chain.sudo('AdminUtils.sudo_set_subnet_emission_enabled', {netuid: 5, enabled: true});
	expect(await chain.value('SubtensorModule.SubnetEmissionEnabled', 5)).toBe(true);
});

test('the next subnet costs twice as much and has to wait', async () => {
	const hotkey = chain.address('//Charlie//owner');
	await expect(call('//Charlie', 'register_network', {hotkey})).rejects.toThrow('Custom error: 6');
	const cost = await chain.ask<number>(
		'SubnetRegistrationRuntimeApi.get_network_registration_cost',
	);
	expect(cost / 1e9).toBeGreaterThan(1999);
	expect(cost / 1e9).toBeLessThan(2000);
	chain.produce(20);
	const poor = await call('//Arena//root//coldkey', 'register_network_with_identity', {
		hotkey,
		identity: null,
	});
	expect(poor.error).toBe('CannotAffordLockCost');
	const identity = {
		subnet_name: '0x4e616d65',
		github_repo: '0x',
		subnet_contact: '0x',
		subnet_url: '0x',
		discord: '0x',
		description: '0x',
		logo_url: '0x',
		additional: '0x',
	};
	const {events} = await call('//Charlie', 'register_network_with_identity', {hotkey, identity});
	expect(events.NetworkAdded).toEqual([6, 1]);
	expect(events.SubnetIdentitySet).toEqual([6]);
});

test('only its owner names a subnet, and not at any length', async () => {
	const identity = {
		netuid: 5,
		subnet_name: '0x4e616d65',
		github_repo: '0x',
		subnet_contact: '0x',
		subnet_url: '0x',
		discord: '0x',
		description: '0x',
		logo_url: '0x',
		additional: '0x',
	};
	expect((await call('//Charlie', 'set_subnet_identity', identity)).error).toBe('NotSubnetOwner');
	expect((await call('//Bob', 'set_subnet_identity', identity)).error).toBeUndefined();
	expect(await chain.value('SubtensorModule.SubnetIdentitiesV3', 5)).toMatchObject({
		subnetName: '0x4e616d65',
	});
	const long = {...identity, subnet_name: `0x${'61'.repeat(257)}`};
	expect((await call('//Bob', 'set_subnet_identity', long)).error).toBe('InvalidIdentity');
});

test('a coldkey with a registered hotkey says who it is', async () => {
	const identity = {
		name: '0x426f62',
		url: '0x',
		github_repo: '0x',
		image: '0x',
		discord: '0x',
		description: '0x',
		additional: '0x',
	};
	const {events} = await call('//Bob', 'set_identity', identity);
	expect(events.ChainIdentitySet).toEqual([chain.address('//Bob')]);
	expect((await call('//Alice', 'set_identity', identity)).error).toBe(
		'HotKeyNotRegisteredInNetwork',
	);
});

test('root gives a hotkey one UID, for nothing', async () => {
	const {events} = await call('//Bob', 'root_register', {hotkey: chain.address('//Bob//owner')});
	expect(events.NeuronRegistered).toEqual([0, 1, chain.address('//Bob//owner')]);
	const again = await call('//Bob', 'root_register', {hotkey: chain.address('//Bob//owner')});
	expect(again.error).toBe('HotKeyAlreadyRegisteredInSubNet');
});

test('a hotkey is associated once, and with one coldkey', async () => {
	const hotkey = chain.address('//Somebody');
	await call('//Bob', 'try_associate_hotkey', {hotkey});
	await call('//Charlie', 'try_associate_hotkey', {hotkey});
	expect(await chain.value('SubtensorModule.Owner', hotkey)).toBe(chain.address('//Bob'));
	expect(await chain.value('SubtensorModule.OwnedHotkeys', chain.address('//Bob'))).toContain(
		hotkey,
	);
});

test('root sets what it may, an owner what is theirs, nobody else anything', async () => {
	const set = async (signer: string, name: string, args: Readonly<Record<string, unknown>>) =>
		(await chain.send(signer, `AdminUtils.${name}`, {netuid: 5, ...args})).error;
	expect(await set('//Bob', 'sudo_set_immunity_period', {immunity_period: 77})).toBeUndefined();
	expect(await read('ImmunityPeriod', 5)).toBe(77n);
	expect(await set('//Charlie', 'sudo_set_immunity_period', {immunity_period: 1})).toBe(
		'BadOrigin',
	);
	expect(await set('//Bob', 'sudo_set_tempo', {tempo: 10})).toBe('BadOrigin');
	const sudo = async (name: string, args: Readonly<Record<string, unknown>>) =>
		(await chain.sudo(`AdminUtils.${name}`, {netuid: 5, ...args})).error;
	expect(await sudo('sudo_set_tempo', {tempo: 10})).toBeUndefined();
	expect(await read('Tempo', 5)).toBe(10n);
	expect(await sudo('sudo_set_tempo', {netuid: 99, tempo: 10})).toBe('SubnetDoesNotExist');
});

test.each([
	['sudo_set_max_allowed_uids', {max_allowed_uids: 63}, 'MaxAllowedUidsLessThanMinAllowedUids'],
	[
		'sudo_set_max_allowed_uids',
		{max_allowed_uids: 257},
		'MaxAllowedUidsGreaterThanDefaultMaxAllowedUids',
	],
	[
		'sudo_set_max_allowed_validators',
		{max_allowed_validators: 257},
		'MaxValidatorsLargerThanMaxUIds',
	],
	['sudo_set_min_allowed_uids', {min_allowed_uids: 256}, 'MinAllowedUidsGreaterThanMaxAllowedUids'],
	['sudo_set_min_burn', {min_burn: 1_000_000_000}, 'ValueNotInBounds'],
	['sudo_set_max_burn', {max_burn: 100_000_000}, 'ValueNotInBounds'],
	['sudo_set_burn_half_life', {burn_half_life: 0}, 'InvalidValue'],
	['sudo_set_commit_reveal_weights_interval', {interval: 0}, 'RevealPeriodTooSmall'],
	['sudo_set_commit_reveal_weights_interval', {interval: 101}, 'RevealPeriodTooLarge'],
	['sudo_set_alpha_values', {alpha_low: 40_000, alpha_high: 50_000}, 'LiquidAlphaDisabled'],
])('%s refuses %o', async (name, args, error) => {
	expect((await chain.sudo(`AdminUtils.${name}`, {netuid: 5, ...args})).error).toBe(error);
});

test('commit-reveal, the stake threshold and liquid alpha can be switched', async () => {
	await chain.sudo('AdminUtils.sudo_set_commit_reveal_weights_enabled', {
		netuid: 5,
		enabled: false,
	});
	expect(await chain.value('SubtensorModule.CommitRevealWeightsEnabled', 5)).toBe(false);
	await chain.sudo('AdminUtils.sudo_set_stake_threshold', {min_stake: 12});
	expect(await read('StakeThreshold')).toBe(12n);
	await chain.sudo('AdminUtils.sudo_set_liquid_alpha_enabled', {netuid: 5, enabled: true});
	await chain.sudo('AdminUtils.sudo_set_alpha_values', {
		netuid: 5,
		alpha_low: 40_000,
		alpha_high: 50_000,
	});
	expect(await chain.value('SubtensorModule.AlphaValues', 5)).toEqual([40_000, 50_000]);
});
