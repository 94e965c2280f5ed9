import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, test} from 'vitest';
import type {Devnet} from '../../../src/devnet/devnet.ts';
import {storageKey} from '../../../src/devnet/state/storage-key.ts';
import {Account, Number as BlockNumber} from '../../../src/devnet/frame/system/storage.ts';
import {storagePrefix} from '../../../src/devnet/pallet/storage.ts';
import {toHex} from '../../../src/devnet/scale/bytes.ts';
import {u32} from '../../../src/devnet/scale/numbers.ts';
import {alice, bob, startPlainDevnet} from '../../helpers/chain/plain-devnet.ts';
import {connectRpc, type RpcClient} from '../../helpers/chain/rpc-client.ts';
import {callOf, signExtrinsic} from '../../helpers/chain/signed-extrinsic.ts';

const aliceAddress = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY';
const numberKey = storageKey(BlockNumber, []);

let devnet: Devnet;
let client: RpcClient;

beforeAll(async () => {
	devnet = await startPlainDevnet();
	devnet.produceBlock();
	devnet.produceBlock();
});

afterAll(async () => devnet.close());

beforeEach(async () => {
	client = await connectRpc(devnet.url);
});

afterEach(() => {
	client.close();
});

const hashOf = (number: number) => devnet.chain.getHash(number);

const remark = async (nonce: number) => {
	const call = callOf('System', 'remark', {remark: Uint8Array.of(nonce)});
	return toHex(await signExtrinsic(devnet, call, {nonce}));
};

test('every method that is listed is there, and those that clients ask for are listed', async () => {
	const {methods} = (await client.call('rpc_methods')) as {readonly methods: readonly string[]};
	expect(methods).toEqual(
		expect.arrayContaining([
			'account_nextIndex',
			'author_pendingExtrinsics',
			'author_submitAndWatchExtrinsic',
			'author_submitExtrinsic',
			'author_unwatchExtrinsic',
			'chain_getBlock',
			'chain_getBlockHash',
			'chain_getFinalizedHead',
			'chain_getHead',
			'chain_getHeader',
			'chain_subscribeFinalizedHeads',
			'chain_subscribeNewHeads',
			'chain_unsubscribeFinalizedHeads',
			'chain_unsubscribeNewHeads',
			'payment_queryInfo',
			'rpc_methods',
			'state_call',
			'state_getKeys',
			'state_getKeysPaged',
			'state_getMetadata',
			'state_getRuntimeVersion',
			'state_getStorage',
			'state_getStorageAt',
			'state_queryStorageAt',
			'state_subscribeRuntimeVersion',
			'state_subscribeStorage',
			'state_unsubscribeStorage',
			'system_accountNextIndex',
			'system_chain',
			'system_chainType',
			'system_dryRun',
			'system_health',
			'system_name',
			'system_properties',
			'system_version',
		]),
	);
	const errors = await Promise.all(methods.map(async method => client.ask(method)));
	expect(errors.filter(({error}) => error?.code === -32_601)).toEqual([]);
});

describe('blocks', () => {
	test('are found by number, and the newest by none', async () => {
		expect(await client.call('chain_getBlockHash', 0)).toBe(devnet.chain.genesis);
		expect(await client.call('chain_getBlockHash', 1)).toBe(hashOf(1));
		expect(await client.call('chain_getBlockHash', '0x1')).toBe(hashOf(1));
		expect(await client.call('chain_getBlockHash', null)).toBe(devnet.head().hash);
		expect(await client.call('chain_getHead')).toBe(devnet.head().hash);
		expect(await client.call('chain_getFinalizedHead')).toBe(devnet.head().hash);
		expect(await client.call('chain_getBlockHash', 99)).toBeNull();
	});

	test('have headers that lead back to one without a parent', async () => {
		const header = await client.call('chain_getHeader', hashOf(1));
		expect(header).toEqual({
			parentHash: devnet.chain.genesis,
			number: '0x1',
			stateRoot: expect.stringMatching(/^0x[\da-f]{64}$/v),
			extrinsicsRoot: expect.stringMatching(/^0x[\da-f]{64}$/v),
			digest: {logs: []},
		});
		expect(await client.call('chain_getHeader', devnet.chain.genesis)).toMatchObject({
			parentHash: `0x${'00'.repeat(32)}`,
		});
		expect(await client.call('chain_getHeader', `0x${'11'.repeat(32)}`)).toBeNull();
	});

	test('have their extrinsics as they came', async () => {
		const block = await client.call('chain_getBlock', hashOf(1));
		const [timestamp] = devnet.chain.getBlock(hashOf(1)!)!.extrinsics;
		expect(block).toMatchObject({
			block: {header: {number: '0x1'}, extrinsics: [toHex(timestamp!)]},
			justifications: null,
		});
	});
});

