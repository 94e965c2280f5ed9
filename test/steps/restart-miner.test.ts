import {mkdtemp, rm} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {expect, onTestFinished, test, vi} from 'vitest';
import {stopDevnet} from '../../src/steps/devnet.ts';
import {followMiner} from '../../src/steps/live-miner.ts';
import {listMinerFiles} from '../../src/steps/miner-files.ts';
import {restartMiner} from '../../src/steps/restart-miner.ts';
import {resolveHome} from '../../src/support/home.ts';
import {btop, entry, parseOnly} from '../helpers/btop.ts';

test(
	'a miner that was killed is started again as it was, on a devnet that came back elsewhere',
	{timeout: 120_000},
	async () => {
		const directory = await mkdtemp(path.join(os.tmpdir(), 'btop-restart-'));
		const run = async (...argv: readonly string[]) =>
			parseOnly(await btop([...argv, '--json'], {env: {BTOP_HOME: directory}}));
		onTestFinished(async () => {
			await run('stop', '--all');
			await rm(directory, {recursive: true});
		});
		await run('wallet', 'new', '--plain', '--mnemonic-file', path.join(directory, 'words'));
		await run('wallet', 'faucet');
		await run('register', '--netuid', '3', '--yes');
		const {pid, uid} = await run('mine', '--netuid', '3', '--port', '0', '--detach');

		const home = resolveHome({directory});
		const [files] = await listMinerFiles(home);
		const {store, close} = followMiner(files!, {retryDelay: 50});
		onTestFinished(close);
		await vi.waitUntil(() => store.getSnapshot().subnet, {timeout: 20_000});
		process.kill(pid, 'SIGKILL');
		await vi.waitUntil(() => store.getSnapshot().link === 'gone', {timeout: 20_000});
		expect(store.getSnapshot().state).toMatchObject({pid, uid});
		const {signal} = new AbortController();
		await stopDevnet(home, {signal});

		const command = [process.execPath, entry];
		const miner = await restartMiner({files: files!, home, command, signal});
		expect(miner.pid).not.toBe(pid);
		await vi.waitUntil(() => store.getSnapshot().state?.pid === miner.pid, {timeout: 20_000});
		expect(store.getSnapshot()).toMatchObject({link: 'live', state: {netuid: 3}});
		await expect(restartMiner({files: files!, home, command, signal})).rejects.toMatchObject({
			code: 'exists',
		});
	},
);
