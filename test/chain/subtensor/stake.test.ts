import {Buffer} from 'node:buffer';
import {
	Bytes as bytesOf,
	Struct as struct,
	Vector as vector,
	bool,
	compact,
} from '@polkadot-api/substrate-bindings';
import {expect, onTestFinished, test} from 'vitest';
import type {ChainClient} from '../../../src/chain/client.ts';
import {connectChain} from '../../../src/chain/connect.ts';
import {decodeStakes} from '../../../src/chain/subtensor/stake-layouts.ts';
import {getOwnersAlpha, getStakes} from '../../../src/chain/subtensor/stake.ts';
import * as wallet from '../../../src/cli/wallet.ts';
import {createSigner} from '../../../src/crypto/sr25519.ts';
import {decodeAddress} from '../../../src/crypto/ss58.ts';
import {getHoldings} from '../../../src/payments/balance.ts';
import {captureCommand} from '../../helpers/capture-command.ts';
import {fetchDevnetMetadata} from '../../helpers/chain/devnet-metadata.ts';
import {type MetadataEdits, editMetadata} from '../../helpers/chain/edit-metadata.ts';
import {
	NodeError,
	type RecordedChain,
	type RecordedChainOptions,
	startRecordedChain,
} from '../../helpers/chain/recorded-chain.ts';
import {blake2Concat, little, storageKey} from '../../helpers/chain/storage-key.ts';
import {makeTemporaryFolder} from '../../helpers/temporary-folder.ts';

const coldkey = createSigner({uri: '//Cold'}).address;
const hotkey = createSigner({uri: '//Hot'}).address;
const other = createSigner({uri: '//Other'}).address;
const [cold, hot] = [decodeAddress(coldkey), decodeAddress(hotkey)];

/** The record of a stake as each age of the chain had it, by another codec than ours. */
const account = bytesOf(32);
const byAge = {
	stable: struct({hotkey: account, coldkey: account, stake: compact}),
	early: struct({
		hotkey: account,
		coldkey: account,
		netuid: compact,
		stake: compact,
		locked: compact,
		emission: compact,
		drain: compact,
		isRegistered: bool,
	}),
	later: struct({
		hotkey: account,
		coldkey: account,
		netuid: compact,
		stake: compact,
		locked: compact,
		emission: compact,
		taoEmission: compact,
		drain: compact,
		isRegistered: bool,
	}),
};

const record = {
	hotkey: hot,
	coldkey: cold,
	netuid: 7,
	locked: 0n,
	emission: 2n ** 40n,
	taoEmission: 1n,
	drain: 0n,
	isRegistered: true,
};
const amounts = [0n, 63n, 64n, 16_384n, 2n ** 30n, 2n ** 63n + 5n, 2n ** 64n - 1n];

test.each([
	['before alpha', byAge.stable, 0],
	['early', byAge.early, 7],
	['later', byAge.later, 7],
] as const)('stakes in bytes are decoded as %s chains had them', (_, codec, netuid) => {
	const all = vector(codec as typeof byAge.later);
	const bytes = all.enc(amounts.map(stake => ({...record, stake})));

	expect(decodeStakes(bytes, {coldkey})).toEqual(amounts.map(amount => ({hotkey, netuid, amount})));
	expect(decodeStakes(all.enc([]), {coldkey})).toEqual([]);
	expect(decodeStakes(bytes, {coldkey: other})).toBeUndefined();
	expect(decodeStakes(Buffer.concat([bytes, Buffer.of(0)]), {coldkey})).toBeUndefined();
	for (let length = 0; length < bytes.length; length++) {
		expect(decodeStakes(bytes.subarray(0, length), {coldkey})).toBeUndefined();
	}
});

const subtensor = (item: string, ...keys: readonly string[]) =>
	storageKey('SubtensorModule', item, keys.join(''));
const shares = (whole: bigint) => `0x${little(whole << 64n, 16)}`;
const netuid = little(1, 2);
const [hotPart, coldPart] = [blake2Concat(hot), blake2Concat(cold)];

/** A third of 90 alpha, in a pool where one is worth 0.25 TAO, or 55 TAO; and 5 TAO that are free. */
const storage = new Map([
	[subtensor('NetworksAdded', netuid), '0x01'],
	[subtensor('SubnetMechanism', netuid), `0x${little(1, 2)}`],
	[subtensor('SubnetTAO', netuid), `0x${little(30_000_000_000, 8)}`],
	[subtensor('SubnetAlphaIn', netuid), `0x${little(120_000_000_000, 8)}`],
	[subtensor('Owner', hotPart), `0x${Buffer.from(cold).toString('hex')}`],
	[subtensor('StakingHotkeys', coldPart), `0x04${Buffer.from(hot).toString('hex')}`],
	[subtensor('Alpha', hotPart, coldPart, netuid), shares(1n)],
	[subtensor('TotalHotkeyShares', hotPart, netuid), shares(3n)],
	[subtensor('TotalHotkeyAlpha', hotPart, netuid), `0x${little(90_000_000_000, 8)}`],
	[subtensor('Stake', hotPart, coldPart), `0x${little(55_000_000_000, 8)}`],
	[
		storageKey('System', 'Account', coldPart),
		`0x${'00'.repeat(4)}${'00'.repeat(12)}${little(5_000_000_000, 8)}${'00'.repeat(32)}`,
	],
]);

