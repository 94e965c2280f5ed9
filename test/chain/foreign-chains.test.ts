import {Buffer} from 'node:buffer';
import {afterAll, beforeAll, describe, expect, test, vi} from 'vitest';
import {getBalance} from '../../src/chain/balances/balance.ts';
import {transfer} from '../../src/chain/balances/transfer.ts';
import type {ChainClient} from '../../src/chain/client.ts';
import {connectChain} from '../../src/chain/connect.ts';
import {getBeacon} from '../../src/chain/drand/beacon.ts';
import {ChainUnsupportedError} from '../../src/chain/errors.ts';
import {getAxon, serveAxon} from '../../src/chain/subtensor/axon.ts';
import {getBurn, getBurnRules} from '../../src/chain/subtensor/burn.ts';
import {createWeightsCall} from '../../src/chain/subtensor/commit-weights.ts';
import {getEpochSchedule} from '../../src/chain/subtensor/epoch.ts';
import {getGivenWeights} from '../../src/chain/subtensor/given-weights.ts';
import {getHyperparameters} from '../../src/chain/subtensor/hyperparameters.ts';
import {getNeurons} from '../../src/chain/subtensor/neurons.ts';
import {getAlphaPrice} from '../../src/chain/subtensor/price.ts';
import {createRegistration, registerLimit} from '../../src/chain/subtensor/registration.ts';
import {addStake, requireOwnersAlpha, removeStake} from '../../src/chain/subtensor/stake.ts';
import {getSubnet, getSubnets} from '../../src/chain/subtensor/subnets.ts';
import {getUid} from '../../src/chain/subtensor/uid.ts';
import {commitTimelockedWeights, setWeights} from '../../src/chain/subtensor/weights.ts';
import {getChainInfo} from '../../src/chain/system/chain-info.ts';
import {decodeAddress} from '../../src/crypto/ss58.ts';
import {hasChainData, readChainData} from '../helpers/chain/chain-data.ts';
import {fetchDevnetMetadata} from '../helpers/chain/devnet-metadata.ts';
import {editMetadata} from '../helpers/chain/edit-metadata.ts';
import {
	type RecordedChain,
	type RecordedChainOptions,
	startRecordedChain,
} from '../helpers/chain/recorded-chain.ts';
import {blake2Concat, little, storageKey} from '../helpers/chain/storage-key.ts';

const alice = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY';
const aliceKey = Buffer.from(decodeAddress(alice)).toString('hex');
const subtensor = (item: string, keys?: string) => storageKey('SubtensorModule', item, keys);
const netuid = little(1, 2);

/** Subnet 1 with one neuron, Alice. */
const storage = new Map([
	[subtensor('NetworksAdded', little(0, 2)), '0x01'],
	[subtensor('NetworksAdded', netuid), '0x01'],
	[subtensor('Burn', netuid), `0x${little(500_000, 8)}`],
	[subtensor('Tempo', netuid), `0x${little(360, 2)}`],
	[subtensor('SubnetworkN', netuid), `0x${little(1, 2)}`],
	[subtensor('SubnetMechanism', netuid), `0x${little(1, 2)}`],
	[subtensor('SubnetTAO', netuid), `0x${little(30_000_000_000, 8)}`],
	[subtensor('SubnetAlphaIn', netuid), `0x${little(120_000_000_000, 8)}`],
	[subtensor('Keys', netuid + little(0, 2)), `0x${aliceKey}`],
	[subtensor('Uids', netuid + blake2Concat(decodeAddress(alice))), `0x${little(0, 2)}`],
	[subtensor('Owner', blake2Concat(decodeAddress(alice))), `0x${aliceKey}`],
	[subtensor('Incentive', netuid), `0x04${little(1234, 2)}`],
	[subtensor('BlockAtRegistration', netuid + little(0, 2)), `0x${little(77, 8)}`],
	[
		subtensor('TotalHotkeyAlpha', blake2Concat(decodeAddress(alice)) + netuid),
		`0x${little(42, 8)}`,
	],
	[
		subtensor('TotalHotkeyShares', blake2Concat(decodeAddress(alice)) + netuid),
		`0x${little(10n << 64n, 16)}`,
	],
	[
		subtensor(
			'Alpha',
			blake2Concat(decodeAddress(alice)) + blake2Concat(decodeAddress(alice)) + netuid,
		),
		`0x${little(10n << 64n, 16)}`,
	],
	[
		subtensor('Axons', netuid + blake2Concat(decodeAddress(alice))),
		`0x${little(5, 8)}${little(1, 4)}${little(2_130_706_434, 16)}${little(8091, 2)}04040000`,
	],
	[
		subtensor('Weights', netuid + little(4, 2)),
		`0x08${little(0, 2)}${little(100, 2)}${little(3, 2)}${little(300, 2)}`,
	],
	[storageKey('System', 'Number'), `0x${little(100, 4)}`],
	[
		storageKey('System', 'Account', blake2Concat(decodeAddress(alice))),
		`0x${little(3, 4)}${little(0, 4)}${little(1, 4)}${little(0, 4)}${little(7000, 8)}${little(0, 8)}${little(0, 8)}${little(0, 16)}`,
	],
]);

