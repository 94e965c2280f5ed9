/**
Attack a miner until killed: a process of its own, `fork(this, [PORT, ATTACK])`.
*/
import {Buffer} from 'node:buffer';
import {once} from 'node:events';
import {connect, type Socket} from 'node:net';
import process from 'node:process';
import {setTimeout as sleep} from 'node:timers/promises';
import type {Signer} from '../../../src/crypto/signer.ts';
import {createRandom} from '../../../src/support/random.ts';
import {taskById} from '../../../src/tasks/registry.ts';
import {signHead} from '../../helpers/miner/sign-head.ts';
import {miner, stranger, validators} from './accounts.ts';

const [port, attack] = process.argv.slice(2);
const [validator, wild] = validators as [Signer, Signer];
const {path, ask} = taskById('image')!;
const body = Buffer.from(JSON.stringify(ask(createRandom(7)).question));

/** Open a connection, which the miner may cut at any time. */
async function open(): Promise<Socket> {
	const socket = connect(Number(port), '127.0.0.1');
	socket.on('error', () => undefined);
	await once(socket, 'connect').catch(() => undefined);
	return socket;
}

/** Keep so many connections, doing something on each while it lasts; one that is cut is opened again. */
async function keep(count: number, act: (socket: Socket) => Promise<void>) {
	await Promise.all(
		Array.from({length: count}, async () => {
			for (;;) {
				const socket = await open();
				await act(socket).catch(() => undefined);
				socket.destroy();
				await sleep(250);
			}
		}),
	);
}

/** Send a piece again and again until the connection is cut. */
async function drip(socket: Socket, piece: string, interval: number) {
	while (socket.writable) {
		socket.write(piece);
		await sleep(interval);
	}
}

const head = async (signer: Signer, length: number, signed: Uint8Array = body) => {
	const text = await signHead({path, body: signed, receiver: miner.address, signer});
	return `${text}Content-Length: ${length}\r\n\r\n`;
};

/** Send whole requests over one connection and wait for each reply, so many a second in all. */
async function request(socket: Socket, interval: number, create: () => Promise<string>) {
	const cut = new AbortController();
	socket.once('close', () => {
		cut.abort();
	});
	while (socket.writable) {
		socket.write(await create());
		await once(socket, 'data', {signal: cut.signal});
		await sleep(interval);
	}
}

/** Ask for what does not exist, as fast as each connection takes it, and never read a reply. */
async function flood(count: number) {
	const requests = 'GET /x HTTP/1.1\r\nHost: miner\r\n\r\n'.repeat(2000);
	await keep(count, async socket => {
		socket.pause();
		while (socket.writable) {
			if (!socket.write(requests)) {
				await Promise.race([once(socket, 'drain'), once(socket, 'close')]);
			}
		}
	});
}

const attacks: Readonly<Record<string, () => Promise<void>>> = {
	async 'dripping-bodies'() {
		await keep(1100, async socket => {
			socket.write(await head(validator, body.length));
			await drip(socket, 'x', 500);
		});
	},
	async 'dripping-heads'() {
		await keep(1100, async socket => {
			socket.write(`POST ${path} HTTP/1.1\r\n`);
			await drip(socket, 'X-Drip: x\r\n', 500);
		});
	},
	async 'large-bodies'() {
		await keep(1000, async socket => {
			socket.write(await head(validator, 1_000_000));
			await drip(socket, 'x'.repeat(16_384), 100);
		});
	},
	async 'slow-bodies'() {
		await keep(1000, async socket => {
			socket.write(await head(validator, 65_000));
			await drip(socket, 'x'.repeat(7000), 100);
		});
	},
	async 'tiny-chunks'() {
		const chunks = '1\r\nx\r\n'.repeat(200);
		await keep(100, async socket => {
			const text = await signHead({path, body, receiver: miner.address, signer: validator});
			socket.write(`${text}Transfer-Encoding: chunked\r\n\r\n`);
			await drip(socket, chunks, 10);
		});
	},
	async 'non-readers'() {
		await keep(100, async socket => {
			socket.pause();
			while (socket.writable) {
				socket.write(`${await head(wild, body.length)}${body.toString()}`);
				await new Promise(setImmediate);
			}
		});
	},
	'few-unread-refusals': async () => flood(10),
	'unread-refusals': async () => flood(1000),
	async 'bad-signatures'() {
		// One signature of another body: the same request is bad again and again.
		const text = await head(validator, body.length, Buffer.from('another'));
		let current = text;
		setInterval(async () => {
			current = await head(validator, body.length, Buffer.from('another'));
		}, 2000);
		await keep(100, async socket =>
			request(socket, 20, async () => `${current}${body.toString()}`),
		);
	},
	async strangers() {
		let current = await head(stranger, body.length);
		setInterval(async () => {
			current = await head(stranger, body.length);
		}, 2000);
		await keep(100, async socket =>
			request(socket, 20, async () => `${current}${body.toString()}`),
		);
	},
};

await attacks[attack!]!();
