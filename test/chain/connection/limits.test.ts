import {setImmediate} from 'node:timers/promises';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {getBalance} from '../../../src/chain/balances/balance.ts';
import {transfer} from '../../../src/chain/balances/transfer.ts';
import type {ChainClient} from '../../../src/chain/client.ts';
import {type ConnectOptions, connectChain} from '../../../src/chain/connect.ts';
import {ChainLimitedError, ChainUnreachableError} from '../../../src/chain/errors.ts';
import {submit} from '../../../src/chain/transaction/submit.ts';
import {createSigner} from '../../../src/crypto/sr25519.ts';
import type {Devnet} from '../../../src/devnet/devnet.ts';
import {
	type LimitedEndpoint,
	type LimitedEndpointOptions,
	type RefusalForm,
	startLimitedEndpoint,
} from '../../helpers/chain/gateway/limited-endpoint.ts';
import {endowment, startPlainDevnet} from '../../helpers/chain/plain-devnet.ts';
import {type FakeClock, createFakeClock} from '../../helpers/fake-clock.ts';
import {storeValue} from '../../helpers/store-value.ts';

/*
All of it runs over real sockets, and on a clock that is advanced only when nothing is on its way. So timeouts in these tests are much longer than what is waited for.
*/

const alice = createSigner({uri: '//Alice'});
const dave = createSigner({uri: '//Dave'});
const one = 1_000_000_000n;
const submitMethod = 'author_submitExtrinsic';
const limit = {perSecond: 1, burst: 2};
const forms: readonly RefusalForm[] = ['handshake', 'close', 'error', 'error without an id'];
const opened: Array<{readonly close: () => unknown}> = [];
let devnet: Devnet;
let clock: FakeClock;

beforeEach(async () => {
	devnet = await startPlainDevnet();
	opened.push(devnet);
	clock = createFakeClock(Date.now());
});

afterEach(async () => {
	for (const thing of opened.splice(0).toReversed()) {
		await thing.close();
	}
});

async function start(options: LimitedEndpointOptions): Promise<LimitedEndpoint> {
	const endpoint = await startLimitedEndpoint(devnet.url, options);
	opened.push(endpoint);
	return endpoint;
}

/** Let time pass, but not while something may be on its way, until work has ended. Tells how much passed, in milliseconds. */
async function passUntil<Result>(work: Promise<Result>) {
	const begin = clock.now();
	const state = {isOver: false};
	const end = () => {
		state.isOver = true;
	};

	work.then(end).catch(end);
	while (!state.isOver) {
		for (let turn = 0; turn < 20; turn++) {
			await setImmediate();
		}

		if (!state.isOver) {
			clock.advance(100);
		}
	}

	return {result: await work, passed: clock.now() - begin};
}

async function connect(
	{url}: LimitedEndpoint,
	options: Partial<ConnectOptions> = {},
): Promise<ChainClient> {
	const {result: client} = await passUntil(
		connectChain({url, timeout: 600_000, clock, ...options}),
	);
	opened.push(client);
	return client;
}

const known = {limitOf: () => limit};

const askOften = async ({rpc}: ChainClient, count: number) =>
	Promise.all(Array.from({length: count}, async () => rpc.request('chain_getBlockHash', [0])));

describe.each(forms)('an endpoint that allows a request a second: %s', form => {
	test('refuses nothing where that is known, and all requests end', async () => {
		const endpoint = await start({form, limit: {...limit, clock}});
		const client = await connect(endpoint, known);
		const before = endpoint.passed.length;
		const {result, passed} = await passUntil(askOften(client, 20));

		expect(result).toEqual(Array.from({length: 20}, () => client.genesisHash));
		expect(endpoint.refused).toEqual([]);
		expect(endpoint.passed).toHaveLength(before + 20);
		expect(passed).toBeGreaterThan(16_000);
		expect(passed).toBeLessThan(25_000);
	});

	test('is learned to where it is not known, and all requests end', async () => {
		const endpoint = await start({form, limit: {...limit, clock}});
		const client = await connect(endpoint);
		await passUntil(askOften(client, 20));

		expect(endpoint.refused.length).toBeGreaterThan(0);
		const refusals = endpoint.refused.length;
		const {result} = await passUntil(askOften(client, 20));

		expect(result).toEqual(Array.from({length: 20}, () => client.genesisHash));
		expect(endpoint.refused.length - refusals).toBeLessThan(4);
	});

	test('refuses in the middle of a read, which goes on', async () => {
		const endpoint = await start({form});
		const client = await connect(endpoint);
		endpoint.refuse(1);
		const {result} = await passUntil(getBalance(client, {address: alice.address}));

		expect(result).toBe(endowment);
		expect(endpoint.refused).toEqual(['state_queryStorageAt']);
		expect(client.status.getSnapshot().state).toBe('connected');
	});

	test('refuses from the start, which is waited out', async () => {
		const endpoint = await start({form});
		endpoint.refuse(3);
		const client = await connect(endpoint);

		expect(endpoint.refused).toHaveLength(3);
		expect(client.status.getSnapshot()).toMatchObject({state: 'connected', reason: undefined});
	});

	test('is given up on when patience ends, with the reason and what to do', async () => {
		const endpoint = await start({form});
		endpoint.refuse(1000);
		const error: unknown = await connect(endpoint, {patience: 20_000}).catch(
			(error_: unknown) => error_,
		);

		expect(error).toBeInstanceOf(ChainLimitedError);
		expect(error).toMatchObject({code: 'chain-limited', exitCode: 1, url: endpoint.url});
		expect((error as Error).message).toContain('it limits requests');
		expect((error as ChainLimitedError).fix).toContain('your own node');
		expect(endpoint.refused.length).toBeGreaterThan(2);
		expect(endpoint.refused.length).toBeLessThan(15);
	});

	test('sees a transaction once, however it refuses it', async () => {
		const endpoint = await start({form});
		const client = await connect(endpoint);
		endpoint.refuse(1);

		await expect(passUntil(client.rpc.request(submitMethod, ['0x00']))).rejects.toThrow(
			ChainLimitedError,
		);

		await passUntil(askOften(client, 3));

		expect(endpoint.refused).toEqual([submitMethod]);
		expect(endpoint.passed).not.toContain(submitMethod);
	});
});

