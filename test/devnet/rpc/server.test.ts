import {once} from 'node:events';
import {connect} from 'node:net';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {WebSocket} from 'ws';
import type {Method} from '../../../src/devnet/rpc/json-rpc.ts';
import {startRpcServer, type RpcServer} from '../../../src/devnet/rpc/server.ts';
import {PortTakenError} from '../../../src/support/errors.ts';
import {connectRpc, type RpcClient} from '../../helpers/chain/rpc-client.ts';

const faults: unknown[] = [];
const methods: Record<string, Method> = {
	add: parameters => (parameters.number(0) ?? 0) + (parameters.number(1) ?? 0),
	nothing: () => undefined,
	fault() {
		throw new TypeError('a secret of the server');
	},
};

let server: RpcServer;
let client: RpcClient;

beforeEach(async () => {
	faults.length = 0;
	server = await startRpcServer({
		methods,
		host: '127.0.0.1',
		port: 0,
		mostConnections: 2,
		mostMessage: 10_000,
		onFault(error) {
			faults.push(error);
		},
	});
	client = await connectRpc(server.url);
});

afterEach(async () => {
	client.close();
	await server.close();
});

const failure = (code: number, id: unknown = null) => ({
	jsonrpc: '2.0',
	id,
	error: expect.objectContaining({code}),
});

test('requests are answered by their id', async () => {
	expect(await client.send('{"jsonrpc":"2.0","id":"a","method":"add","params":[1,2]}')).toEqual({
		jsonrpc: '2.0',
		id: 'a',
		result: 3,
	});
	expect(await client.send('{"jsonrpc":"2.0","id":7,"method":"nothing"}')).toEqual({
		jsonrpc: '2.0',
		id: 7,
		result: null,
	});
});

test('lists of requests get lists of replies', async () => {
	expect(
		await client.send(
			'[{"id":1,"method":"add","params":[1,2]},{"method":"add"},{"id":2,"method":"fly"},7]',
		),
	).toEqual([{jsonrpc: '2.0', id: 1, result: 3}, failure(-32_601, 2), failure(-32_600)]);
});

test.each([
	['{', -32_700],
	['[]', -32_600],
	['7', -32_600],
	['{"id":{},"method":"add"}', -32_600],
])('%s is answered with %i', async (message, code) => {
	expect(await client.send(message)).toEqual(failure(code));
});

test.each([
	['{"id":1,"method":"toString"}', -32_601],
	['{"id":1,"method":"add","params":{"a":1}}', -32_602],
	['{"id":1,"method":"add","params":[-1]}', -32_602],
])('%s is answered with %i', async (message, code) => {
	expect(await client.send(message)).toEqual(failure(code, 1));
});

test('a fault is told to the server’s owner, not to the client', async () => {
	expect(await client.send('{"id":1,"method":"fault"}')).toEqual({
		jsonrpc: '2.0',
		id: 1,
		error: {code: -32_603, message: 'Internal error'},
	});
	expect(faults).toEqual([new TypeError('a secret of the server')]);
});

test('a port that is taken is refused by an error of its own', async () => {
	const {host: address, port} = new URL(server.url);
	const second = startRpcServer({
		methods,
		host: '127.0.0.1',
		port: Number(port),
		onFault: () => undefined,
	});
	await expect(second).rejects.toThrow(PortTakenError);
	await expect(second).rejects.toMatchObject({code: 'port-taken', address});
});

test('clients above the limit are turned away', async () => {
	const second = await connectRpc(server.url);
	const third = new WebSocket(server.url);
	const [code] = (await once(third, 'close')) as [number];
	expect(code).toBe(1013);
	second.close();
});

test('a message that is too long ends the connection', async () => {
	const socket = new WebSocket(server.url);
	await once(socket, 'open');
	socket.send('x'.repeat(10_001));
	const [code] = (await once(socket, 'close')) as [number];
	expect(code).toBe(1009);
});

test('closing drops all clients', async () => {
	const socket = new WebSocket(server.url);
	await once(socket, 'open');
	const closed = once(socket, 'close');
	await server.close();
	await closed;
	expect(socket.readyState).toBe(WebSocket.CLOSED);
});

test('closing does not wait for a client that never finishes what it says', async () => {
	const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
	await once(socket, 'connect');
	socket.write('GET / HTTP/1.1\r\n');
	// A reply to another client shows that the server has read it.
	await client.call('add', 1, 2);
	await server.close();
});
