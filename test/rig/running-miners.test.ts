import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {rm, symlink, writeFile} from 'node:fs/promises';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {beforeEach, expect, onTestFinished, test} from 'vitest';
import {findMinerProcess, MinerHungError} from '../../src/rig/hung-miner.ts';
import {followMiner} from '../../src/rig/live-miner.ts';
import {minerFiles} from '../../src/rig/miner-files.ts';
import {describeMiner} from '../../src/rig/miner-status.ts';
import {connectMiner, findRunningMiners, stopMiner} from '../../src/rig/running-miners.ts';
import {ensureDirectory} from '../../src/support/files/ensure-directory.ts';
import {type Home, identifyHome, resolveHome} from '../../src/support/home.ts';
import {isAlive} from '../../src/support/processes/process.ts';
import {btop, parseOnly} from '../helpers/btop.ts';
import {makeTemporaryFolder} from '../helpers/temporary-folder.ts';
import {until} from '../helpers/until.ts';

const helper = fileURLToPath(new URL('../helpers/miner/socket-miner.ts', import.meta.url));
const {signal} = new AbortController();
let home: Home;

beforeEach(async () => {
	home = resolveHome({directory: await makeTemporaryFolder('miners')});
	ensureDirectory(home.miners);
});

const files = () => minerFiles(home, {network: 'local', netuid: 1, hotkey: '5F'});

/** Start a miner of the home that is deaf to some ways of ending it. */
async function startMiner(...deafTo: readonly string[]) {
	const {options, record, socket} = files();
	await writeFile(options, '{}');
	const child = spawn(
		process.execPath,
		[helper, socket, identifyHome(home.directory)!, ...deafTo, 'miner', options],
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

test.each([
	['asking', [], 60_000],
	['SIGTERM', ['asking'], 2000],
	['SIGKILL', ['asking', 'SIGTERM'], 200],
])('a miner is ended by %s if it is deaf to %j', async (by, deafTo, timeout) => {
	const pid = await startMiner(...deafTo);
	const [miner] = await findRunningMiners(home);

	expect(await stopMiner(miner!, {timeout, signal})).toEqual({pid, by});
	expect(isAlive(pid)).toBe(false);
});

test('a miner whose control socket was removed is found by its record, and ended', async () => {
	const pid = await startMiner();
	await rm(files().socket);
	const [miner] = await findRunningMiners(home);
	expect(miner!.hung).toMatchObject({code: 'miner-cut-off', pid});
	expect(await describeMiner(miner!)).toMatchObject({phase: 'cut-off', pid});
	expect(miner!.hung!.message).toContain('control socket was removed');

	const {store, close} = followMiner(files(), {retryDelay: 20});
	await until(() => store.getSnapshot().link === 'silent');
	await stopMiner(miner!, {signal});
	expect(isAlive(pid)).toBe(false);
	await until(() => store.getSnapshot().link === 'gone');
	await close();
});

test('a miner that hangs is found by its record, and ended by its process', async () => {
	const pid = await startMiner();
	process.kill(pid, 'SIGSTOP');
	const [miner] = await findRunningMiners(home);
	expect(miner).toMatchObject({hung: {code: 'miner-hung', pid}});
	await expect(connectMiner(files())).rejects.toThrow(MinerHungError);

	expect(await stopMiner(miner!, {timeout: 200, signal})).toEqual({pid, by: 'SIGKILL'});
	expect(isAlive(pid)).toBe(false);
	expect(await findRunningMiners(home)).toEqual([]);
});

test('a process that only has the number of a miner that hangs is left alone', async () => {
	await startMiner();
	expect(await findMinerProcess(files())).toBeDefined();
	await writeFile(files().record, JSON.stringify({ok: true, pid: process.pid}));

	expect(await findMinerProcess(files())).toBeUndefined();
	const hung = new MinerHungError(files(), undefined);
	await expect(stopMiner({files: files(), hung}, {signal})).rejects.toBe(hung);
});

test('what cannot be stopped hides nothing that was', async () => {
	const pid = await startMiner();
	const {record} = home.devnet;
	ensureDirectory(home.devnet.directory);
	await symlink(record, record);

	const ended = await btop(['stop', '--all', '--home', home.directory, '--json']);
	expect(ended.code).toBe(1);
	expect(parseOnly(ended).error).toMatchObject({
		code: 'not-stopped',
		message: `\`${record}\` cannot be used: too many symbolic links encountered; process \`${pid}\` was stopped`,
	});
	expect(isAlive(pid)).toBe(false);
});