describe('stored values', () => {
	test('are read now and at any block', async () => {
		expect(await client.call('state_getStorage', numberKey)).toBe('0x02000000');
		expect(await client.call('state_getStorage', numberKey, hashOf(1))).toBe('0x01000000');
		expect(await client.call('state_getStorageAt', numberKey, null)).toBe('0x02000000');
		expect(await client.call('state_getStorage', '0x00')).toBeNull();
	});

	test('are read many at once', async () => {
		expect(await client.call('state_queryStorageAt', [numberKey, '0x00'], hashOf(1))).toEqual([
			{
				block: hashOf(1),
				changes: [
					[numberKey, '0x01000000'],
					['0x00', null],
				],
			},
		]);
	});

	test('have keys that come in pages', async () => {
		const prefix = storagePrefix('System', 'Account');
		const keys = [alice, bob].map(account => storageKey(Account, [account])).toSorted();
		expect(await client.call('state_getKeys', prefix, null)).toEqual(keys);
		expect(await client.call('state_getKeysPaged', prefix, 1, prefix, null)).toEqual([keys[0]]);
		expect(await client.call('state_getKeysPaged', prefix, 1, keys[0])).toEqual([keys[1]]);
		expect(await client.call('state_getKeysPaged', prefix, 5, keys[1])).toEqual([]);
		expect(await client.call('state_getKeysPaged', prefix, 5)).toEqual(keys);
		expect(await client.ask('state_getKeysPaged', prefix, 1001)).toMatchObject({
			error: {code: 4002},
		});
	});

	test('of blocks that nobody knows are an error', async () => {
		expect(await client.ask('state_getStorage', '0x00', `0x${'11'.repeat(32)}`)).toMatchObject({
			error: {code: 4003, message: expect.stringContaining('Header was not found')},
		});
	});
});

test('stored values of blocks that are too old are said to be discarded', async () => {
	const short = await startPlainDevnet({keep: 2});
	const other = await connectRpc(short.url);
	const {hash} = short.produceBlock();
	short.produceBlock();
	expect(await other.call('state_getStorage', numberKey, hash)).toBe('0x01000000');
	short.produceBlock();
	const {error} = await other.ask('state_getStorage', numberKey, short.chain.genesis);
	expect(error?.message).toContain(`State already discarded for ${short.chain.genesis}`);
	expect(await other.call('chain_getHeader', hash)).toBeNull();
	other.close();
	await short.close();
});

describe('the runtime', () => {
	const method = 'Metadata_metadata_at_version';

	test('is asked with and without `0x`, with and without a block', async () => {
		const fifteen = toHex(u32.encode(15));
		const answer = (await client.call('state_call', method, fifteen)) as string;
		// Some, a compact length, `meta`, the version.
		expect(answer.slice(0, 24)).toMatch(/^0x01[\da-f]{4,8}6d6574610f/v);
		expect(await client.call('state_call', method, fifteen.slice(2), null)).toBe(answer);
		expect(await client.call('state_call', method, fifteen, devnet.chain.genesis)).toBe(answer);
	});

	test('has metadata 14 and 15, and no other', async () => {
		expect(await client.call('state_call', 'Metadata_metadata_versions', '0x')).toBe(
			'0x080e0000000f000000',
		);
		expect(await client.call('state_call', method, toHex(u32.encode(16)))).toBe('0x00');
		const blob = (await client.call('state_getMetadata')) as string;
		expect(blob.slice(0, 12)).toBe('0x6d6574610e');
	});

	test('says in a node’s words what it has not', async () => {
		expect(await client.ask('state_call', 'Core_fly', '0x')).toMatchObject({
			error: {code: 4003, message: expect.stringContaining('Core_fly is not found')},
		});
		expect(await client.ask('state_call', 'AccountNonceApi_account_nonce', '0x00')).toMatchObject({
			error: {code: 4003},
		});
	});

	test('has a version, at every block', async () => {
		const version = await client.call('state_getRuntimeVersion', devnet.chain.genesis);
		expect(version).toMatchObject({
			specName: 'node-subtensor',
			specVersion: expect.any(Number),
			transactionVersion: 1,
			apis: expect.arrayContaining([['0xdf6acb689907609b', 5]]),
		});
	});
});

