import {once} from 'node:events';
import type {AddressInfo} from 'node:net';
import {expect, onTestFinished, test} from 'vitest';
import {WebSocketServer} from 'ws';
import {btop, parseOnly} from '../helpers/btop.ts';
import {makeTemporaryFolder} from '../helpers/temporary-folder.ts';

/** Serve something that is no node: it answers every message by the same words. */
async function startStranger(says: string) {
	const server = new WebSocketServer({host: '127.0.0.1', port: 0});
	await once(server, 'listening');
	server.on('connection', socket => {
		socket.on('message', () => {
			socket.send(says);
		});
	});
	onTestFinished(() => {
		server.close();
	});
	const {port} = server.address() as AddressInfo;
	return `ws://127.0.0.1:${port}`;
}

test.each([
	'null',
	'{"jsonrpc":"2.0","id":1,"result":null}',
	'{"jsonrpc":"2.0","method":"chain_newHead","params":null}',
	'<html>',
])('an endpoint that says `%s` is no chain, and the operator is told so', async says => {
	const home = await makeTemporaryFolder('strange-endpoint');
	const url = await startStranger(says);
	const address = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY';
	const ended = await btop(
		['wallet', 'balance', '--address', address, '--network', url, '--home', home, '--json'],
		{},
	);

	expect(ended.code).toBe(1);
	expect(parseOnly(ended)).toMatchObject({
		ok: false,
		error: {
			code: 'chain-unreachable',
			message: expect.stringContaining('not a Subtensor node'),
			fix: expect.stringContaining('Check the address'),
		},
	});
});
