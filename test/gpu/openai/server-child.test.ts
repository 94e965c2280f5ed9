import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {queryObjects} from 'node:v8';
import {expect, onTestFinished, test} from 'vitest';
import {NoServerError} from '../../../src/gpu/errors.ts';
import {environmentForServer} from '../../../src/gpu/openai/child/environment.ts';
import {findLackOfMemory} from '../../../src/gpu/openai/child/free-memory.ts';
import {createServerChild} from '../../../src/gpu/openai/child/server-child.ts';
import {readEngineFile} from '../../../src/gpu/openai/engine-file.ts';
import type {OpenAiServer} from '../../../src/gpu/openai/server-options.ts';
import {systemClock} from '../../../src/support/clock.ts';
import {
	closeAfterEach,
	openEngine,
	openServer,
	runText,
	toWork,
} from '../../helpers/openai/open-engine.ts';
import {findFreePort} from '../../helpers/openai/free-port.ts';
import {isGone} from '../../helpers/processes.ts';
import {makeTemporaryFolder} from '../../helpers/temporary-folder.ts';
import {until} from '../../helpers/until.ts';

closeAfterEach();

const program = path.resolve('test/helpers/openai/child-server.ts');

/** A server of ours, and the file in which each start of it leaves a line with its PID and that of its helper. */
async function toServer(how: string, fields: Partial<OpenAiServer> = {}) {
	const port = await findFreePort();
	const pids = path.join(await makeTemporaryFolder('child'), 'pids');
	const server: OpenAiServer = {
		url: `http://127.0.0.1:${port}`,
		command: [process.execPath, program, String(port), pids, how],
		...fields,
	};
	const readPids = async () => {
		const text = await readFile(pids, 'utf8').catch(() => '');
		return text.trim().split(/\s/v).filter(Boolean).map(Number);
	};

	return {server, readPids};
}

test('a server of ours is started, answers, and ends with the engine, helpers too', async () => {
	const {server, readPids} = await toServer('serve');
	const engine = await openEngine([server]);
	expect((await runText(engine, toWork(3))).text).toBe(' one two three');
	const [pid, helper] = await readPids();
	await engine.close();

	expect(await isGone(pid!)).toBe(true);
	expect(await isGone(helper!)).toBe(true);
});

test('one that is killed is started again, and texts go on', async () => {
	const {server, readPids} = await toServer('serve');
	const engine = await openEngine([server]);
	const [pid, helper] = await readPids();
	process.kill(pid!, 'SIGKILL');
	const {text} = await runText(engine, toWork(3));

	expect(text).toBe(' one two three');
	expect(engine.restarts()).toBe(1);
	expect(await isGone(helper!)).toBe(true);
	expect(engine.problem.getSnapshot()).toBeUndefined();
});

test('one that dies is told with its last words, and no secrets', async () => {
	const folder = await makeTemporaryFolder('child');
	const keyFile = path.join(folder, 'key');
	await writeFile(keyFile, 'key-of-nobody\n', {mode: 0o600});
	const {server} = await toServer('die', {keyFile});
	const failure = await openEngine([server]).catch((error: unknown) => error);

	expect(failure).toBeInstanceOf(NoServerError);
	expect(failure).toMatchObject({
		message: expect.stringMatching(/ended with exit code `3`: .*CUDA out of memory.*…/v),
	});
	expect((failure as Error).message).not.toMatch(/key-of-nobody|sk-12345678|hunter2/v);
});

test('being examined again and again leaves nothing behind', async () => {
	const {server} = await toServer('serve');
	const child = createServerChild({
		...server,
		command: server.command!,
		onDeath: () => undefined,
		clock: systemClock,
	});
	onTestFinished(child.close);
	const {signal} = new AbortController();
	const examine = async () => child.examine(async () => undefined, signal);
	await examine();
	const countControllers = () => queryObjects(AbortController, {format: 'count'});
	const before = countControllers();
	for (let count = 0; count < 50; count++) {
		await examine();
	}

	expect(countControllers() - before).toBeLessThan(10);
});

test('after five quick deaths it stays down and says why', async () => {
	const {server, readPids} = await toServer('die-later');
	const other = await openServer();
	const clock = {
		...systemClock,
		after: (delay: number, callback: () => void) => systemClock.after(delay / 50, callback),
	};
	const engine = await openEngine([server, {url: other.url}], {clock});
	await until(() => engine.info().notes.some(note => note.includes('stays down')), {interval: 100});

	expect(engine.restarts()).toBe(4);
	expect((await readPids()).length).toBe(10);
	expect(engine.info().notes.find(note => note.includes('stays down'))).toMatch(
		/it died 5 times in a row.*ended with exit code `4`/v,
	);
	// The other answers meanwhile.
	expect((await runText(engine, toWork(2))).text).toBe(' one two');
});

test('one that never answers is ended in time', async () => {
	const {server, readPids} = await toServer('silent', {startTimeout: 0.01});
	const failure = await openEngine([server]).catch((error: unknown) => error);

	expect((failure as Error).message).toContain('did not answer within 0.01 minutes');
	for (const pid of await readPids()) {
		expect(await isGone(pid)).toBe(true);
	}
});

test('one whose port is taken is refused', async () => {
	const {url} = await openServer();
	const {server, readPids} = await toServer('serve', {url});

	await expect(openEngine([server])).rejects.toThrow('is there already');
	expect(await readPids()).toEqual([]);
});