describe('submitting', () => {
	let nonce = 0;

	beforeEach(async () => {
		nonce = Number(await client.call('account_nextIndex', aliceAddress));
	});

	test('counts what waits as used', async () => {
		const signed = await remark(nonce);
		await client.call('author_submitExtrinsic', signed);
		expect(await client.call('account_nextIndex', aliceAddress)).toBe(nonce + 1);
		expect(await client.call('system_accountNextIndex', aliceAddress)).toBe(nonce + 1);
		expect(await client.call('author_pendingExtrinsics')).toEqual([signed]);
		devnet.produceBlock();
		expect(await client.call('author_pendingExtrinsics')).toEqual([]);
	});

	test('and watching tells what becomes of an extrinsic, after the reply', async () => {
		const id = await client.call('author_submitAndWatchExtrinsic', await remark(nonce));
		const {hash} = devnet.produceBlock();
		const told = [await client.next(), await client.next(), await client.next()];
		expect(told.map(({params}) => params.result)).toEqual([
			'ready',
			{inBlock: hash},
			{finalized: hash},
		]);
		expect(new Set(told.map(({params}) => params.subscription))).toEqual(new Set([id]));
		expect(await client.call('author_unwatchExtrinsic', id)).toBe(false);
	});

	test('what is wrong gives a node’s error', async () => {
		expect(await client.ask('author_submitExtrinsic', '0x1234')).toMatchObject({
			error: {code: 1002},
		});
		const used = await remark(nonce);
		await client.call('author_submitExtrinsic', used);
		expect(await client.ask('author_submitExtrinsic', used)).toMatchObject({error: {code: 1013}});
		devnet.produceBlock();
		expect(await client.ask('author_submitExtrinsic', used)).toMatchObject({error: {code: 1012}});
		expect(await client.ask('author_submitExtrinsic', await remark(nonce))).toMatchObject({
			error: {code: 1010, message: 'Invalid Transaction', data: 'Transaction is outdated'},
		});
	});

	test('can be tried without being done', async () => {
		const head = devnet.head();
		expect(await client.call('system_dryRun', await remark(nonce))).toBe('0x0000');
		const poor = toHex(
			await signExtrinsic(devnet, callOf('System', 'remark', {remark: new Uint8Array()}), {
				signer: '//Eve',
			}),
		);
		expect(await client.call('system_dryRun', poor)).toBe('0x010001');
		expect(await client.call('account_nextIndex', aliceAddress)).toBe(nonce);
		expect(devnet.head()).toBe(head);
	});

	test('are judged by the runtime as by the pool, at any block', async () => {
		const judge = async (extrinsic: string, number = devnet.head().header.number) => {
			const head = hashOf(number)!;
			const input = `0x02${extrinsic.slice(2)}${head.slice(2)}`;
			return client.call('state_call', 'TaggedTransactionQueue_validate_transaction', input, head);
		};

		const good = await remark(nonce);
		expect(await judge(good)).toMatch(/^0x00/v);
		expect(await judge(await remark(nonce + 1))).toMatch(/^0x00/v);
		await client.call('author_submitExtrinsic', good);
		const before = devnet.head().header.number;
		devnet.produceBlock();
		// Invalid, and outdated.
		expect(await judge(good)).toBe('0x010003');
		expect(await judge(good, before)).toMatch(/^0x00/v);
	});

	test('can be quoted', async () => {
		expect(await client.call('payment_queryInfo', await remark(nonce))).toEqual({
			weight: {ref_time: 100_000_000, proof_size: 0},
			class: 'normal',
			partialFee: String(54_078 + 50_000 + (await remark(nonce)).length / 2 - 1),
		});
	});
});

describe('subscriptions', () => {
	test.each([
		['chain_subscribeNewHeads', 'chain_newHead', 'chain_unsubscribeNewHeads'],
		['chain_subscribeFinalizedHeads', 'chain_finalizedHead', 'chain_unsubscribeFinalizedHeads'],
	])('%s tells the newest head and all that follow', async (start, notification, stop) => {
		const before = devnet.head().header.number;
		const id = await client.call(start);
		devnet.produceBlock();
		const told = [await client.next(), await client.next()];
		expect(told.map(({method}) => method)).toEqual([notification, notification]);
		expect(told.map(({params}) => params.result)).toMatchObject([
			{number: `0x${before.toString(16)}`},
			{number: `0x${(before + 1).toString(16)}`},
		]);

		expect(await client.call(stop, id)).toBe(true);
		devnet.produceBlock();
		await client.call('system_health');
		expect(client.untaken()).toBe(0);
	});

	test('tell stored values, and those that change', async () => {
		const accountKey = storageKey(Account, [bob]);
		const id = await client.call('state_subscribeStorage', [numberKey, accountKey]);
		const block = devnet.produceBlock();
		const told = [await client.next(), await client.next()].map(({params}) => params.result);
		expect(told[0]).toMatchObject({
			changes: [
				[numberKey, expect.any(String)],
				[accountKey, expect.any(String)],
			],
		});
		expect(told[1]).toEqual({
			block: block.hash,
			changes: [[numberKey, toHex(u32.encode(block.header.number))]],
		});
		await client.call('state_unsubscribeStorage', id);
	});

	test('tell the runtime’s version once', async () => {
		await client.call('state_subscribeRuntimeVersion');
		const {method, params} = await client.next();
		expect(method).toBe('state_runtimeVersion');
		expect(params.result).toMatchObject({specName: 'node-subtensor'});
	});
});