test('an endpoint that hangs up and refuses the next handshake is waited out', async () => {
	const endpoint = await start({form: 'hanging up', limit: {...limit, clock}});
	const client = await connect(endpoint);
	const {result} = await passUntil(askOften(client, 12));

	expect(result).toEqual(Array.from({length: 12}, () => client.genesisHash));
	expect(endpoint.refused).toContain('chain_getBlockHash');
	expect(endpoint.refused).toContain('handshake');
});

test('a request that is lost with a connection that comes back is not asked again', async () => {
	const endpoint = await start({form: 'hanging up'});
	const client = await connect(endpoint);
	endpoint.refuse(1);

	await expect(passUntil(askOften(client, 1))).rejects.toThrow('the connection was closed');
	expect(endpoint.refused).toEqual(['chain_getBlockHash']);
});

test('a subscription that is refused with its connection is made on the next', async () => {
	const endpoint = await start({form: 'close'});
	const client = await connect(endpoint);
	endpoint.refuse(1);
	const heard: unknown[] = [];
	await passUntil(
		client.rpc.subscribe(
			{method: 'chain_subscribeNewHeads', unsubscribe: 'chain_unsubscribeNewHeads'},
			header => {
				heard.push(header);
			},
		),
	);
	devnet.produceBlock();
	await storeValue(client.head, ({number}) => number === 1);

	expect(endpoint.refused).toEqual(['chain_subscribeNewHeads']);
	expect(heard.length).toBeGreaterThan(0);
});

test('a refused handshake is repeated when the endpoint asks for it, not before', async () => {
	const endpoint = await start({form: 'handshake', retryAfter: 40});
	endpoint.refuse(1);
	const {result: client, passed} = await passUntil(
		connectChain({url: endpoint.url, timeout: 600_000, clock}),
	);
	opened.push(client);

	expect(endpoint.refused).toEqual(['handshake']);
	expect(passed).toBeGreaterThanOrEqual(39_000);
	expect(passed).toBeLessThan(50_000);
});

test('an endpoint that asks to wait longer than a command can is told at once', async () => {
	const endpoint = await start({form: 'handshake', retryAfter: 3600});
	endpoint.refuse(1);
	const before = clock.now();

	await expect(connectChain({url: endpoint.url, timeout: 600_000, clock})).rejects.toThrow(
		'asks to wait 3600 s',
	);
	expect(clock.now()).toBe(before);
});

test('a connection that is lost to a limit for long fails its requests with that reason', async () => {
	const endpoint = await start({form: 'handshake', retryAfter: 500});
	const client = await connect(endpoint, {timeout: 5000, patience: 30_000});
	endpoint.refuse(2);
	await expect(passUntil(client.rpc.request(submitMethod, ['0x00']))).rejects.toThrow(
		ChainLimitedError,
	);
	await storeValue(client.status, ({state}) => state === 'disconnected');
	const begin = clock.now();
	await expect(passUntil(askOften(client, 1))).rejects.toThrow(ChainLimitedError);

	expect(clock.now() - begin).toBeGreaterThanOrEqual(30_000);
	expect(clock.now() - begin).toBeLessThan(60_000);
});

test('waiting for a turn is not waiting for an answer', async () => {
	const endpoint = await start({form: 'error'});
	const client = await connect(endpoint, {
		timeout: 20_000,
		limitOf: () => ({perSecond: 0.02, burst: 8}),
	});
	const {result, passed} = await passUntil(askOften(client, 6));

	expect(result).toHaveLength(6);
	expect(passed).toBeGreaterThan(100_000);
});

test('a transaction goes before what was asked earlier, with all that it needs', async () => {
	const endpoint = await start({form: 'error', limit: {...limit, clock}});
	const client = await connect(endpoint, known);
	const reads = askOften(client, 30);
	const sent = submit(client, transfer({to: dave.address, amount: one}), {signer: alice});
	while (!endpoint.passed.includes(submitMethod)) {
		await passUntil(setImmediate());
		clock.advance(100);
	}

	const readsBefore = endpoint.passed.filter(method => method === 'chain_getBlockHash').length;

	expect(readsBefore).toBeLessThan(6);

	while (devnet.chain.pool.ready().length === 0) {
		await setImmediate();
	}

	devnet.produceBlock();
	const {result} = await passUntil(sent);
	await passUntil(reads);

	expect(result.block.number).toBe(1);
	expect(endpoint.refused).toEqual([]);
	expect(endpoint.passed.filter(method => method === submitMethod)).toHaveLength(1);
});

test('closing the client ends what waits for its turn', async () => {
	const endpoint = await start({form: 'error'});
	const client = await connect(endpoint, known);
	const asked = askOften(client, 10);
	client.close();

	await expect(asked).rejects.toThrow(ChainUnreachableError);
});
