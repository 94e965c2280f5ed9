import {Buffer} from 'node:buffer';
import {once} from 'node:events';
import {existsSync} from 'node:fs';
import {link, mkdir, stat, writeFile} from 'node:fs/promises';
import {createConnection, createServer, type Socket} from 'node:net';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {afterEach, beforeEach, expect, onTestFinished, test} from 'vitest';
import {connectControl} from '../../../src/miner/control/connect-control.ts';
import {
	ControlGoneError,
	ControlLostError,
	ControlSilentError,
	ControlTakenError,
	ControlVersionError,
} from '../../../src/miner/control/errors.ts';
import {
	type Control,
	type ControlOptions,
	serveControl,
} from '../../../src/miner/control/serve-control.ts';
import {controlSocketPath} from '../../../src/miner/control/socket-path.ts';
import {controlVersion} from '../../../src/miner/control/protocol.ts';
import type {MinerState} from '../../../src/miner/miner-state.ts';
import {topicSchemas} from '../../../src/miner/topics.ts';
import {createStore} from '../../../src/support/store.ts';
import {createLiveMiner} from '../../helpers/miner/live-miner.ts';
import {makeTemporaryFolder} from '../../helpers/temporary-folder.ts';

let directory: string;
let file: string;
let control: Control | undefined;
let stopped: PromiseWithResolvers<void>;
const miner = createLiveMiner();
const stateOf = (uptimeSeconds: number): MinerState => ({...miner.state!, uptimeSeconds});
const state = createStore(stateOf(0));
const device = createStore<unknown>(miner.device);

