import {Buffer} from 'node:buffer';
import {afterEach, beforeAll, expect, test} from 'vitest';
import {atBlock} from '../../src/chain/at-block.ts';
import type {ChainClient} from '../../src/chain/client.ts';
import {connectChain} from '../../src/chain/connect.ts';
import {ChainUnreachableError, ChainUnsupportedError} from '../../src/chain/errors.ts';
import {followHeads} from '../../src/chain/follow.ts';
import {getBurn} from '../../src/chain/subtensor/burn.ts';
import {getSubnets} from '../../src/chain/subtensor/subnets.ts';
import {bytes} from '../../src/chain/value.ts';
import {fetchDevnetMetadata} from '../helpers/chain/devnet-metadata.ts';
import {editMetadata} from '../helpers/chain/edit-metadata.ts';
import {startPlainDevnet} from '../helpers/chain/plain-devnet.ts';
import {
	type RecordedChain,
	type RecordedChainOptions,
	startRecordedChain,
} from '../helpers/chain/recorded-chain.ts';
import {little, storageKey} from '../helpers/chain/storage-key.ts';
import {storeValue} from '../helpers/store-value.ts';

const netuid = little(1, 2);
const storage = new Map([
	[storageKey('SubtensorModule', 'NetworksAdded', netuid), '0x01'],
	[storageKey('SubtensorModule', 'Burn', netuid), `0x${little(500_000, 8)}`],
]);
const opened: Array<{readonly close: () => unknown}> = [];
let metadata: Uint8Array;

beforeAll(async () => {
	metadata = await fetchDevnetMetadata(15);
});

afterEach(async () => {
	for (const thing of opened.splice(0).toReversed()) {
		await thing.close();
	}
});

async function start(options: Partial<RecordedChainOptions> = {}): Promise<RecordedChain> {
	const chain = await startRecordedChain({metadata, metadataVersion: 15, storage, ...options});
	opened.push(chain);
	return chain;
}

async function connect(url: Parameters<typeof connectChain>[0]['url']) {
	const client = await connectChain({url, timeout: 2000});
	opened.push(client);
	return client;
}

const count = ({requests}: RecordedChain, method: string) =>
	requests.filter(request => request.method === method).length;

test('reads that begin together share a request', async () => {
	const chain = await start();
	const client = await connect(chain.url);
	const before = count(chain, 'state_queryStorageAt');
	const burns = await Promise.all([1, 2, 3].map(async number => getBurn(client, {netuid: number})));

	expect(burns).toEqual([500_000n, undefined, undefined]);
	expect(count(chain, 'state_queryStorageAt') - before).toBe(1);
});

test('what is known of a block is not asked again', async () => {
	const chain = await start();
	const client = await connect(chain.url);
	const at = client.head.getSnapshot().hash;
	await getSubnets(client, {at}).catch(() => undefined);
	const before = count(chain, 'state_queryStorageAt');

	expect(await getBurn(client, {netuid: 1, at})).toBe(500_000n);
	expect(count(chain, 'state_queryStorageAt')).toBe(before);
});

test('what is not of a fixed block is asked every time', async () => {
	const chain = await start();
	const client = await connect(chain.url);
	await getBurn(client, {netuid: 1});
	const before = count(chain, 'state_queryStorageAt');
	await getBurn(client, {netuid: 1});

	expect(count(chain, 'state_queryStorageAt') - before).toBe(1);
});

test('many keys are read in parts, all of one block', async () => {
	const chain = await start();
	const client = await connect(chain.url);
	const values = await client.query(
		undefined,
		Array.from({length: 9000}, (_, number) => ['SubtensorModule', 'Burn', number] as const),
	);
	const asked = chain.requests.filter(({method}) => method === 'state_queryStorageAt').slice(-3);

	expect(values).toHaveLength(9000);
	expect(values[1]).toBe(500_000n);
	expect(asked.map(({params}) => (params[0] as unknown[]).length)).toEqual([4000, 4000, 1000]);
	expect(new Set(asked.map(({params}) => params[1]))).toEqual(
		new Set([client.head.getSnapshot().hash]),
	);
});

