import {once} from 'node:events';
import {type AddressInfo, createServer} from 'node:net';
import {afterEach, expect, test} from 'vitest';
import type {Clock} from '../../../src/support/clock.ts';
import {createRpc, type Rpc} from '../../../src/chain/connection/rpc.ts';
import {ChainRequestError, ChainUnreachableError} from '../../../src/chain/errors.ts';
import {
	NodeError,
	type RecordedChain,
	startRecordedChain,
} from '../../helpers/chain/recorded-chain.ts';
import {createFakeClock} from '../../helpers/fake-clock.ts';
import {letPassUntil} from '../../helpers/let-pass.ts';
import {storeValue} from '../../helpers/store-value.ts';

const forever = async () => Promise.withResolvers().promise;

const opened: Array<{close: () => unknown}> = [];

afterEach(async () => {
	await Promise.all(opened.splice(0).map(async thing => thing.close()));
});

async function startNode(options: Partial<Parameters<typeof startRecordedChain>[0]> = {}) {
	const node = await startRecordedChain({metadata: new Uint8Array(), ...options});
	opened.push(node);
	return node;
}

async function connect(
	nodes: readonly [RecordedChain | string, ...Array<RecordedChain | string>],
	timeout = 2000,
	clock?: Clock,
): Promise<Rpc> {
	const [first, ...others] = nodes.map(node => (typeof node === 'string' ? node : node.url));
	const rpc = await createRpc({
		urls: [first!, ...others],
		timeout,
		clock,
		async onConnect() {
			// Anything is welcome.
		},
	});
	opened.push(rpc);
	return rpc;
}

/** An address at which nobody listens. */
async function deadUrl() {
	const server = createServer();
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const {port} = server.address() as AddressInfo;
	server.close();
	await once(server, 'close');
	return `ws://127.0.0.1:${port}`;
}

test('a request gets its own answer, whatever else is under way', async () => {
	const node = await startNode({methods: {echo: ([value]) => value}});
	const rpc = await connect([node]);

	expect(await Promise.all([1, 2, 3].map(async value => rpc.request('echo', [value])))).toEqual([
		1, 2, 3,
	]);
});

test('an error of the node keeps its code, message and data', async () => {
	const node = await startNode({
		methods: {
			fail() {
				throw new NodeError(1010, 'Invalid Transaction', 'Custom error: 3');
			},
		},
	});
	const rpc = await connect([node]);
	const error: unknown = await rpc.request('fail').catch((error_: unknown) => error_);

	expect(error).toBeInstanceOf(ChainRequestError);
	expect(error).toMatchObject({
		method: 'fail',
		rpc: {code: 1010, message: 'Invalid Transaction', data: 'Custom error: 3'},
	});
});

test('nobody at the address is an unreachable chain', async () => {
	await expect(connect([await deadUrl()])).rejects.toThrow(ChainUnreachableError);
});

test('a listener that never answers is an unreachable chain within the timeout', async () => {
	const server = createServer();
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	opened.push(server);
	const {port} = server.address() as AddressInfo;

	await expect(connect([`ws://127.0.0.1:${port}`], 50)).rejects.toThrow(ChainUnreachableError);
});

test('a request that gets no answer fails within the timeout', async () => {
	const node = await startNode({methods: {silence: forever}});
	const rpc = await connect([node], 50);

	await expect(rpc.request('silence')).rejects.toThrow('no answer to `silence` in 50 ms');
});

test('a connection that is lost in the middle of a request fails it', async () => {
	const node = await startNode({methods: {silence: forever}});
	const rpc = await connect([node]);
	const asked = rpc.request('silence');
	await node.received('silence');
	node.cut();

	await expect(asked).rejects.toThrow(ChainUnreachableError);
});