const serve = async (options: Partial<ControlOptions<MinerState>> = {}) => {
	control = await serveControl({
		socket: file,
		state,
		readLog: async lines => ['one', 'two', 'three'].slice(-lines),
		onStop() {
			stopped.resolve();
		},
		topics: {device, none: createStore(undefined)},
		interval: 1,
		...options,
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
	state.set(stateOf(0));
	device.set(miner.device);
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

test('the first reply tells the version, and the state comes whole', async () => {
	await serve();
	const client = await connectControl(file);

	expect(client.hello).toEqual({version: controlVersion, pid: process.pid});
	expect(await client.status()).toEqual(stateOf(0));
	expect(await client.logs(2)).toEqual(['two', 'three']);
	client.close();
});

test('every topic comes out as it went in', async () => {
	const {link: _, since, ...values} = miner;
	control = await serveControl({
		socket: file,
		state,
		readLog: async () => [],
		onStop: () => undefined,
		topics: Object.fromEntries(
			Object.entries(values).map(([name, value]) => [name, createStore<unknown>(value)]),
		),
	});
	const client = await connectControl(file);
	let heard = {};
	await client.follow(topics => {
		heard = {...heard, ...topics};
	});

	expect(heard).toEqual({...values, state: stateOf(0)});
	expect(Object.keys(heard).toSorted()).toEqual(Object.keys(topicSchemas).toSorted());
	client.close();
});

test('a subscriber gets the values at once, and each newest one after', async () => {
	await serve();
	const client = await connectControl(file);
	const {promise, resolve} = Promise.withResolvers<void>();
	const seen: unknown[] = [];
	await client.follow(values => {
		seen.push(values);
		if (values.state?.uptimeSeconds === 3) {
			resolve();
		}
	});
	expect(seen).toEqual([{state: stateOf(0), device: miner.device}]);

	for (const uptime of [1, 2, 3]) {
		state.set(stateOf(uptime));
	}

	await promise;
	expect(seen.slice(1)).toEqual([{state: stateOf(3)}]);
	client.close();
});

/** Ask as somebody who does not use our client, and give the replies. */
async function ask(requests: readonly string[], count = requests.length) {
	const socket = createConnection(file);
	socket.write(requests.map(request => `${request}\n`).join(''));
	let text = '';
	for await (const chunk of socket) {
		text += String(chunk);
		if (text.split('\n').length > count) {
			break;
		}
	}

	return text
		.split('\n')
		.slice(0, count)
		.map(reply => JSON.parse(reply));
}

test('without topics it is the state that is subscribed to, and unknown ones are passed over', async () => {
	await serve();
	const [alone, known] = await ask([
		'{"id": 1, "method": "subscribe"}',
		'{"id": 2, "method": "subscribe", "params": {"topics": ["device", "none", "newer"]}}',
	]);

	expect(alone.result.pid).toBe(miner.state!.pid);
	expect(alone.result.earnedAlpha).toBe(miner.state!.earnedAlpha!.toString());
	expect(Object.keys(known.result)).toEqual(['device']);
});

test.each([
	['older', 1, 'another version'],
	['newer', 99, 'a newer version'],
])('a miner of %s version is told of, and can be stopped', async (_, version, said) => {
	const asked: unknown[] = [];
	await listenAs(socket => {
		socket.on('data', data => {
			const {id, method} = JSON.parse(String(data));
			asked.push(method);
			socket.write(
				`${JSON.stringify({id, result: method === 'hello' ? {version, pid: 7, more: 1} : {}})}\n`,
			);
		});
	});
	const client = await connectControl(file);
	for (const call of [
		async () => client.status(),
		async () => client.logs(1),
		async () => client.follow(() => undefined),
	]) {
		await expect(call()).rejects.toMatchObject({
			name: 'ControlVersionError',
			code: 'other-version',
			pid: 7,
			message: expect.stringContaining(said),
			fix: expect.stringContaining('`btop stop`'),
		});
	}

	await client.stop();
	expect(asked).toEqual(['hello', 'stop']);
	client.close();
});

test('what is said in another form than this version knows is of another version', async () => {
	control = await serveControl({
		socket: file,
		state: createStore<unknown>({...stateOf(0), uid: 'twelve'}),
		readLog: async () => [],
		onStop: () => undefined,
		topics: {device},
		interval: 1,
	});
	const client = await connectControl(file);
	await expect(client.status()).rejects.toThrow(ControlVersionError);
	await expect(client.follow(() => undefined)).rejects.toThrow(ControlVersionError);
	client.close();
});

test('a value of another form ends the connection', async () => {
	await serve();
	const client = await connectControl(file);
	await client.follow(() => undefined);
	device.set({load: 'much'});
	await client.ended;

	await expect(client.status()).rejects.toThrow(ControlLostError);
});

test('one that does not read is answered once, not again and again', async () => {
	let answered = 0;
	control = await serveControl({
		socket: file,
		state,
		async readLog() {
			answered++;
			return Array.from({length: 1000}, () => 'x'.repeat(1000));
		},
		onStop: () => undefined,
	});
	const deaf = createConnection(file).pause();
	deaf.write('{"id": 1, "method": "logs"}\n'.repeat(1000));
	const {hello} = await connectControl(file);
	for (let turn = 0; turn < 100; turn++) {
		(await connectControl(file)).close();
	}

	expect(hello.pid).toBe(process.pid);
	expect(answered).toBeLessThan(5);

	let bytes = 0;
	for await (const chunk of deaf) {
		bytes += (chunk as Uint8Array).length;
		if (bytes > 20_000_000) {
			break;
		}
	}

	expect(answered).toBeGreaterThan(15);
});

test('the oldest of too many connections makes room', async () => {
	await serve();
	const idle = createConnection(file);
	const gone = once(idle, 'close');
	const clients = [];
	for (let count = 0; count < 64; count++) {
		clients.push(await connectControl(file));
	}

	await gone;
	expect(await clients.at(-1)!.status()).toEqual(stateOf(0));
	for (const client of clients) {
		client.close();
	}
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
	const taken = serve();
	await expect(taken).rejects.toThrow(ControlTakenError);
	await expect(taken).rejects.toMatchObject({
		code: 'exists',
		message: `A miner is already running as process ${process.pid} at \`${file}\``,
		fix: 'See `btop status`; `btop stop` stops it.',
	});
	await control?.close();
	await mkdir(path.dirname(file), {recursive: true});
	await writeFile(file, '');
	await serve();

	expect((await connectControl(file)).hello.pid).toBe(process.pid);
});

test('the socket of one who accepts connections but does not answer them is left alone', async () => {
	await listenAs(socket => {
		socket.destroy();
	});

	await expect(serve()).rejects.toMatchObject({
		name: 'ControlTakenError',
		pid: undefined,
		message: `A miner that does not answer is already running at \`${file}\``,
	});
	expect(existsSync(file)).toBe(true);
});

test('nobody there is an error that says so, and so is one who says nothing', async () => {
	const none = path.join(directory, 'none.sock');
	const gone = connectControl(none);
	await expect(gone).rejects.toThrow(ControlGoneError);
	await expect(gone).rejects.toMatchObject({
		code: 'miner-unreachable',
		message: `No miner answers at \`${none}\``,
		fix: 'See `btop logs` for why.',
		cause: {code: 'ENOENT'},
	});
	await listenAs(() => undefined);

	const silent = connectControl(file, {timeout: 50});
	await expect(silent).rejects.toThrow(ControlSilentError);
	await expect(silent).rejects.toThrow('accepts connections but does not answer');
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
	['null', -32_600],
	['[]', -32_600],
	['{"id": {}, "method": "hello"}', -32_600],
	['{"id": 1, "method": 7}', -32_600],
	['{"id": 1, "method": "constructor"}', -32_601],
])('`%s` is answered with an error, and the next request as always', async (line, code) => {
	await serve();
	const [first, second] = await ask([line, '{"id": 2, "method": "hello"}']);
	expect(first.error.code).toBe(code);
	expect(second).toMatchObject({id: 2, result: {version: controlVersion}});
});

test('the socket of another home, linked from a copy of it, is left to that one', async () => {
	await serve({home: 'original'});
	const original = control;
	const copy = path.join(directory, 'copy.sock');
	await link(file, copy);
	await expect(serve({socket: copy, home: 'original'})).rejects.toThrow(ControlTakenError);
	await expect(serve({socket: copy})).rejects.toThrow(ControlTakenError);
	await serve({socket: copy, home: 'copy'});

	expect((await connectControl(copy)).hello.home).toBe('copy');
	expect((await connectControl(file)).hello.home).toBe('original');
	await original?.close();
});

test('a method that fails says so, and the connection goes on', async () => {
	await serve({
		async readLog() {
			throw new Error('The disk is gone');
		},
	});
	const [first, second] = await ask([
		'{"id": 1, "method": "logs", "params": {"lines": 2}}',
		'{"id": 2, "method": "hello"}',
	]);
	expect(first).toMatchObject({id: 1, error: {code: -32_603}});
	expect(second).toMatchObject({id: 2, result: {version: controlVersion}});
});

test('closing leaves nothing behind but a folder that holds something else', async () => {
	await serve();
	await control?.close();
	expect(existsSync(path.dirname(file))).toBe(false);

	await serve();
	await writeFile(path.join(path.dirname(file), 'options.json'), '{}');
	await control?.close();
	expect(existsSync(file)).toBe(false);
	expect(existsSync(path.join(path.dirname(file), 'options.json'))).toBe(true);
});

test('a folder for the socket that others could enter is closed to them', async () => {
	await mkdir(path.dirname(file), {recursive: true, mode: 0o755});
	await serve();

	expect((await stat(path.dirname(file))).mode % 0o1000).toBe(0o700);
});

test('a path too long for a socket gets a short one of its own', () => {
	const long = path.join('/', 'very-long'.repeat(20));
	const short = controlSocketPath(long, 'rig');

	expect(Buffer.byteLength(short)).toBeLessThan(104);
	expect(short).not.toBe(controlSocketPath(long, 'other'));
	expect(path.dirname(path.dirname(short))).toBe(tmpdir());
	expect(short).toMatch(/\/btop-\d+-[\da-f]{24}\/control\.sock$/v);
	expect(controlSocketPath('/home/rig', 'a')).toBe('/home/rig/a.sock');
	const longest = path.join('/', 'x'.repeat(96), 'a.sock');
	expect(longest).toHaveLength(104);
	expect(controlSocketPath(`/${'x'.repeat(95)}`, 'a')).toBe(`/${'x'.repeat(95)}/a.sock`);
	expect(controlSocketPath(`/${'x'.repeat(96)}`, 'a')).not.toBe(longest);
});