type Start = MetadataEdits & {
	readonly metadataVersion?: number;
	readonly answer?: (input: string) => string;
};

/** Start a chain of another shape, and connect to it. */
async function start({metadataVersion = 15, answer, ...edits}: Start): Promise<{
	readonly chain: RecordedChain;
	readonly client: ChainClient;
}> {
	const metadata = editMetadata(await fetchDevnetMetadata(metadataVersion), {
		...edits,
		withoutApis: ['SwapRuntimeApi', 'SubnetInfoRuntimeApi', ...(edits.withoutApis ?? [])],
	});
	const length = metadata.length * 4 + 2;
	const methods: RecordedChainOptions['methods'] = {
		state_call([method, input]) {
			if (method === 'Metadata_metadata_versions' && metadataVersion > 14) {
				return `0x04${little(metadataVersion, 4)}`;
			}

			if (method === 'Metadata_metadata_at_version' && metadataVersion > 14) {
				return `0x01${little(length, 4)}${Buffer.from(metadata).toString('hex')}`;
			}

			if (method === 'StakeInfoRuntimeApi_get_stake_info_for_coldkey' && answer) {
				return answer(String(input));
			}

			throw new NodeError(-32_601, `Exported method ${String(method)} is not found`);
		},
	};
	const chain = await startRecordedChain({metadata, metadataVersion, storage, methods});
	const client = await connectChain({url: chain.url});
	onTestFinished(async () => {
		client.close();
		await chain.close();
	});
	return {chain, client};
}

test('a chain that takes and returns bytes is asked in bytes', async () => {
	const content = vector(byAge.stable).enc([{hotkey: hot, coldkey: cold, stake: 55_000_000_000n}]);
	const inputs: string[] = [];
	const {client} = await start({
		stakesInBytes: true,
		withoutItems: ['SubnetAlphaIn', 'SubnetTAO'],
		stakesInTao: true,
		answer(input) {
			inputs.push(input);
			return `0x${little(content.length * 4 + 1, 2)}${Buffer.from(content).toString('hex')}`;
		},
	});

	expect(await getHoldings(client, {address: coldkey})).toEqual({
		free: 5_000_000_000n,
		staked: 55_000_000_000n,
		total: 60_000_000_000n,
		stakes: [{hotkey, netuid: 0, amount: 55_000_000_000n, value: 55_000_000_000n}],
	});
	expect(inputs).toEqual([`0x80${Buffer.from(cold).toString('hex')}`]);
});

test.each([
	['that describes no runtime API', {metadataVersion: 14}],
	['without the runtime API', {withoutApis: ['StakeInfoRuntimeApi']}],
	[
		'whose runtime API answers bytes of no known layout',
		{stakesInBytes: true, answer: () => '0x0c010203'},
	],
])('on a chain %s stakes are read from storage', async (_, edits) => {
	const {client} = await start(edits);

	expect(await getHoldings(client, {address: coldkey})).toEqual({
		free: 5_000_000_000n,
		staked: 7_500_000_000n,
		total: 12_500_000_000n,
		stakes: [{hotkey, netuid: 1, amount: 30_000_000_000n, value: 7_500_000_000n}],
	});
	expect(await getStakes(client, {coldkey: other})).toEqual([]);
});

const poolless = {
	withoutApis: ['StakeInfoRuntimeApi'],
	withoutItems: ['Alpha', 'TotalHotkeyAlpha', 'SubnetAlphaIn', 'SubnetTAO'],
};

test('where stakes are in TAO, they are read as such', async () => {
	const {client} = await start({...poolless, stakesInTao: true});

	expect(await getHoldings(client, {address: coldkey})).toMatchObject({staked: 55_000_000_000n});
	expect(await getOwnersAlpha(client, {hotkey, netuid: 1})).toBe(55_000_000_000n);
});

test('what the owner has is a share of all, and unknown rather than nothing', async () => {
	const {client} = await start({withoutApis: ['StakeInfoRuntimeApi']});
	expect(await getOwnersAlpha(client, {hotkey, netuid: 1})).toBe(30_000_000_000n);

	const {client: mute} = await start(poolless);
	expect(await getOwnersAlpha(mute, {hotkey, netuid: 1})).toBe('unknown');
});

test('the balance of a chain that does not tell stakes says so', async () => {
	const {chain, client} = await start(poolless);
	expect(await getStakes(client, {coldkey})).toBeUndefined();
	const argv = ['balance', '-n', chain.url, '--address', coldkey];
	const home = ['--home', await makeTemporaryFolder('untold')];

	const {stdout} = await captureCommand(wallet, [...argv, ...home]);
	expect(stdout).toMatch(
		/^free +5 TAO\nstaked +unknown: this chain does not tell\ntotal +unknown/mv,
	);
	const {stdout: json} = await captureCommand(wallet, [...argv, ...home, '--json']);
	expect(JSON.parse(json)).toMatchObject({ok: true, free: '5000000000', staked: null, total: null});
});