test('requests and subscriptions go on after a loss', async () => {
	const node = await startNode({methods: {echo: ([value]) => value}});
	const rpc = await connect([node]);
	const heard: unknown[] = [];
	await rpc.subscribe({method: 'news_subscribe', unsubscribe: 'news_unsubscribe'}, news => {
		heard.push(news);
	});
	node.notify('news_subscribe', 'first');
	node.cut();
	await storeValue(rpc.status, ({state}) => state === 'disconnected');
	await storeValue(rpc.status, ({state}) => state === 'connected');
	node.notify('news_subscribe', 'second');

	expect(await rpc.request('echo', ['still here'])).toBe('still here');
	expect(heard).toEqual(['first', 'second']);
});

test('a subscription that was given up stays so', async () => {
	const node = await startNode();
	const rpc = await connect([node]);
	const heard: unknown[] = [];
	const forget = await rpc.subscribe(
		{method: 'news_subscribe', unsubscribe: 'news_unsubscribe'},
		news => {
			heard.push(news);
		},
	);
	forget();
	node.notify('news_subscribe', 'after');
	await rpc.request('chain_getBlockHash');

	expect(heard).toEqual([]);
	expect(node.requests.map(({method}) => method)).toContain('news_unsubscribe');
});

test('the next node is asked when one is not there, and when one goes', async () => {
	const [first, second] = [
		await startNode({methods: {name: () => 'first'}}),
		await startNode({methods: {name: () => 'second'}}),
	];
	const rpc = await connect([await deadUrl(), first, second]);

	expect(await rpc.request('name')).toBe('first');

	await first.close();

	const {url} = await storeValue(
		rpc.status,
		status => status.state === 'connected' && status.url !== first.url,
	);

	expect(url).toBe(second.url);
	expect(await rpc.request('name')).toBe('second');
});

test('the status tells the latency and since when', async () => {
	const node = await startNode();
	const rpc = await connect([node]);
	await storeValue(rpc.status, ({latency}) => latency !== undefined);

	expect(rpc.status.getSnapshot()).toMatchObject({state: 'connected', url: node.url});
	expect(rpc.status.getSnapshot().since).toBeLessThanOrEqual(Date.now());
});

test('a node that asks for patience is asked again', async () => {
	let tries = 0;
	const node = await startNode({
		methods: {
			busy() {
				tries++;
				if (tries === 1) {
					throw new NodeError(-32_005, 'Rate limit exceeded');
				}

				return 'now';
			},
		},
	});
	const rpc = await connect([node]);

	expect(await rpc.request('busy')).toBe('now');
});

test('closing ends the connection and whatever waits for it, and may be done twice', async () => {
	const node = await startNode({methods: {silence: forever}});
	const rpc = await connect([node]);
	const asked = rpc.request('silence');
	await node.received('silence');
	rpc.close();
	rpc.close();

	await expect(asked).rejects.toThrow(ChainUnreachableError);
	await expect(rpc.request('echo')).rejects.toThrow('the client was closed');
	await node.deserted();

	expect(rpc.status.getSnapshot().state).toBe('closed');
});

test('what is no JSON ends the connection, not the program', async () => {
	const node = await startNode({methods: {nonsense: () => undefined}});
	const rpc = await connect([node]);
	node.sendRaw('<html>');
	await storeValue(rpc.status, ({state}) => state === 'disconnected');
	await storeValue(rpc.status, ({state}) => state === 'connected');

	expect(rpc.status.getSnapshot().reason).toBeUndefined();
});

test('an endpoint that takes the connection and says nothing is given up after three timeouts', async () => {
	const server = createServer();
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	opened.push({
		close() {
			server.close();
		},
	});
	const clock = createFakeClock();
	const connecting = createRpc({
		urls: [`ws://127.0.0.1:${(server.address() as AddressInfo).port}`],
		timeout: 2000,
		async onConnect() {
			// It never comes to this.
		},
		clock,
	});
	const refused = expect(connecting).rejects.toMatchObject({
		reason: 'it did not open within 6000 ms',
	});

	expect(await letPassUntil(clock, refused)).toBeGreaterThanOrEqual(6000);
});

