import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import {rm, writeFile} from 'node:fs/promises';
import {type AddressInfo, createServer} from 'node:net';
import path from 'node:path';
import process from 'node:process';
import {afterAll, afterEach, beforeEach, expect, test} from 'vitest';
import type {Devnet} from '../../../src/devnet/devnet.ts';
import {DevnetSilentError, findDevnet} from '../../../src/rig/network/devnet-record.ts';
import {ensureDevnet, stopDevnet} from '../../../src/rig/network/devnet.ts';
import {ensureDirectory} from '../../../src/support/files/ensure-directory.ts';
import {type Home, resolveHome} from '../../../src/support/home.ts';
import {isAlive, waitUntilGone} from '../../../src/support/processes/process.ts';
import {entry} from '../../helpers/btop.ts';
import {startPlainDevnet} from '../../helpers/chain/plain-devnet.ts';
import {makeTemporaryFolder} from '../../helpers/temporary-folder.ts';

const {signal} = new AbortController();
const started: Home[] = [];
let home: Home;
let innocent: ChildProcess;
let other: Devnet | undefined;

beforeEach(async () => {
	home = resolveHome({directory: await makeTemporaryFolder('devnet')});
	ensureDirectory(home.devnet.directory);
	innocent = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
});

afterEach(async () => {
	innocent.kill('SIGKILL');
	await other?.close();
	other = undefined;
});

afterAll(async () => {
	await Promise.all(started.map(async each => stopDevnet(each, {signal})));
});

const ensure = async () => {
	started.push(home);
	return ensureDevnet({home, command: [process.execPath, entry], args: ['--bare'], signal});
};

const record = async (said: unknown) =>
	writeFile(home.devnet.record, typeof said === 'string' ? said : `${JSON.stringify(said)}\n`);

test('the devnet of a home is started once, found again, and stopped', async () => {
	const [first, second] = await Promise.all([ensure(), ensure()]);
	const {url, pid} = first;
	expect(second).toMatchObject({url, pid});
	expect([first, second].filter(devnet => devnet.started)).toHaveLength(1);
	expect(await findDevnet(home, {signal})).toMatchObject({url, pid});

	expect(await stopDevnet(home, {signal})).toEqual({pid, killed: false});
	expect(isAlive(pid)).toBe(false);
	expect(await stopDevnet(home, {signal})).toBeUndefined();
});

test('a devnet that was killed comes back on its port, and on a free one where that is taken', async () => {
	const {url, pid} = await ensure();
	process.kill(pid, 'SIGKILL');
	await waitUntilGone(pid, {timeout: 5000});
	const back = await ensure();
	expect(back).toMatchObject({url});
	expect(back.pid).not.toBe(pid);

	await stopDevnet(home, {signal});
	const server = createServer();
	server.listen(Number(new URL(url).port), '127.0.0.1');
	await once(server, 'listening');
	const elsewhere = await ensure();
	server.close();
	expect(elsewhere.url).not.toBe(url);
	await stopDevnet(home, {signal});
	expect(await ensure()).toMatchObject({url: elsewhere.url});
});

test('a devnet whose record is damaged or gone is found by its port, used and stopped', async () => {
	const {url, pid} = await ensure();
	await record('{"ok":true,"url":"ws://127');
	expect(await findDevnet(home, {signal})).toMatchObject({url, pid});
	await rm(home.devnet.record);
	const again = await ensure();
	expect(again).toMatchObject({url, pid});
	expect(again.started).toBeUndefined();

	await record('');
	expect(await stopDevnet(home, {signal})).toEqual({pid, killed: false});
	expect(isAlive(pid)).toBe(false);
});

test('a devnet of another home at the port of a home without a record is left alone', async () => {
	const {url, pid} = await ensure();
	const copy = resolveHome({directory: await makeTemporaryFolder('copy')});
	ensureDirectory(copy.devnet.state);
	await writeFile(path.join(copy.devnet.state, 'port'), new URL(url).port);

	expect(await stopDevnet(copy, {signal})).toBeUndefined();
	expect(isAlive(pid)).toBe(true);
});

test('a process that only has the number of a devnet is left alone, and a new devnet is started', async () => {
	await record({ok: true, url: 'ws://127.0.0.1:1', pid: innocent.pid});

	expect(await stopDevnet(home, {signal})).toBeUndefined();
	const {pid} = await ensure();
	expect(pid).not.toBe(innocent.pid);
	expect(isAlive(innocent.pid!)).toBe(true);
});

test('another devnet that has the address by now is left alone', async () => {
	other = await startPlainDevnet();
	await record({ok: true, url: other.url, pid: innocent.pid});

	expect(await stopDevnet(home, {signal})).toBeUndefined();
	expect(isAlive(innocent.pid!)).toBe(true);
	await record({ok: true, url: other.url, pid: process.pid});
	expect(await findDevnet(home, {signal})).toMatchObject({url: other.url, pid: process.pid});
});

test.each([
	['empty', ''],
	['cut off', '{"ok":true,"url":"ws://127'],
	['no JSON', 'Segmentation fault\n'],
	['a list', []],
	['nothing', null],
	['a failure', {ok: false, error: {code: 'port-taken', message: 'taken', fix: null}}],
	['without an address', {ok: true, pid: process.pid}],
	['with an address that is none', {ok: true, url: 'localhost', pid: process.pid}],
	['with a number that means many processes', {ok: true, url: 'ws://127.0.0.1:1', pid: -1}],
])('a record that is %s counts as no devnet', async (_case, said) => {
	await record(said);

	expect(await findDevnet(home, {signal})).toBeUndefined();
	expect(await stopDevnet(home, {signal})).toBeUndefined();
});

test('somebody who does not say who he is, is named and left alone', async () => {
	const server = createServer(socket => {
		socket.on('error', () => undefined);
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const {port} = server.address() as AddressInfo;
	const url = `ws://127.0.0.1:${port}`;
	await record({ok: true, url, pid: innocent.pid});

	const finding = findDevnet(home, {timeout: 200, signal});
	await expect(finding).rejects.toBeInstanceOf(DevnetSilentError);
	await expect(finding).rejects.toMatchObject({url, pid: innocent.pid});
	expect(isAlive(innocent.pid!)).toBe(true);
	server.close();
});
