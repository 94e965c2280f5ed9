import {Buffer} from 'node:buffer';
import {once} from 'node:events';
import {connect, createServer, type Socket} from 'node:net';
import path from 'node:path';
import {setImmediate as turn} from 'node:timers/promises';
import {expect, onTestFinished, test} from 'vitest';
import {readLines} from '../../../src/miner/control/lines.ts';
import {makeTemporaryFolder} from '../../helpers/temporary-folder.ts';

/** Connect two sockets, and collect the lines that arrive. */
async function open() {
	const server = createServer();
	const file = path.join(await makeTemporaryFolder('lines'), 'lines.sock');
	server.listen(file);
	const accepted = once(server, 'connection') as Promise<[Socket]>;
	const peer = connect(file);
	peer.on('error', () => undefined);
	onTestFinished(() => {
		peer.destroy();
		server.close();
	});
	const [socket] = await accepted;
	const lines: string[] = [];
	const reading = (async () => {
		for await (const line of readLines(socket)) {
			lines.push(line);
		}
	})();
	return {peer, socket, lines, reading};
}

test('lines come one by one, wherever the pieces end, even within a character', async () => {
	const {peer, socket, lines, reading} = await open();
	const bytes = Buffer.from('one\ntwö\nthree');
	for (const byte of bytes) {
		peer.write(Buffer.of(byte));
		await turn();
	}

	peer.end();
	await reading;
	expect(lines).toEqual(['one', 'twö']);
	expect(socket.destroyed).toBe(true);
});

test('a line may be a mebibyte long; whoever sends a longer one is cut off', async () => {
	const {peer, socket, lines, reading} = await open();
	const longest = 'x'.repeat(1_048_576);
	peer.write(`${longest}\n`);
	peer.write(`${longest}y`);
	await reading;

	expect(lines).toEqual([longest]);
	expect(socket.destroyed).toBe(true);
});

test('a connection that breaks ends the lines without an error', async () => {
	const {peer, socket, lines, reading} = await open();
	peer.write('one\n');
	await once(socket, 'readable').catch(() => undefined);
	socket.destroy(new Error('It broke'));
	await reading;

	expect(lines.length).toBeLessThanOrEqual(1);
});