test('a client that does not follow subscribes to nothing and reads the block of its start', async () => {
	const chain = await start();
	const client = await connectChain({url: chain.url, follow: false});
	opened.push(client);
	const first = client.head.getSnapshot();
	chain.addBlock();

	expect(await client.pin(undefined)).toBe(first.hash);
	expect(client.head.getSnapshot()).toBe(first);
	expect(chain.requests.map(({method}) => method).toSorted()).toEqual([
		'chain_getBlockHash',
		'chain_getHeader',
		'state_call',
		'state_call',
		'state_getRuntimeVersion',
		'state_queryStorageAt',
	]);

	chain.cut();
	await storeValue(client.status, ({state}) => state === 'disconnected');
	await storeValue(client.status, ({state}) => state === 'connected');

	expect(await getBurn(client, {netuid: 1})).toBe(500_000n);
});

test('the head goes on with the chain, also after a loss', async () => {
	const chain = await start();
	const client = await connect(chain.url);

	expect(client.head.getSnapshot().number).toBe(1);

	const second = chain.addBlock();
	await storeValue(client.head, ({number}) => number === 2);

	expect(client.head.getSnapshot().hash).toBe(second);

	chain.cut();
	await storeValue(client.status, ({state}) => state === 'disconnected');
	await storeValue(client.status, ({state}) => state === 'connected');
	chain.addBlock();

	expect((await storeValue(client.head, ({number}) => number === 3)).parentHash).toBe(second);
});

test('the hash of a head is the one that the chain has for it', async () => {
	const devnet = await startPlainDevnet();
	opened.push(devnet);
	const client = await connect(devnet.url);
	devnet.produceBlock();
	const {number, hash} = await storeValue(client.head, head => head.number === 1);

	expect(await client.rpc.request('chain_getBlockHash', [number])).toBe(hash);
});

test('an upgrade of the chain is read by its new metadata', async () => {
	let specVersion = 1;
	let blob = editMetadata(metadata, {withoutItems: ['Burn']});
	const version = () => ({
		specName: 'node-subtensor',
		specVersion,
		transactionVersion: 1,
		apis: [],
	});
	const chain = await start({
		methods: {
			state_getRuntimeVersion: version,
			state_call([method]) {
				return method === 'Metadata_metadata_versions'
					? '0x040f000000'
					: `0x01${lengthOf(blob)}${Buffer.from(blob).toString('hex')}`;
			},
		},
	});
	const client = await connect(chain.url);

	expect(client.has({storage: ['SubtensorModule', 'Burn']})).toBe(false);
	expect(await getBurn(client, {netuid: 1})).toBeUndefined();

	specVersion = 2;
	blob = metadata;
	chain.notify('state_subscribeRuntimeVersion', version());
	while (client.runtime().version.specVersion === 1) {
		await client.rpc.request('chain_getHeader');
	}

	expect(await getBurn(client, {netuid: 1})).toBe(500_000n);
});

test.each([
	{what: 'a head that says so', logs: ['0x08'], isNext: true, asked: 1},
	{what: 'a head whose parent was not seen', logs: [], isNext: false, asked: 1},
	{what: 'the head after the last', logs: ['0x0601'], isNext: true, asked: 0},
])('without a subscription, an upgrade is looked for upon $what', async ({logs, isNext, asked}) => {
	let specVersion = 1;
	const chain = await start({
		methods: {
			state_getRuntimeVersion: () => ({
				specName: 'node-subtensor',
				specVersion,
				transactionVersion: 1,
				apis: [],
			}),
		},
	});
	const client = await connectChain({url: chain.url, follow: 'heads'});
	opened.push(client);
	const before = count(chain, 'state_getRuntimeVersion');
	specVersion = 2;
	const zero = `0x${'00'.repeat(32)}`;
	chain.notify('chain_subscribeNewHeads', {
		parentHash: isNext ? client.head.getSnapshot().hash : zero,
		number: '0x2',
		stateRoot: zero,
		extrinsicsRoot: zero,
		digest: {logs},
	});
	await storeValue(client.head, ({number}) => number === 2);
	const wanted = 1 + asked;
	while (client.runtime().version.specVersion !== wanted) {
		await client.rpc.request('chain_getHeader');
	}

	expect(count(chain, 'state_getRuntimeVersion') - before).toBe(asked);
	expect(count(chain, 'state_subscribeRuntimeVersion')).toBe(0);
});

