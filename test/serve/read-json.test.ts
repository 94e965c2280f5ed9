import {once} from 'node:events';
import {createServer, type IncomingMessage, request} from 'node:http';
import type {AddressInfo} from 'node:net';
import {expect, onTestFinished, test} from 'vitest';
import {createJsonReader, type JsonRead} from '../../src/serve/read-json.ts';
import {until} from '../helpers/until.ts';

test('requests that do not fit beside those being read are refused, and fit after them', async () => {
	const readJson = createJsonReader(20);
	const reads: Array<Promise<JsonRead>> = [];
	const server = createServer((incoming: IncomingMessage, response) => {
		reads.push(readJson(incoming).finally(() => response.end()));
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	onTestFinished(() => {
		server.closeAllConnections();
		server.close();
	});
	const {port} = server.address() as AddressInfo;
	const begin = () => {
		const sent = request({port, method: 'POST', headers: {'content-length': 12}});
		sent.on('error', () => undefined);
		sent.write('{"a"');
		return sent;
	};

	const first = begin();
	await until(() => reads.length === 1);
	begin();
	await until(() => reads.length === 2);
	expect(await reads[1]).toMatchObject({ok: false, error: {status: 429}});
	first.end(': "bcd"}');
	expect(await reads[0]).toEqual({ok: true, value: {a: 'bcd'}});
	begin().end(': "efg"}');
	await until(() => reads.length === 3);

	expect(await reads[2]).toEqual({ok: true, value: {a: 'efg'}});
});