test('a program that is missing is named before anything is started', async () => {
	const cwd = await makeTemporaryFolder('program');
	await writeFile(path.join(cwd, 'text'), '');
	const refuse = async (fields: Partial<OpenAiServer>) => {
		const {server} = await toServer('serve', fields);
		return (await openEngine([server]).catch((error: unknown) => error)) as Error;
	};

	const nowhere = await refuse({command: ['no-such-program', 'serve']});
	expect(nowhere).toBeInstanceOf(NoServerError);
	expect(nowhere.message).toContain(
		'could not be started: the program `no-such-program` was not found on the PATH; install it, or give its whole path in `command`',
	);
	expect((await refuse({command: ['./vllm'], cwd})).message).toContain(
		`there is no program \`${cwd}/vllm\``,
	);
	expect((await refuse({command: ['./text'], cwd})).message).toContain(
		`\`${cwd}/text\` is not executable`,
	);
	expect((await refuse({command: ['/tmp']})).message).toContain('there is no program `/tmp`');
	const absent = `${cwd}/absent`;
	expect((await refuse({cwd: absent})).message).toContain(`there is no folder \`${absent}\``);
});

test('a program is found from its folder, as one on the PATH is', async () => {
	const cwd = await makeTemporaryFolder('program');
	const port = await findFreePort();
	const script = `#!/bin/sh\nexec '${process.execPath}' '${program}' ${port} '${cwd}/pids' serve\n`;
	await writeFile(path.join(cwd, 'serve'), script, {mode: 0o700});
	const url = `http://127.0.0.1:${port}`;
	for (const command of [['./serve'], ['sh', './serve']]) {
		const engine = await openEngine([{url, command, cwd}]);
		expect((await runText(engine, toWork(1))).text).toBe(' one');
		await engine.close();
	}
});

test('when the process that started it is killed, nothing of it stays', async () => {
	const {server, readPids} = await toServer('serve');
	const script = path.resolve('test/helpers/openai/engine-owner.ts');
	const owner = spawn(process.execPath, [script, JSON.stringify([server])], {
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	await once(owner.stdout, 'data');
	owner.kill('SIGKILL');

	for (const pid of await readPids()) {
		await until(async () => isGone(pid));
	}
});

test('memory that a card lacks is told before it is started', async () => {
	const smi = ['sh', '-c', 'echo "0, GPU-a, 81000"; echo "1, GPU-b, 2048"'];
	const find = async (needed: number, cards?: readonly number[], env = {}) =>
		findLackOfMemory({needed, cards, env, smi});

	expect(await find(20)).toBeUndefined();
	expect(await find(20, [0, 1])).toBe(
		'needs 20 GiB on card 1, which has 2.0 GiB free; end what uses it, or name another in `cards`',
	);
	expect(await find(20, undefined, {CUDA_VISIBLE_DEVICES: '1'})).toContain('on card 1');
	expect(await find(2, [1])).toBeUndefined();
	expect(await find(1, [2])).toContain('card 2, which `nvidia-smi` does not show');
	const {server, readPids} = await toServer('serve', {needsMemory: 9999});
	await expect(openEngine([server])).rejects.toThrow('needs 9999 GiB');
	expect(await readPids()).toEqual([]);
});

test('a server gets no secrets but those it was promised', () => {
	const env = {PATH: '/bin', HF_TOKEN: 'a', OPENAI_API_KEY: 'b', BT_WALLET_PASSWORD: 'c'};

	expect(environmentForServer({env})).toEqual({PATH: '/bin'});
	expect(environmentForServer({env, names: ['HF_TOKEN'], cards: [1, 2]})).toEqual({
		PATH: '/bin',
		HF_TOKEN: 'a',
		CUDA_DEVICE_ORDER: 'PCI_BUS_ID',
		CUDA_VISIBLE_DEVICES: '1,2',
	});
});

test('a file says how to start servers, from its own folder, and with no key among the arguments', async () => {
	const folder = await makeTemporaryFolder('child');
	const file = path.join(folder, 'servers.json');
	const read = async (fields: Partial<OpenAiServer>) => {
		await writeFile(file, JSON.stringify({servers: [{url: 'http://127.0.0.1:8000', ...fields}]}));
		return readEngineFile(file);
	};

	const command = ['./serve', '--port', '8000'];
	expect(await read({command, startTimeout: 15})).toMatchObject([{command, cwd: folder}]);
	expect(await read({command, cwd: 'vllm'})).toMatchObject([{cwd: path.join(folder, 'vllm')}]);
	expect(await read({})).toEqual([{url: 'http://127.0.0.1:8000'}]);
	for (const word of ['--api-key', '--api_key=sk-1', '--hf-token']) {
		await expect(read({command: [...command, word]})).rejects.toThrow('read it from a file');
	}

	await expect(read({command: []})).rejects.toThrow('must be of a length >=1, not 0');
	await writeFile(file, '{"servers": [');
	await expect(readEngineFile(file)).rejects.toThrow('it is not JSON');
	await writeFile(file, '{"servers": []}');
	await expect(readEngineFile(file)).rejects.toThrow('`servers.0` is missing');
});

test('an engine that is called off while it starts leaves nothing', async () => {
	const {server, readPids} = await toServer('silent');
	const controller = new AbortController();
	const starting = openEngine([server], {signal: controller.signal});
	await until(async () => (await readPids()).length === 2, {interval: 20});
	controller.abort();

	await expect(starting).rejects.toThrow();
	for (const pid of await readPids()) {
		expect(await isGone(pid)).toBe(true);
	}
});
