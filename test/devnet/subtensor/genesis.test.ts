import {Buffer} from 'node:buffer';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {arenaAccounts} from '../../../src/devnet/genesis/accounts.ts';
import {startSubtensorDevnet, type SubtensorDevnet} from '../../helpers/chain/subtensor-devnet.ts';

let chain: SubtensorDevnet;

beforeAll(async () => {
	chain = await startSubtensorDevnet();
});

afterAll(async () => chain.close());

type Identity = {readonly subnetName: string; readonly additional: string};

const text = (hex: string) => Buffer.from(hex.slice(2), 'hex').toString();

test('there are root and four subnets, and their identities tell their tasks', async () => {
	const identities = await Promise.all(
		[1, 2, 3, 4].map(async netuid =>
			chain.value<Identity>('SubtensorModule.SubnetIdentitiesV3', netuid),
		),
	);
	expect(
		identities.map(({subnetName, additional}): readonly unknown[] => [
			text(subnetName),
			JSON.parse(text(additional)),
		]),
	).toEqual([
		['Text', {task: 'text'}],
		['Translation', {task: 'translation'}],
		['Image recognition', {task: 'image'}],
		['Data analysis', {task: 'data'}],
	]);
	expect(await chain.amount('SubtensorModule.TotalNetworks')).toBe(5n);
});

test('Alice is sudo, and Alice, Bob and Charlie have a million TAO each', async () => {
	expect(await chain.value('Sudo.Key')).toBe(chain.address('//Alice'));
	for (const uri of ['//Alice', '//Bob', '//Charlie']) {
		expect(await chain.balance(uri)).toBe(1_000_000_000_000_000n);
	}
});

test.each([1, 2, 3, 4])(
	'subnet %i is open and full: six rivals, then two validators',
	async netuid => {
		const hotkeys = await Promise.all(
			Array.from({length: 8}, async (_, uid) =>
				chain.value<string>('SubtensorModule.Keys', netuid, uid),
			),
		);
		expect(hotkeys).toEqual(arenaAccounts(netuid).map(({hotkey}) => chain.address(hotkey)));
		expect(await chain.amount('SubtensorModule.MaxAllowedUids', netuid)).toBe(8n);
		expect(await chain.amount('SubtensorModule.SubnetworkN', netuid)).toBe(8n);
		expect(await chain.value('SubtensorModule.ValidatorPermit', netuid)).toEqual([
			...Array.from({length: 6}, () => false),
			true,
			true,
		]);
		expect(await chain.value('SubtensorModule.NetworkRegistrationAllowed', netuid)).toBe(true);
	},
);

test('every subnet begins with a price of its own, and its average there', async () => {
	const prices = await Promise.all(
		[1, 2, 3, 4].map(async netuid =>
			chain.ask<number>('SwapRuntimeApi.current_alpha_price', netuid),
		),
	);
	// TAO per million alpha; rounding loses less than a rao.
	expect(prices).toEqual([19_999_999, 9_999_999, 49_999_999, 29_999_999]);
	for (const [index, price] of prices.entries()) {
		const {bits} = await chain.value<{readonly bits: number}>(
			'SubtensorModule.SubnetMovingPrice',
			index + 1,
		);
		const moving = bits / 0x1_00_00_00_00;
		expect(Math.abs(moving * 1e9 - price)).toBeLessThan(2);
	}
});

test('all that is issued is on accounts, and all stake is in reserves', async () => {
	const issued = await chain.amount('SubtensorModule.TotalIssuance');
	expect(issued).toBe(await chain.amount('Balances.TotalIssuance'));
	const reserves = await chain.amounts('SubtensorModule.SubnetTAO');
	let sum = 0n;
	for (const reserve of reserves) {
		sum += reserve;
	}

	expect(await chain.amount('SubtensorModule.TotalStake')).toBe(sum);
	expect(reserves).toHaveLength(5);
});

test('a bare world has the same subnets without anybody on the open ones', async () => {
	const bare = await startSubtensorDevnet({bare: true, tempo: 50});
	try {
		expect(await bare.amount('SubtensorModule.SubnetworkN', 3)).toBe(0n);
		expect(await bare.amount('SubtensorModule.MaxAllowedUids', 3)).toBe(256n);
		expect(await bare.amount('SubtensorModule.Tempo', 3)).toBe(50n);
		expect(await bare.amount('SubtensorModule.ImmunityPeriod', 3)).toBe(100n);
	} finally {
		await bare.close();
	}
});

test('a tempo that is no whole number of blocks is refused', async () => {
	await expect(startSubtensorDevnet({tempo: 1.5})).rejects.toThrow(RangeError);
	await expect(startSubtensorDevnet({tempo: 1})).rejects.toThrow(RangeError);
});
