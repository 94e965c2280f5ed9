import {readdir, readFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {listMinerFiles} from '../../src/rig/miner-files.ts';
import {restartMiner} from '../../src/rig/restart-miner.ts';
import {resolveHome} from '../../src/support/home.ts';
import {btop, entry, parseOnly} from '../helpers/btop.ts';
import {type DevnetProcess, startDevnetProcess} from '../helpers/chain/devnet-process.ts';
import {startFrailNetwork} from '../helpers/chain/frail-network.ts';
import {isGone, processesNaming} from '../helpers/processes.ts';
import {makeTemporaryFolder} from '../helpers/temporary-folder.ts';

let devnet: DevnetProcess;
let home: string;
let env: Readonly<Record<string, string>>;

async function run(...argv: readonly string[]): Promise<Readonly<Record<string, any>>> {
	const ended = await btop([...argv, '--json'], {env});
	return {exit: ended.code, ...parseOnly(ended)};
}

const mine = ['mine', '--netuid', '3', '--port', '0', '--model', 'image-tiny'] as const;
/** A model of another task, which only the miner's own process finds out. */
const wrongModel = path.resolve('models/data-tiny/series.onnx');

beforeAll(async () => {
	devnet = await startDevnetProcess(['--bare']);
	home = await makeTemporaryFolder('mine');
	env = {BTOP_HOME: home, BT_NETWORK: devnet.url, BT_WALLET_PATH: path.join(home, 'wallets')};
	for (const argv of [
		['wallet', 'new', '--plain', '--mnemonic-file', path.join(home, 'words')],
		['wallet', 'faucet'],
		['register', '--netuid', '3', '--yes'],
	]) {
		expect(await run(...argv)).toMatchObject({ok: true});
	}
}, 120_000);

afterAll(async () => {
	await run('stop');
	expect(await devnet.stop()).toBe(0);
});

test('a miner that never came to be is not listed, and leaves no file', async () => {
	expect(await run(...mine, '--model', wrongModel, '--detach')).toMatchObject({
		exit: 1,
		error: {code: 'bad-model'},
	});
	expect(await run('logs')).toMatchObject({ok: true, logs: []});
	expect(await readdir(path.join(home, 'miners'))).toEqual([]);
});

test('Ctrl-C ends a miner in the foreground, whole, and is told by the exit code', async () => {
	const ended = await btop([...mine, '--json'], {
		env,
		onStart(child) {
			child.stdout!.once('data', () => {
				child.kill('SIGINT');
			});
		},
	});

	expect(ended).toMatchObject({code: 130, stderr: expect.stringMatching(/\nStopped\n$/v)});
	expect(ended.stderr).not.toContain('btop: ');
	const {ok, pid} = parseOnly(ended);
	expect([ok, await isGone(pid)]).toEqual([true, true]);
	expect(await processesNaming(home)).toEqual([]);
	expect(await run('status')).toMatchObject({miners: []});
});

test('`btop stop` elsewhere ends a miner in the foreground without a complaint', async () => {
	const ended = await btop([...mine, '--yes', '--json'], {
		env,
		onStart(child) {
			child.stdout!.once('data', () => {
				void run('stop');
			});
		},
	});

	expect(ended.code).toBe(0);
	expect(ended.stderr).toMatch(/The miner was stopped\.\n$/v);
});

test('a miner in the foreground that is killed has failed', async () => {
	const ended = await btop([...mine, '--json'], {
		env,
		onStart(child) {
			child.stdout!.once('data', (line: string) => {
				const {pid} = JSON.parse(line) as {readonly pid: number};
				process.kill(pid, 'SIGKILL');
			});
		},
	});

	expect(ended).toMatchObject({code: 1, stderr: expect.stringContaining('The miner failed')});
});

test('one that ran before keeps its log when it cannot be started again', async () => {
	const before = await run('logs');
	expect(before.logs).toHaveLength(1);
	expect(await run(...mine, '--model', wrongModel, '--detach')).toMatchObject({
		error: {code: 'bad-model'},
	});

	expect(await run('logs')).toEqual(before);
});

test('a miner that runs is left as it is, and other choices than its own are refused', async () => {
	const started = await run(...mine, '--detach');
	expect(started).toMatchObject({ok: true});
	const {signed} = await run('earnings', '--signed');
	expect(signed[0]).toMatchObject({
		call: 'SubtensorModule.serve_axon',
		outcome: 'included',
		block: expect.any(Number),
	});
	const {pid, address} = started;

	for (const argv of [mine, ['mine', '--netuid', '3', '--detach']]) {
		expect(await run(...argv)).toMatchObject({ok: true, pid, address});
	}

	const refused = await run(...mine, '--model', 'image-small', '--detach');
	expect(refused).toMatchObject({
		exit: 1,
		error: {
			code: 'already-mining',
			message: `A miner of this hotkey is already running as process \`${pid}\`, with the model \`image-tiny\` rather than the model \`image-small\``,
			fix: expect.stringMatching(/`btop stop \S+-3-\w{12} --home \S+`/v),
		},
	});
	const others = ['--port', '1234', '--device', 'cpu', '--bind', '127.0.0.3'];
	const external = ['--external-ip', '127.0.0.4', '--external-port', '1235'];
	const {error} = await run(...mine, ...others, ...external);
	expect(error.message).toContain(
		`with the port \`${address.split(':', 2)[1]}\`, the device \`auto\`, the address \`127.0.0.2\`, the external address \`127.0.0.2\`, the external port \`none\` rather than the port \`1234\``,
	);
	expect(await run('status')).toMatchObject({miners: [{pid, model: 'image-tiny'}]});
	expect(await run('stop')).toMatchObject({stopped: [pid]});
});

test('a chain is the same under another address, and one miner of a hotkey is enough', async () => {
	const {pid, address} = await run(...mine, '--detach');
	const network = await startFrailNetwork(devnet.url);
	try {
		const alias = ['-n', network.url];
		const joined = await btop([...mine, ...alias, '--detach'], {env});
		expect(joined).toMatchObject({
			code: 0,
			stdout: expect.stringContaining(
				`process ${pid} already serves image-tiny at ${address}; it calls this chain \`${devnet.url}\``,
			),
		});
		const other = await run(...mine, ...alias, '--model', 'image-small', '--detach');
		expect(other).toMatchObject({exit: 1, error: {code: 'already-mining'}});

		expect(await run('stop')).toMatchObject({stopped: [pid]});
		const {pid: twin} = await run(...mine, ...alias, '--detach');
		const resolved = resolveHome({directory: home});
		const files = (await listMinerFiles(resolved)).find(({name}) =>
			name.includes(new URL(devnet.url).port),
		)!;
		const command = [process.execPath, entry];
		const {signal} = new AbortController();
		await expect(restartMiner({files, home: resolved, command, signal})).rejects.toMatchObject({
			code: 'exists',
			pid: twin,
		});
		expect(await run('stop')).toMatchObject({stopped: [twin]});
	} finally {
		await network.close();
	}
});

test('of two commands at once one starts the miner, and both tell of it', async () => {
	const [one, other] = await Promise.all([run(...mine, '--detach'), run(...mine, '--detach')]);
	expect([one, other]).toMatchObject([
		{exit: 0, ok: true},
		{exit: 0, ok: true, pid: one.pid, address: one.address},
	]);

	const files = await readdir(path.join(home, 'miners'));
	const {port} = new URL(devnet.url);
	const record = files.find(name => name.includes(port) && /(?<!options)\.json$/v.test(name));
	expect(JSON.parse(await readFile(path.join(home, 'miners', record!), 'utf8'))).toMatchObject({
		pid: one.pid,
	});
	expect(await run('stop')).toMatchObject({stopped: [one.pid]});
});

test('a miner that hangs is told of, and ended by its process', async () => {
	const {pid} = await run(...mine, '--detach');
	process.kill(pid, 'SIGSTOP');
	const [status, refused] = await Promise.all([run('status'), run(...mine, '--detach')]);
	expect(status).toMatchObject({
		exit: 0,
		miners: [{phase: 'hung', pid, netuid: 3, model: 'image-tiny', error: {code: 'miner-hung'}}],
	});
	expect(refused).toMatchObject({
		exit: 1,
		error: {code: 'miner-hung', message: expect.stringContaining(String(pid))},
	});

	expect(await run('stop')).toMatchObject({ok: true, stopped: [pid]});
	expect(await isGone(pid)).toBe(true);
	expect(await run('status')).toMatchObject({miners: []});
});

test('a model that was put in use meanwhile is what the miner serves, and no other choice', async () => {
	const {pid} = await run('mine', '--netuid', '3', '--port', '0', '--detach');
	expect(await run('models', 'use', 'image', 'image-small')).toMatchObject({ok: true});

	expect(await run('mine', '--netuid', '3', '--detach')).toMatchObject({ok: true, pid});
	expect(await run('mine', '--netuid', '3', '--model', 'image-tiny', '--detach')).toMatchObject({
		error: {code: 'already-mining'},
	});
	expect(await run('stop')).toMatchObject({stopped: [pid]});
});

test('a model that a miner answers with is neither removed nor tried beside itself', async () => {
	const file = path.resolve('models/image-tiny');
	expect(await run('models', 'add', file, '--task', 'image', '--name', 'mine')).toMatchObject({
		ok: true,
	});
	expect(await run(...mine, '--model', 'mine', '--detach')).toMatchObject({ok: true});

	expect(await run('models', 'remove', 'mine')).toMatchObject({
		exit: 1,
		error: {code: 'model-in-use', fix: expect.stringContaining('btop models use image')},
	});
	expect(await run('models', 'use', 'image', 'mine', '--canary', '10%')).toMatchObject({
		exit: 1,
		error: {code: 'same-model', message: expect.stringContaining('is the one in use')},
	});
	expect(await run('models', 'use', 'image', 'image-base')).toMatchObject({ok: true});
	expect(await run('models', 'remove', 'mine')).toMatchObject({ok: true});
	expect(await run('stop')).toMatchObject({ok: true});
});