/** What the devnet has and chains up to spec 393 do not. */
const newer = {
	withoutItems: ['BurnHalfLife', 'BurnIncreaseMult', 'LastEpochBlock', 'SubnetEpochIndex'],
	withoutCalls: ['register_limit'],
	withoutApis: ['SubnetInfoRuntimeApi', 'SwapRuntimeApi', 'StakeInfoRuntimeApi'],
};

type Chain = Pick<RecordedChainOptions, 'specVersion' | 'metadataVersion'> & {
	readonly name: string;
	readonly blockTime: number;
	readonly read: () => Promise<Uint8Array>;
};

const devnetLike = {specVersion: 1000, blockTime: 250};
const mainChainLike = {metadataVersion: 16, blockTime: 12_000};

const recorded = async (file: string) => readChainData(file);

const chains: readonly Chain[] = [
	{
		name: 'an older devnet',
		...devnetLike,
		metadataVersion: 15,
		read: async () => editMetadata(await fetchDevnetMetadata(15), newer),
	},
	{
		name: 'an older devnet with netuid as a newtype',
		...devnetLike,
		metadataVersion: 15,
		read: async () => editMetadata(await fetchDevnetMetadata(15), {...newer, newtypeNetuid: true}),
	},
	{
		name: 'an older devnet that does not describe its runtime APIs',
		...devnetLike,
		metadataVersion: 14,
		read: async () => editMetadata(await fetchDevnetMetadata(14), newer),
	},
	...(hasChainData
		? [
				{
					name: 'spec 393',
					...mainChainLike,
					specVersion: 393,
					read: async () => recorded('finney-393.scale'),
				},
				{
					name: 'spec 365',
					...mainChainLike,
					specVersion: 365,
					read: async () => recorded('finney-365.scale'),
				},
				{
					name: 'spec 393 with netuid as a newtype',
					...mainChainLike,
					specVersion: 394,
					read: async () => editMetadata(await recorded('finney-393.scale'), {newtypeNetuid: true}),
				},
			]
		: []),
];

