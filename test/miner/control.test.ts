import {Buffer} from 'node:buffer';
import {existsSync} from 'node:fs';
import {mkdir, stat, writeFile} from 'node:fs/promises';
import {createConnection, createServer, type Socket} from 'node:net';
import path from 'node:path';
import process from 'node:process';
import {afterEach, beforeEach, expect, onTestFinished, test} from 'vitest';
import {connectControl} from '../../src/miner/control/connect-control.ts';
import {
	ControlGoneError,
	ControlLostError,
	ControlSilentError,
	ControlTakenError,
} from '../../src/miner/control/errors.ts';
import {type Control, serveControl} from '../../src/miner/control/serve-control.ts';
import {controlSocketPath} from '../../src/miner/control/socket-path.ts';
import {createStore} from '../../src/support/store.ts';
import {makeTemporaryFolder} from '../helpers/temporary-folder.ts';

let directory: string;
let file: string;
let control: Control | undefined;
let stopped: PromiseWithResolvers<void>;
const state = createStore<Readonly<Record<string, unknown>>>({answered: 0});
const device = createStore<unknown>({load: 0.5});

const serve = async () => {
	control = await serveControl({
		socket: file,
		state,
		readLog: async lines => ['one', 'two', 'three'].slice(-lines),
		onStop() {
			stopped.resolve();
		},
		topics: {device, none: createStore(undefined)},
		interval: 1,
	});
};

/** Listen at the miner's place as something else. */
async function listenAs(onCall: (socket: Socket) => void) {
	await mkdir(path.dirname(file), {recursive: true});
	const callers = new Set<Socket>();
	const server = createServer(socket => {
		callers.add(socket);
		socket.on('error', () => undefined);
		onCall(socket);
	});
	await new Promise<void>(resolve => {
		server.listen(file, resolve);
	});
	onTestFinished(() => {
		server.close();
		for (const caller of callers) {
			caller.destroy();
		}
	});
}

beforeEach(async () => {
	directory = await makeTemporaryFolder('control');
	file = path.join(directory, 'miners', 'control.sock');
	stopped = Promise.withResolvers();
	state.set({answered: 0});
});

afterEach(async () => {
	await control?.close();
	control = undefined;
});

test('only the owner may reach the socket', async () => {
	await serve();

	expect((await stat(file)).mode % 0o1000).toBe(0o600);
	expect((await stat(path.dirname(file))).mode % 0o1000).toBe(0o700);
});

test('the first reply tells the version, and the state comes whole with amounts as strings', async () => {
	await serve();
	state.set({answered: 3, earned: 7n});
	const client = await connectControl(file);

	expect(client.hello).toEqual({version: 1, pid: process.pid});
	expect(await client.status()).toEqual({answered: 3, earned: '7'});
	expect(await client.logs(2)).toEqual(['two', 'three']);
	client.close();
});

test('a subscriber gets the state at once and each newest one after', async () => {
	await serve();
	const client = await connectControl(file);
	const {promise, resolve} = Promise.withResolvers<void>();
	const seen: unknown[] = [];
	await client.subscribe(value => {
		seen.push(value);
		if (value.answered === 3) {
			resolve();
		}
	});
	for (const answered of [1, 2, 3]) {
		state.set({answered});
	}

	await promise;
	expect(seen).toEqual([{answered: 0}, {answered: 3}]);
	client.close();
});

test('topics come whole, each as it changes, and unknown ones not at all', async () => {
	await serve();
	const client = await connectControl(file);
	const {promise, resolve} = Promise.withResolvers<void>();
	const seen: unknown[] = [];
	await client.follow(['state', 'device', 'none', 'newer'], (topic, value) => {
		seen.push([topic, value]);
		if (seen.length === 3) {
			resolve();
		}
	});
	expect(seen).toEqual([
		['state', {answered: 0}],
		['device', {load: 0.5}],
	]);

	device.set({load: 1});
	await promise;
	expect(seen.at(-1)).toEqual(['device', {load: 1}]);
	client.close();
});

test('who asks it to stop gets an answer first', async () => {
	await serve();
	const client = await connectControl(file);
	await client.stop();
	await stopped.promise;
	await control?.close();
	await client.ended;

	expect(existsSync(file)).toBe(false);
	await expect(client.status()).rejects.toThrow(ControlLostError);
});

test('a socket that a dead miner left is replaced, that of a living one is not', async () => {
	await serve();
	await expect(serve()).rejects.toThrow(ControlTakenError);
	await control?.close();
	await mkdir(path.dirname(file), {recursive: true});
	await writeFile(file, '');
	await serve();

	expect((await connectControl(file)).hello.pid).toBe(process.pid);
});

test('the socket of one who takes calls and does not answer them is left alone', async () => {
	await listenAs(socket => {
		socket.destroy();
	});

	await expect(serve()).rejects.toMatchObject({name: 'ControlTakenError', pid: undefined});
	expect(existsSync(file)).toBe(true);
});

test('nobody there is an error that says so, and so is one who says nothing', async () => {
	await expect(connectControl(path.join(directory, 'none.sock'))).rejects.toThrow(ControlGoneError);
	await listenAs(() => undefined);

	await expect(connectControl(file, {patience: 50})).rejects.toThrow(ControlSilentError);
});

test('whoever waits for an answer is let go when he is told to', async () => {
	await listenAs(() => undefined);
	const controller = new AbortController();
	const connecting = connectControl(file, {signal: controller.signal});
	controller.abort();

	await expect(connecting).rejects.toThrow(ControlLostError);
});

test.each(['Segmentation fault', 'null', '7'])(
	'`%s` in place of a reply means that no miner is there',
	async said => {
		await listenAs(socket => {
			socket.once('data', () => {
				socket.write(`${said}\n`);
			});
		});

		await expect(connectControl(file)).rejects.toThrow(ControlLostError);
	},
);

test.each([
	['not JSON', -32_700],
	['{"id": 1, "method": "format-disk"}', -32_601],
	['{"id": 1}', -32_600],
	['{"id": 1, "method": "constructor"}', -32_601],
])('`%s` is answered with an error, and the next request as always', async (line, code) => {
	await serve();
	const socket = createConnection(file);
	socket.write(`${line}\n{"id": 2, "method": "hello"}\n`);
	let text = '';
	for await (const chunk of socket) {
		text += String(chunk);
		if (text.split('\n').length > 2) {
			break;
		}
	}

	const [first, second] = text
		.split('\n')
		.map(reply => (reply === '' ? undefined : JSON.parse(reply)));
	expect(first.error.code).toBe(code);
	expect(second).toMatchObject({id: 2, result: {version: 1}});
});

test('a path too long for a socket gets a short one of its own', () => {
	const long = path.join('/', 'very-long'.repeat(20));
	const short = controlSocketPath(long, 'rig');

	expect(Buffer.byteLength(short)).toBeLessThan(104);
	expect(short).not.toBe(controlSocketPath(long, 'other'));
	expect(controlSocketPath('/home/rig', 'a')).toBe('/home/rig/a.sock');
});
