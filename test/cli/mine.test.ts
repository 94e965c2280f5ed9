import {mkdtemp, readdir} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {btop, parseOnly} from '../helpers/btop.ts';
import {type DevnetProcess, startDevnetProcess} from '../helpers/devnet-process.ts';
import {isGone, processesNaming} from '../helpers/processes.ts';

let devnet: DevnetProcess;
let home: string;
let env: Readonly<Record<string, string>>;

async function run(...argv: readonly string[]): Promise<Readonly<Record<string, any>>> {
	const ended = await btop([...argv, '--json'], {env});
	return {exit: ended.code, ...parseOnly(ended)};
}

const mine = ['mine', '--netuid', '3', '--port', '0', '--model', 'image-tiny'] as const;
/** A model of another task, which only the miner's own process finds out. */
const wrongModel = path.resolve('models/data-tiny.onnx');

beforeAll(async () => {
	devnet = await startDevnetProcess(['--bare']);
	home = await mkdtemp(path.join(tmpdir(), 'btop-mine-'));
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

	expect(ended).toMatchObject({code: 130, stderr: expect.stringMatching(/^btop: Interrupted$/mv)});
	const {ok, pid} = parseOnly(ended);
	expect([ok, await isGone(pid)]).toEqual([true, true]);
	expect(await processesNaming(home)).toEqual([]);
	expect(await run('status')).toMatchObject({miners: []});
});

test('one that ran before keeps its log when it cannot be started again', async () => {
	const before = await run('logs');
	expect(before.logs).toHaveLength(1);
	expect(await run(...mine, '--model', wrongModel, '--detach')).toMatchObject({
		error: {code: 'bad-model'},
	});

	expect(await run('logs')).toEqual(before);
});
