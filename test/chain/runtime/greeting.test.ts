import {afterEach, expect, onTestFinished, test} from 'vitest';
import {getAccountKey} from '../../../src/chain/balances/account-key.ts';
import {getBalance} from '../../../src/chain/balances/balance.ts';
import {type ConnectOptions, connectChain} from '../../../src/chain/connect.ts';
import {readGreeting} from '../../../src/chain/runtime/greeting.ts';
import {encodeAddress} from '../../../src/crypto/ss58.ts';
import type {Devnet} from '../../../src/devnet/devnet.ts';
import {fromHex} from '../../../src/devnet/scale/bytes.ts';
import {type Gateway, startGateway} from '../../helpers/chain/gateway/gateway.ts';
import {alice, endowment, startPlainDevnet} from '../../helpers/chain/plain-devnet.ts';

const opened: Array<{readonly close: () => unknown}> = [];
const address = encodeAddress(fromHex(alice));

afterEach(async () => {
	for (const thing of opened.splice(0).toReversed()) {
		await thing.close();
	}
});

async function start(): Promise<{readonly devnet: Devnet; readonly gateway: Gateway}> {
	const devnet = await startPlainDevnet();
	opened.push(devnet);
	const gateway = await startGateway({target: devnet.url});
	opened.push(gateway);
	return {devnet, gateway};
}

async function connect({url}: Gateway, options: Partial<ConnectOptions> = {}) {
	const client = await connectChain({url, follow: false, ...options});
	onTestFinished(client.close);
	return client;
}

/** What was asked, but for metadata. */
const askedOf = ({traffic}: Gateway) =>
	Object.entries(traffic().methods).filter(([method]) => !method.includes('etadata'));

test('a chain, its best block and an account are read with one request', async () => {
	const {devnet, gateway} = await start();
	devnet.produceBlock();
	devnet.produceBlock();
	const client = await connect(gateway, {keys: [getAccountKey(address)]});
	const {number, hash, parentHash} = client.head.getSnapshot();

	expect(await getBalance(client, {address, at: hash})).toBe(endowment);
	expect(askedOf(gateway)).toEqual([['state_queryStorageAt', 1]]);
	expect(client.genesisHash).toBe(devnet.chain.genesis);
	expect({number, hash}).toEqual({number: 2, hash: devnet.head().hash});
	expect(await client.rpc.request('chain_getBlockHash', [1])).toBe(parentHash);
	expect(await client.rpc.request('state_getRuntimeVersion')).toMatchObject(
		client.runtime().version,
	);
});

test('a chain that is at its first block is asked for each', async () => {
	const {devnet, gateway} = await start();
	const client = await connect(gateway, {keys: [getAccountKey(address)]});

	expect(client.genesisHash).toBe(devnet.chain.genesis);
	expect(client.head.getSnapshot()).toMatchObject({number: 0, hash: devnet.chain.genesis});
	expect(await getBalance(client, {address})).toBe(endowment);
});

const greetingOf = async (
	changes: ReadonlyArray<readonly [string, unknown]>,
	keys: readonly string[] = [],
) => {
	const asked: string[] = [];
	const header = {
		parentHash: `0x${'11'.repeat(32)}`,
		number: '0x7',
		stateRoot: `0x${'22'.repeat(32)}`,
		extrinsicsRoot: `0x${'33'.repeat(32)}`,
		digest: {logs: []},
	};
	const answers: Readonly<Record<string, unknown>> = {
		state_queryStorageAt: [{block: `0x${'44'.repeat(32)}`, changes}],
		chain_getBlockHash: `0x${'55'.repeat(32)}`,
		chain_getHeader: header,
		state_getRuntimeVersion: {specName: 'told', specVersion: 9, transactionVersion: 1},
	};
	const connection = {
		async request(method: string, parameters: readonly unknown[]) {
			asked.push(method === 'chain_getBlockHash' ? `${method} ${parameters.join(',')}` : method);
			return answers[method];
		},
	};
	const greeting = await readGreeting(connection, keys);
	return {greeting, asked};
};

const system = '0x26aa394eea5630e07c48ae0c9558cef7';
/** As a node would list them: `Number`, `ParentHash`, `LastRuntimeUpgrade` and the first block's hash. */
const whole = [
	[`${system}02a5c1b19ab7a04f536c519aca4983ac`, '0x07000000'],
	[`${system}8a42f33323cb5ced3b44dd825fda9fcc`, `0x${'11'.repeat(32)}`],
	[`${system}f9cce9c888469bb1a0dceaa129672ef8`, '0x2506186e6f64652d78'],
	[`${system}a44704b568d21667356a5a050c118746b4def25cfda6ef3a00000000`, `0x${'55'.repeat(32)}`],
] as const;

test('what a node lists is decoded', async () => {
	const {greeting, asked} = await greetingOf(whole);

	expect(asked).toEqual(['state_queryStorageAt']);
	expect(greeting).toMatchObject({
		genesisHash: `0x${'55'.repeat(32)}`,
		runtime: {specName: 'node-x', specVersion: 393},
		block: {number: 7, hash: `0x${'44'.repeat(32)}`, parentHash: `0x${'11'.repeat(32)}`},
	});
});

test.each(whole.map((_, index) => index))(
	'a node that does not list what is at place %d is asked for each',
	async index => {
		const {greeting, asked} = await greetingOf(
			whole.map(([key, value], place) => [key, place === index ? null : value]),
		);

		expect(asked).toEqual([
			'state_queryStorageAt',
			'chain_getBlockHash 0',
			'state_getRuntimeVersion',
			'chain_getHeader',
		]);
		expect(greeting).toMatchObject({
			genesisHash: `0x${'55'.repeat(32)}`,
			runtime: {specName: 'told', specVersion: 9},
			block: {number: 7},
		});
		expect(greeting.stored.size).toBe(0);
	},
);

test('what a node leaves out is not taken for missing', async () => {
	const {greeting, asked} = await greetingOf(whole, ['0xaa']);

	expect(asked).toHaveLength(4);
	expect(greeting.stored.has('0xaa')).toBe(false);
});