test('a view of a block stays at it', async () => {
	const devnet = await startPlainDevnet();
	opened.push(devnet);
	const client = await connect(devnet.url);
	const view = atBlock(client);
	devnet.produceBlock();
	const {hash} = await storeValue(client.head, ({number}) => number === 1);
	const parentAt = async (at: ChainClient) => {
		const [parent] = await at.query(undefined, [['System', 'ParentHash']]);
		return bytes(parent);
	};

	expect(view.head.getSnapshot().number).toBe(0);
	expect(await view.pin(undefined)).toBe(
		await atBlock(view.withUrgency('transaction')).pin(undefined),
	);
	expect(await view.pin(hash)).toBe(hash);
	expect(await parentAt(view)).not.toEqual(await parentAt(client));
});

test('an upgrade during a loss is seen on the way back', async () => {
	let specVersion = 1;
	const chain = await start({
		methods: {
			state_getRuntimeVersion: () => ({
				specName: 'node-subtensor',
				specVersion,
				transactionVersion: 1,
				apis: [],
			}),
		},
	});
	const client = await connect(chain.url);
	specVersion = 2;
	chain.cut();
	await storeValue(client.status, ({state}) => state === 'disconnected');
	await storeValue(client.status, ({state}) => state === 'connected');

	expect(client.runtime().version.specVersion).toBe(2);
});

test('another chain that comes up at the same address is not taken for it', async () => {
	const chain = await start();
	const client = await connect(chain.url);
	await chain.close();
	await start({port: chain.port, genesis: 2});
	const {state} = await storeValue(
		client.status,
		({reason}) => reason?.includes('another chain') ?? false,
	);

	expect(state).toBe('disconnected');
});

test('metadata of a version that nobody knows is said to be so', async () => {
	const unknown = new Uint8Array(metadata);
	unknown[4] = 99;
	const chain = await start({metadata: unknown, metadataVersion: 14});

	await expect(connect(chain.url)).rejects.toThrow(ChainUnsupportedError);
});

test('a chain that is not there is unreachable', async () => {
	const chain = await start();
	await chain.close();

	await expect(connect(chain.url)).rejects.toMatchObject({
		code: 'chain-unreachable',
		exitCode: 1,
		url: chain.url,
	});
});

test('an abort while connecting is the abort’s reason, later it closes the client', async () => {
	const chain = await start();
	const controller = new AbortController();
	const client = await connectChain({url: chain.url, signal: controller.signal});
	controller.abort(new Error('enough'));

	await expect(client.rpc.request('chain_getHeader')).rejects.toThrow(ChainUnreachableError);
	await expect(connectChain({url: chain.url, signal: controller.signal})).rejects.toThrow('enough');
	await chain.deserted();
});

test('heads are followed one by one, and only the newest of those that were missed', async () => {
	const chain = await start();
	const client = await connect(chain.url);
	const controller = new AbortController();
	const busy = Promise.withResolvers<void>();
	const seen: number[] = [];
	const followed = followHeads(
		client,
		async ({number}) => {
			seen.push(number);
			if (number === 4) {
				controller.abort();
			} else {
				await busy.promise;
			}
		},
		{signal: controller.signal},
	);
	for (let block = 2; block <= 4; block++) {
		chain.addBlock();
	}

	await storeValue(client.head, ({number}) => number === 4);
	busy.resolve();
	await followed;

	expect(seen).toEqual([1, 4]);
});

test('following ends with the client, and with what the callback throws', async () => {
	const chain = await start();
	const client = await connect(chain.url);

	await expect(
		followHeads(client, () => {
			throw new Error('no more');
		}),
	).rejects.toThrow('no more');

	let followed = 0;
	const following = followHeads(client, () => {
		followed++;
	});
	client.close();
	await following;

	expect(followed).toBe(1);
});

/** The compact form of a length from 2^14 to 2^30. */
function lengthOf({length}: Uint8Array): string {
	const shifted = length * 4;
	return little(shifted + 2, 4);
}
