import {once} from 'node:events';
import {mkdtemp, rm} from 'node:fs/promises';
import {createServer} from 'node:net';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {expect, onTestFinished, test} from 'vitest';
import {findDevnet} from '../../src/rig/network/devnet-record.ts';
import {stopDevnet} from '../../src/rig/network/devnet.ts';
import {followMiner} from '../../src/rig/live-miner.ts';
import {listMinerFiles} from '../../src/rig/miner-files.ts';
import {restartMiner} from '../../src/rig/restart-miner.ts';
import {resolveHome} from '../../src/support/home.ts';
import {btop, entry, parseOnly} from '../helpers/btop.ts';
import {until} from '../helpers/until.ts';

test('a miner goes on when its devnet comes back; one that was killed is started again as it was, even on a devnet elsewhere', async () => {
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
	await until(() => store.getSnapshot().subnet);

	const {signal} = new AbortController();
	const devnet = await findDevnet(home, {signal});
	process.kill(devnet!.pid, 'SIGKILL');
	await until(() => store.getSnapshot().state?.chain.state === 'disconnected');
	const {subnet: before} = store.getSnapshot();
	await run('subnets');
	await until(() => store.getSnapshot().subnet!.block > before!.block);
	expect(store.getSnapshot()).toMatchObject({
		link: 'live',
		state: {pid, uid, phase: 'serving', chain: {state: 'connected', url: devnet!.url}},
	});

	process.kill(pid, 'SIGKILL');
	await until(() => store.getSnapshot().link === 'gone');
	expect(store.getSnapshot().state).toMatchObject({pid, uid});
	await stopDevnet(home, {signal});
	const stranger = createServer().listen(Number(new URL(devnet!.url).port), '127.0.0.1');
	await once(stranger, 'listening');
	onTestFinished(() => {
		stranger.close();
	});

	const command = [process.execPath, entry];
	const miner = await restartMiner({files: files!, home, command, signal});
	expect(miner.pid).not.toBe(pid);
	await until(() => store.getSnapshot().state?.pid === miner.pid);
	expect(store.getSnapshot()).toMatchObject({link: 'live', state: {netuid: 3}});
	await expect(restartMiner({files: files!, home, command, signal})).rejects.toMatchObject({
		code: 'exists',
	});
});
