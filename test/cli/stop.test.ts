import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {rm, writeFile} from 'node:fs/promises';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {beforeEach, expect, onTestFinished, test} from 'vitest';
import * as stop from '../../src/cli/stop.ts';
import {minerFiles} from '../../src/rig/miner-files.ts';
import {ensureDirectory} from '../../src/support/files/ensure-directory.ts';
import {identifyHome, resolveHome} from '../../src/support/home.ts';
import {isAlive} from '../../src/support/processes/process.ts';
import {captureCommand} from '../helpers/capture-command.ts';
import {makeTemporaryFolder} from '../helpers/temporary-folder.ts';

const helper = fileURLToPath(new URL('../helpers/miner/socket-miner.ts', import.meta.url));
let directory: string;
let pids: readonly number[];

async function startMiner(netuid: number) {
	const home = resolveHome({directory});
	const {options, record, socket} = minerFiles(home, {network: 'local', netuid, hotkey: '5F'});
	await writeFile(options, '{}');
	const child = spawn(
		process.execPath,
		[helper, socket, identifyHome(directory)!, 'miner', options],
		{
			stdio: ['ignore', 'pipe', 'inherit'],
		},
	);
	await writeFile(record, `${JSON.stringify({ok: true, pid: child.pid})}\n`);
	onTestFinished(() => {
		child.kill('SIGKILL');
	});
	await once(child.stdout, 'data');
	return child.pid!;
}

beforeEach(async () => {
	directory = await makeTemporaryFolder('stop');
	ensureDirectory(resolveHome({directory}).miners);
	pids = await Promise.all([startMiner(3), startMiner(4)]);
});

const areAlive = () => pids.map(pid => isAlive(pid));

async function run(argv: readonly string[], typed?: string) {
	return captureCommand(stop, ['--home', directory, ...argv], {typed});
}

test('the miner that is named is stopped, and no other', async () => {
	const {stdout} = await run(['4', '--json']);

	expect(JSON.parse(stdout)).toEqual({ok: true, stopped: [pids[1]]});
	expect(areAlive()).toEqual([true, false]);
});

test('a script that names none stops all', async () => {
	const {stdout} = await run(['--json']);

	expect(JSON.parse(stdout).stopped).toEqual(pids);
	expect(areAlive()).toEqual([false, false]);
});

test('a miner whose control socket was removed is not said to have hung', async () => {
	const {socket} = minerFiles(resolveHome({directory}), {
		network: 'local',
		netuid: 4,
		hotkey: '5F',
	});
	await rm(socket);
	const {stdout} = await run(['4']);

	expect(stdout).toBe(
		`Stopped the miner local-4-5F, process ${pids[1]}, with SIGTERM: its control socket was removed\n`,
	);
	expect(areAlive()).toEqual([true, false]);
});

test('at a terminal it is asked before several are stopped, and no stops none', async () => {
	await expect(run([], 'n\r')).rejects.toMatchObject({
		code: 'declined',
		fix: expect.stringContaining(`\`btop stop local-3-5F --home ${directory}\``),
	});
	expect(areAlive()).toEqual([true, true]);

	const {stderr} = await run([], 'y\r');
	expect(stderr).toContain('local-3-5F\nlocal-4-5F\n');
	expect(stderr).toContain('Stop both miners? [y/N] ');
	expect(areAlive()).toEqual([false, false]);
});

test('more than two are counted in the question', async () => {
	pids = [...pids, await startMiner(5)];
	const {stderr} = await run([], 'y\r');
	expect(stderr).toContain('Stop all 3 miners? [y/N] ');
	expect(areAlive()).toEqual([false, false, false]);
});

test('at a terminal one alone is stopped unasked, and with `--yes` several are', async () => {
	await run(['3'], '');
	await run([], '');
	expect(areAlive()).toEqual([false, false]);

	pids = await Promise.all([startMiner(3), startMiner(4)]);
	await run(['--yes'], '');
	expect(areAlive()).toEqual([false, false]);
});

test('a name of nobody stops nothing, and neither do a name and `--all` together', async () => {
	await expect(run(['3', '99'])).rejects.toMatchObject({code: 'no-such-miner'});
	await expect(run(['3', '--all'])).rejects.toMatchObject({code: 'usage'});

	expect(areAlive()).toEqual([true, true]);
});