test('what was asked before a move to another node is answered, and each subscription is heard from one node', async () => {
	const answer = Promise.withResolvers<string>();
	const [first, second] = [
		await startNode({methods: {slow: async () => answer.promise}}),
		await startNode({methods: {name: () => 'second'}}),
	];
	const rpc = await connect([first, second]);
	const heard: unknown[] = [];
	await rpc.subscribe({method: 'news_subscribe', unsubscribe: 'news_unsubscribe'}, news => {
		heard.push(news);
	});
	const asked = rpc.request('slow');
	await first.received('slow');
	const moved = rpc.moveTo(second.url);
	await storeValue(rpc.status, ({url}) => url === second.url);
	first.notify('news_subscribe', 'from the first');
	second.notify('news_subscribe', 'from the second');
	answer.resolve('late');

	expect(await asked).toBe('late');
	expect(await rpc.request('name')).toBe('second');
	expect(heard).toEqual(['from the second']);
	expect(await moved).toBe(true);
	await first.deserted();
	expect(rpc.status.getSnapshot()).toMatchObject({state: 'connected', url: second.url});
});

test('a move to a node that does not answer changes nothing, and the node is avoided', async () => {
	const first = await startNode({methods: {name: () => 'first'}});
	const dead = await deadUrl();
	const rpc = await connect([first, dead]);

	await expect(rpc.moveTo(dead)).rejects.toThrow(ChainUnreachableError);
	expect(await rpc.request('name')).toBe('first');
	expect(rpc.endpoints.isDue(dead)).toBe(false);
	expect(await rpc.moveTo(first.url)).toBe(false);
});

test('a node that is left by a move is left for that reason, and its loss later is nothing', async () => {
	const [first, second] = [await startNode(), await startNode({methods: {name: () => 'second'}})];
	const rpc = await connect([first, second]);
	await rpc.moveTo(second.url, 'it is late');
	await first.close();

	expect(await rpc.request('name')).toBe('second');
	expect(rpc.endpoints.store.getSnapshot()[0]).toMatchObject({
		state: 'left',
		reason: 'it is late',
	});
});

test('while one node limits requests, another is asked', async () => {
	const clock = createFakeClock(0);
	const [first, second] = [
		await startNode({
			methods: {
				name() {
					throw new NodeError(-32_005, 'Rate limit exceeded');
				},
			},
		}),
		await startNode({methods: {name: () => 'second'}}),
	];
	const rpc = await connect([first, second], 600_000, clock);
	const asked = rpc.request('name');
	await letPassUntil(clock, asked);

	expect(await asked).toBe('second');
	expect(rpc.endpoints.store.getSnapshot()[0]).toMatchObject({
		state: 'left',
		reason: expect.stringContaining('limits requests') as string,
	});
	expect(clock.now()).toBeLessThan(60_000);
});

test('a node that goes right after the move to it is missed at once', async () => {
	const answer = Promise.withResolvers<string>();
	const [first, second] = [
		await startNode({methods: {slow: async () => answer.promise, name: () => 'first'}}),
		await startNode(),
	];
	const rpc = await connect([first, second], 600_000);
	const asked = rpc.request('slow');
	await first.received('slow');
	await rpc.moveTo(second.url);
	await second.close();
	await storeValue(rpc.status, ({state, url}) => state === 'connected' && url === first.url);

	expect(await rpc.request('name')).toBe('first');
	answer.resolve('late');
	expect(await asked).toBe('late');
});

test('a move to a node that refuses a subscription changes nothing', async () => {
	const [first, second] = [
		await startNode(),
		await startNode({
			methods: {
				news_subscribe() {
					throw new NodeError(-32_601, 'Method not found');
				},
			},
		}),
	];
	const rpc = await connect([first, second]);
	const heard: unknown[] = [];
	await rpc.subscribe({method: 'news_subscribe', unsubscribe: 'news_unsubscribe'}, news => {
		heard.push(news);
	});

	await expect(rpc.moveTo(second.url)).rejects.toThrow(ChainRequestError);
	first.notify('news_subscribe', 'still here');
	await rpc.request('chain_getBlockHash');
	expect(heard).toEqual(['still here']);
	expect(rpc.status.getSnapshot()).toMatchObject({state: 'connected', url: first.url});
});