describe.each(chains)('on $name', ({read, specVersion, metadataVersion, blockTime}) => {
	let chain: RecordedChain;
	let client: ChainClient;

	beforeAll(async () => {
		const metadata = await read();
		chain = await startRecordedChain({metadata, metadataVersion, specVersion, storage});
		client = await connectChain({url: chain.url});
	});

	afterAll(async () => {
		client.close();
		await chain.close();
	});

	test('figures are read by the chain’s own metadata', async () => {
		expect(await getBurn(client, {netuid: 1})).toBe(500_000n);
		expect(await getBurn(client, {netuid: 9})).toBeUndefined();
		expect(await getUid(client, {netuid: 1, hotkey: alice})).toBe(0);
		expect(await getUid(client, {netuid: 2, hotkey: alice})).toBeUndefined();
		expect(await getBalance(client, {address: alice})).toBe(7000n);
		expect(await requireOwnersAlpha(client, {netuid: 1, hotkey: alice})).toBe(42n);
		expect(await getAxon(client, {netuid: 1, hotkey: alice})).toEqual({
			ip: '127.0.0.2',
			port: 8091,
		});
	});

	test('the price comes from the pool where no runtime API answers', async () => {
		const price = await getAlphaPrice(
			{...client, has: () => false, call: async () => undefined},
			{
				netuid: 1,
			},
		);

		expect(price).toBe(250_000_000n);
	});

	test('neurons are read from storage where there is no metagraph', async () => {
		expect(await getNeurons({...client, call: async () => undefined}, {netuid: 1})).toEqual([
			{
				uid: 0,
				hotkey: alice,
				coldkey: alice,
				stake: 42n,
				incentive: 1234,
				dividends: 0,
				emission: 0n,
				validatorPermit: false,
				active: false,
				lastUpdate: 0,
				registeredAt: 77,
				axon: {ip: '127.0.0.2', port: 8091},
			},
		]);
	});

	test('weights are shares of what a validator gives, and no fault where there are none', async () => {
		const options = {netuid: 1, to: 0, from: [4, 5]};

		expect(await getGivenWeights(client, options)).toEqual([
			{uid: 4, share: 0.25},
			{uid: 5, share: 0},
		]);
		const odd = {...client, query: async () => [undefined, [[1n], 'odd', 7n]]};
		expect(await getGivenWeights(odd, options)).toEqual([{uid: 5, share: 0}]);
	});

	test('subnets are listed from storage', async () => {
		const subnets = await getSubnets({...client, call: async () => undefined});

		expect(subnets.map(({netuid: number, name}) => [number, name])).toEqual([
			[0, 'root'],
			[1, 'subnet-1'],
		]);
		expect(subnets[1]).toMatchObject({
			burn: 500_000n,
			tempo: 360,
			uids: 1,
			miners: 1,
			alphaPrice: 250_000_000n,
			task: undefined,
		});
		expect(await getSubnet({...client, call: async () => undefined}, {netuid: 5})).toBeUndefined();
	});

	test('what the chain does not have is said, not thrown', async () => {
		expect(await getBurnRules(client, {netuid: 1})).toMatchObject({kind: 'interval'});
		expect(await getHyperparameters(client, {netuid: 1})).toMatchObject({immunityPeriod: 4096});
		expect(
			await client.query(undefined, [
				['SubtensorModule', 'BurnHalfLife', 1],
				['NoSuchPallet', 'Item'],
				['SubtensorModule', 'Burn'],
			]),
		).toEqual([undefined, undefined, undefined]);
		expect(
			await client.call(client.head.getSnapshot().hash, 'NoSuchApi', 'method', []),
		).toBeUndefined();
		expect(await client.entries(undefined, ['SubtensorModule', 'NoSuchMap'])).toEqual([]);
		expect(client.constant('NoSuchPallet', 'Constant')).toBeUndefined();
	});

	test('the next epoch follows the old rule where the last one is not kept', async () => {
		const schedule = await getEpochSchedule(client, {netuid: 1});

		expect(schedule).toEqual({block: 100, period: 361, next: 359, index: undefined});
		expect((schedule!.next + 1 + 1) % 361).toBe(0);
	});

	test('calls are encoded as the chain has them', async () => {
		const hotkey = alice;
		const calls = [
			transfer({to: alice, amount: 1n}),
			serveAxon({netuid: 1, ip: '127.0.0.2', port: 8091}),
			addStake({netuid: 1, hotkey, amount: 1n}),
			addStake({netuid: 1, hotkey, amount: 1n, limit: 2n}),
			removeStake({netuid: 1, hotkey, amount: 1n}),
			removeStake({netuid: 1, hotkey, amount: 1n, limit: 2n, allowPartial: true}),
			setWeights({netuid: 1, uids: [0], values: [65_535], versionKey: 0n}),
			commitTimelockedWeights({netuid: 1, commit: Uint8Array.of(1, 2), revealRound: 5n}),
		];

		for (const call of calls) {
			expect(client.runtime().encodeCall(call).length).toBeGreaterThan(2);
		}

		const encoded = Buffer.from(client.runtime().encodeCall(calls[1]!)).toString('hex');

		expect(encoded.slice(4)).toBe(
			`${netuid}${little(0, 4)}${little(2_130_706_434, 16)}${little(8091, 2)}04040000`,
		);
	});

	test('a registration is capped by the chain only where the chain can', async () => {
		const {call, isCapped} = createRegistration(client, {netuid: 1, hotkey: alice, limit: 5n});

		expect(isCapped).toBe(false);
		expect(Buffer.from(client.runtime().encodeCall(call)).toString('hex').slice(4)).toBe(
			`${netuid}${aliceKey}`,
		);
		expect(() =>
			client.runtime().encodeCall(registerLimit({netuid: 1, hotkey: alice, limit: 5n})),
		).toThrow(ChainUnsupportedError);
	});

	test('an argument that the chain does not know is never dropped', async () => {
		const {pallet, name, args} = addStake({netuid: 1, hotkey: alice, amount: 1n});

		expect(() =>
			client.runtime().encodeCall({pallet, name, args: {...args, limitPrice: 5n}}),
		).toThrow(ChainUnsupportedError);
	});

	test('weights that cannot be locked are refused, not sent open', async () => {
		await expect(
			createWeightsCall(
				{...client, query: async (at, queries) => hideBeacon(client, at, queries)},
				{netuid: 1, hotkey: alice, uids: [0], values: [1]},
			),
		).rejects.toThrow(ChainUnsupportedError);
	});

	test('the chain tells who it is', async () => {
		expect(await getChainInfo(client)).toEqual({
			name: 'unknown',
			genesisHash: `0x${'01'.repeat(32)}`,
			specVersion,
			isDevelopment: false,
			blockTime,
		});
		expect(await getBeacon(client)).toMatchObject({period: 3, genesisTime: 1_692_803_367});
	});

	test('nothing is printed', async () => {
		const printed = (['log', 'warn', 'error', 'info', 'debug'] as const).map(method =>
			vi.spyOn(console, method).mockImplementation(() => undefined),
		);
		const other = await connectChain({url: chain.url});
		other.close();

		for (const spy of printed) {
			expect(spy).not.toHaveBeenCalled();
			spy.mockRestore();
		}
	});
});

const hideBeacon: (
	client: ChainClient,
	...parameters: Parameters<ChainClient['query']>
) => ReturnType<ChainClient['query']> = async (client, at, queries) => {
	const values = await client.query(at, queries);
	return values.map((value, index) => (queries[index]![0] === 'Drand' ? undefined : value));
};
