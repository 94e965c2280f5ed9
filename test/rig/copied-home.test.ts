import {execFileSync, spawn} from 'node:child_process';
import {once} from 'node:events';
import {readFile, rename, rm, writeFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {beforeEach, expect, onTestFinished, test} from 'vitest';
import {serveControl} from '../../src/miner/control/serve-control.ts';
import {findMinerProcess} from '../../src/rig/hung-miner.ts';
import {minerFiles} from '../../src/rig/miner-files.ts';
import {readMinerOptions, writeMinerOptions} from '../../src/rig/miner-options.ts';
import {findDevnet, findDevnetProcess} from '../../src/rig/network/devnet-record.ts';
import {ensureDevnet, stopDevnet} from '../../src/rig/network/devnet.ts';
import {restartMiner} from '../../src/rig/restart-miner.ts';
import {findRunningMiners} from '../../src/rig/running-miners.ts';
import {createStore} from '../../src/support/store.ts';
import {ensureDirectory} from '../../src/support/files/ensure-directory.ts';
import {type Home, identifyHome, resolveHome} from '../../src/support/home.ts';
import {isAlive} from '../../src/support/processes/process.ts';
import {btop, entry, parseOnly} from '../helpers/btop.ts';
import {createMinerOptions} from '../helpers/miner/miner-options.ts';
import {makeTemporaryFolder} from '../helpers/temporary-folder.ts';

const helper = fileURLToPath(new URL('../helpers/miner/socket-miner.ts', import.meta.url));
const {signal} = new AbortController();
const place = {network: 'local', netuid: 1};
const key = {...place, hotkey: '5F'};
let folder: string;
let home: Home;

beforeEach(async () => {
	folder = await makeTemporaryFolder('homes');
	home = resolveHome({directory: path.join(folder, 'original')});
	ensureDirectory(home.miners);
	ensureDirectory(home.devnet.directory);
});

/** Copy the home: its files, or hard links to them, which is also how its sockets can be shared. */
function copyHome(how: 'copy' | 'link'): Home {
	const directory = path.join(folder, how);
	execFileSync('cp', [how === 'link' ? '-al' : '-a', home.directory, directory]);
	return resolveHome({directory});
}

/** Start a miner of the home of which there is only the control socket. */
async function startMiner() {
	const {options, record, socket} = minerFiles(home, key);
	const id = identifyHome(home.directory)!;
	await writeMinerOptions(options, createMinerOptions({...place, home: id, ledger: home.ledger}));
	const child = spawn(process.execPath, [helper, socket, id, 'miner', options], {
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	onTestFinished(() => {
		child.kill('SIGKILL');
	});
	await once(child.stdout, 'data');
	await writeFile(record, `${JSON.stringify({ok: true, pid: child.pid, home: id})}\n`);
	return child.pid!;
}

test.each(['copy', 'link'] as const)(
	'the miner and the devnet of a home are not those of its %s, which stops neither',
	async how => {
		const miner = await startMiner();
		const command = [process.execPath, entry];
		const devnet = await ensureDevnet({home, command, args: ['--bare'], signal});
		onTestFinished(async () => {
			await stopDevnet(home, {signal});
		});
		const copy = copyHome(how);

		expect(await findRunningMiners(copy)).toEqual([]);
		expect(await findMinerProcess(minerFiles(copy, key))).toBeUndefined();
		expect(await findDevnet(copy, {signal})).toBeUndefined();
		expect(await findDevnetProcess(copy)).toBeUndefined();
		const ended = await btop(['stop', '--all', '--yes', '--home', copy.directory, '--json']);
		expect(parseOnly(ended)).toEqual({ok: true, stopped: []});
		expect([miner, devnet.pid].map(pid => isAlive(pid))).toEqual([true, true]);

		expect(await findDevnet(home, {signal})).toMatchObject({pid: devnet.pid});
		expect(await findMinerProcess(minerFiles(home, key))).toBe(miner);
		const [running] = await findRunningMiners(home);
		expect(running!.control!.hello.pid).toBe(miner);
		running!.control!.close();
	},
);

test('a home that was moved still knows what runs for it', async () => {
	const miner = await startMiner();
	const moved = resolveHome({directory: path.join(folder, 'moved')});
	await rename(home.directory, moved.directory);

	const [running] = await findRunningMiners(moved);
	expect(running!.control!.hello.pid).toBe(miner);
	running!.control!.close();
	await rm(minerFiles(moved, key).socket);
	expect(await findMinerProcess(minerFiles(moved, key))).toBe(miner);
});

test('a copy that takes the place of the original does not take its miner for its own', async () => {
	const miner = await startMiner();
	const copy = copyHome('copy');
	await rename(home.directory, path.join(folder, 'away'));
	await rename(copy.directory, home.directory);

	expect(await findRunningMiners(home)).toEqual([]);
	expect(await findMinerProcess(minerFiles(home, key))).toBeUndefined();
	expect(isAlive(miner)).toBe(true);
});

test('a miner of a copy takes its own place where a hard link to the socket of the original is', async () => {
	await startMiner();
	const copy = copyHome('link');
	const {socket} = minerFiles(copy, key);
	const control = await serveControl({
		socket,
		home: identifyHome(copy.directory),
		state: createStore({}),
		readLog: async () => [],
		onStop: () => undefined,
	});
	onTestFinished(control.close);

	const pids = await Promise.all(
		[home, copy].map(async each => {
			const [running] = await findRunningMiners(each);
			running!.control!.close();
			return running!.control!.hello.pid;
		}),
	);
	expect(pids[0]).not.toBe(process.pid);
	expect(pids[1]).toBe(process.pid);
});

test('a miner that is started again in a copy uses what lies there', async () => {
	const {options} = minerFiles(home, key);
	const inHome = (...names: readonly string[]) => path.join(home.directory, ...names);
	await writeMinerOptions(
		options,
		createMinerOptions({
			...place,
			home: identifyHome(home.directory),
			ledger: home.ledger,
			walletsDirectory: inHome('devnet', 'wallets'),
			model: {name: 'mine', path: inHome('models', 'mine.onnx'), format: 'tensor'},
		}),
	);
	const copy = copyHome('copy');
	const files = minerFiles(copy, key);
	const command = [process.execPath, '-e', String.raw`console.log("{\"ok\":true}")`, '--'];
	await restartMiner({files, home: copy, command, signal});

	expect(await readMinerOptions(files.options)).toEqual(
		createMinerOptions({
			...place,
			home: identifyHome(copy.directory),
			ledger: copy.ledger,
			socket: files.socket,
			log: files.log,
			walletsDirectory: copy.devnet.wallets,
			model: {
				name: 'mine',
				path: path.join(copy.directory, 'models', 'mine.onnx'),
				format: 'tensor',
			},
		}),
	);
	expect(await readFile(options, 'utf8')).toContain(home.ledger);
});
