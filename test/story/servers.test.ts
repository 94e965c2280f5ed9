import {readdir, readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {btop, parseOnly} from '../helpers/btop.ts';
import {type DevnetProcess, startDevnetProcess} from '../helpers/chain/devnet-process.ts';
import {makeRegisteredHome} from '../helpers/miner/registered-home.ts';
import {type ServeProcess, startServeProcess} from '../helpers/openai/serve-process.ts';
import {makeTemporaryFolder} from '../helpers/temporary-folder.ts';
import {until} from '../helpers/until.ts';

const key = 'sk-never-told';
let devnet: DevnetProcess;
let serve: ServeProcess;
let keyFile: string;

beforeAll(async () => {
	keyFile = path.join(await makeTemporaryFolder('servers'), 'key');
	await writeFile(keyFile, `${key}\n`, {mode: 0o600});
	[devnet, serve] = await Promise.all([
		startDevnetProcess(),
		startServeProcess(['--model', 'text-tiny', '--device', 'cpu', '--key-file', keyFile]),
	]);
});

afterAll(async () => {
	serve?.kill('SIGTERM');
	await serve?.ended;
	expect(await devnet.stop()).toBe(0);
});

test('a subnet is mined through a server, whose key nobody sees', async () => {
	const {home, env, run} = await makeRegisteredHome(devnet, 1);
	const mine = ['mine', '--netuid', '1', '--port', '0', '--detach', '--engine'];
	const keyed = [...mine, serve.url, '--key-file', keyFile];
	expect((await run(...mine, serve.url)).error).toMatchObject({
		code: 'no-server',
		message: expect.stringContaining('key'),
	});
	expect(await run(...keyed)).toMatchObject({ok: true});

	let status: any;
	await until(
		async () => {
			[status] = (await run('status')).miners;
			return status.queries.answered > 0;
		},
		{interval: 500},
	);
	expect(status).toMatchObject({
		model: 'text-tiny',
		engine: 'OpenAI-compatible server',
		device: new URL(serve.url).host,
		memory_bytes: null,
		engine_notes: [expect.stringMatching(/under way, \d+ answered, 0 failed$/v)],
		problems: [],
	});
	expect((await btop(['status'], {env})).stdout).toContain('memory not known');

	// The same again is the miner that runs; another server is not.
	expect(await run(...keyed)).toMatchObject({pid: status.pid});
	expect((await run(...mine, 'http://127.0.0.1:9')).error.code).toBe('already-mining');

	for (const name of await readdir(home, {recursive: true})) {
		const text = await readFile(path.join(home, name), 'latin1').catch(() => '');
		expect(text, name).not.toContain(key);
	}

	for (const name of ['cmdline', 'environ']) {
		const text = await readFile(`/proc/${status.pid}/${name}`, 'latin1').catch(() => '');
		expect(text).not.toContain(key);
	}

	// It says so while the server is gone.
	serve.kill('SIGKILL');
	await until(async () => (await run('status')).miners[0].problems.length > 0, {interval: 200});
	expect((await run('status')).miners[0].problems[0]).toContain(new URL(serve.url).host);
	expect(await run('stop')).toMatchObject({ok: true});
});

test('servers are refused where they could not answer', async () => {
	const home = await makeTemporaryFolder('servers-image');
	const env = {BTOP_HOME: home, BT_NETWORK: devnet.url};
	const refuse = async (...words: readonly string[]) => {
		const {error} = parseOnly(await btop(['mine', '--json', ...words], {env}));
		return `${error.code}: ${error.message}`;
	};

	expect(await refuse('--key-file', keyFile)).toMatch(/^usage: .*--engine/v);
	expect(await refuse('--engine', 'http://a', '--device', 'cpu')).toMatch(/^usage: .*--device/v);
	expect(await refuse('--engine', 'http://a:hunter2@b')).toMatch(/^usage: .*password/v);
	expect(await refuse('--engine', 'http://a', '--key-file', '/nowhere')).toMatch(/^bad-path: /v);
});
