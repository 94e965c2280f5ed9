import {on, once} from 'node:events';
import {afterAll, beforeAll, expect, onTestFinished, test} from 'vitest';
import {WebSocket} from 'ws';
import {type RpcServer, startRpcServer} from '../../src/devnet/rpc/server.ts';
import {type Limit, createAllowance, refusalForms} from '../helpers/chain/gateway/allowance.ts';
import {startGateway} from '../helpers/chain/gateway/gateway.ts';

let node: RpcServer;

beforeAll(async () => {
	node = await startRpcServer({
		methods: {
			echo: parameters => parameters.text(0),
			state_call: () => '0x',
			subscribe: (_parameters, connection) =>
				connection.subscribe('news', ({send}) => {
					send('first');
					return () => undefined;
				}),
		},
		host: '127.0.0.1',
		port: 0,
		onFault(error) {
			throw error;
		},
	});
});

afterAll(async () => {
	await node.close();
});

async function open(limit?: Limit) {
	const gateway = await startGateway({target: node.url, limit});
	onTestFinished(gateway.close);
	const connect = async () => {
		const socket = new WebSocket(gateway.url);
		await once(socket, 'open');
		return socket;
	};

	return {gateway, connect};
}

const request = (id: number, method: string, ...parameters: readonly string[]) => ({
	jsonrpc: '2.0',
	id,
	method,
	params: parameters,
});

async function ask(socket: WebSocket, message: unknown): Promise<unknown> {
	socket.send(JSON.stringify(message));
	const [data] = (await once(socket, 'message')) as [Uint8Array];
	return JSON.parse(new TextDecoder().decode(data)) as unknown;
}

/** No request is given back during the test. */
const two = {rate: 1e-9, burst: 2};

test('all that passes is counted, each request of a batch too', async () => {
	const {gateway, connect} = await open();
	const socket = await connect();

	expect(await ask(socket, request(1, 'echo', 'hello'))).toMatchObject({id: 1, result: 'hello'});
	await ask(socket, [request(2, 'echo', 'a'), request(3, 'state_call', 'Core_version', '0x')]);
	const {bytesFromClients, bytesToClients, ...traffic} = gateway.traffic();

	expect(traffic).toEqual({
		connections: 1,
		requests: 3,
		notifications: 0,
		refusals: 0,
		methods: {echo: 2, 'state_call Core_version': 1},
	});
	expect(bytesFromClients).toBe(
		JSON.stringify(request(1, 'echo', 'hello')).length +
			JSON.stringify([request(2, 'echo', 'a'), request(3, 'state_call', 'Core_version', '0x')])
				.length,
	);
	expect(bytesToClients).toBeGreaterThan(80);
	gateway.reset();

	expect(gateway.traffic()).toMatchObject({requests: 0, bytesToClients: 0, methods: {}});
});

test('notifications are told from answers', async () => {
	const {gateway, connect} = await open();
	const socket = await connect();
	const messages = on(socket, 'message');
	socket.send(JSON.stringify(request(1, 'subscribe')));
	await messages.next();
	await messages.next();

	expect(gateway.traffic()).toMatchObject({requests: 1, notifications: 1});
});

test('too many requests are answered with errors of several wordings', async () => {
	const {gateway, connect} = await open({...two, form: 'error'});
	const socket = await connect();
	const answers = [];
	for (let id = 1; id <= 4; id++) {
		answers.push(await ask(socket, request(id, 'echo', 'hello')));
	}

	expect(answers).toMatchObject([
		{id: 1, result: 'hello'},
		{id: 2, result: 'hello'},
		{id: 3, error: {message: 'Too many requests'}},
		{id: 4, error: {message: 'Limit exceeded'}},
	]);
	expect(gateway.traffic()).toMatchObject({requests: 4, refusals: 2});
});

test('a connection with too many requests is closed as a breach of policy', async () => {
	const {gateway, connect} = await open({...two, form: 'close'});
	const socket = await connect();
	await ask(socket, request(1, 'echo', 'hello'));
	await ask(socket, request(2, 'echo', 'hello'));
	socket.send(JSON.stringify(request(3, 'echo', 'hello')));
	const [code] = (await once(socket, 'close')) as [number];

	expect(code).toBe(1008);
	// The next handshake is not refused for it.
	await connect();

	expect(gateway.traffic()).toMatchObject({connections: 2, requests: 3, refusals: 1});
});

test('handshakes are answered with 429 while too much was asked', async () => {
	const {gateway, connect} = await open({...two, form: 'handshake'});
	const socket = await connect();
	await ask(socket, request(1, 'echo', 'hello'));

	await expect(connect()).rejects.toThrow('429');
	// What is open stays open.
	expect(await ask(socket, request(2, 'echo', 'hello'))).toMatchObject({id: 2, result: 'hello'});
	expect(gateway.traffic()).toMatchObject({connections: 1, requests: 2, refusals: 1});
});

test.each(refusalForms)('one request a second is allowed, however it is refused: %s', form => {
	let now = 0;
	const isAllowed = createAllowance({rate: 1, form}, () => now);

	expect([isAllowed(), isAllowed(), isAllowed()]).toEqual([true, true, false]);
	now = 999;

	expect(isAllowed()).toBe(false);
	now = 1000;

	expect([isAllowed(), isAllowed()]).toEqual([true, false]);
	now = 60_000;

	expect([isAllowed(3), isAllowed()]).toEqual([true, false]);
});
