import {once} from 'node:events';
import {appendFile, mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {createServer} from 'node:net';
import os from 'node:os';
import path from 'node:path';
import {afterEach, beforeEach, expect, onTestFinished, test, vi} from 'vitest';
import {createSigner} from '../../src/crypto/sr25519.ts';
import {openLedger, type Ledger} from '../../src/ledger/open-ledger.ts';
import {type Control, serveControl} from '../../src/miner/control/serve-control.ts';
import {openLog} from '../../src/miner/observe/log.ts';
import {startMiner, type Miner} from '../../src/miner/start-miner.ts';
import {
	type FollowedFiles,
	type FollowedMiner,
	followMiner,
	type LiveMiner,
} from '../../src/rig/live-miner.ts';
import {systemClock} from '../../src/support/clock.ts';
import {createStore} from '../../src/support/store.ts';
import type {Task} from '../../src/tasks/task.ts';
import {doublingTask} from '../helpers/miner/doubling-task.ts';
import {engineCommand} from '../helpers/miner/engine-command.ts';
import {createFakeMinerChain, createNeuron} from '../helpers/miner/miner-chain.ts';
import {createLiveMiner} from '../helpers/miner/live-miner.ts';
import {encodeScaleModel} from '../helpers/miner/onnx-model.ts';
import {until} from '../helpers/until.ts';

const {address: hotkey} = createSigner({uri: '//Miner'});
const own = createNeuron({uid: 7, hotkey, registeredAt: 5, stake: 9n});

const shown = createLiveMiner();
const stateOf = (earnedTao: bigint) => ({...shown.state, earnedTao});

let directory: string;
let files: FollowedFiles;
let ledger: Ledger;
const open: Array<{readonly close: () => Promise<void>}> = [];

beforeEach(async () => {
	directory = await mkdtemp(path.join(os.tmpdir(), 'btop-live-'));
	files = {
		home: directory,
		socket: path.join(directory, 'run', 'miner.sock'),
		log: path.join(directory, 'miner.log'),
		record: path.join(directory, 'miner.record'),
		options: path.join(directory, 'miner.json'),
	};
	await writeFile(path.join(directory, 'scale.onnx'), encodeScaleModel());
	ledger = openLedger({file: path.join(directory, 'ledger.sqlite')});
});

afterEach(async () => {
	await Promise.all(open.splice(0).map(async thing => thing.close()));
	ledger.close();
	await rm(directory, {recursive: true});
});

const keep = <Thing extends Miner | FollowedMiner | Control>(thing: Thing): Thing => {
	open.push(thing);
	return thing;
};

async function start() {
	const chain = createFakeMinerChain();
	chain.show({neurons: [own], alpha: 3n});
	return keep(
		await startMiner({
			network: 'devnet',
			netuid: 4,
			hotkey,
			chain,
			ledger,
			log: openLog({file: files.log}),
			task: doublingTask as Task,
			model: {name: 'scale', path: path.join(directory, 'scale.onnx'), format: 'tensor'},
			engine: {
				command: engineCommand,
				devices: ['cpu'],
				threads: 1,
			},
			host: '127.0.0.1',
			port: 0,
			socket: files.socket,
		}),
	);
}

const follow = () => keep(followMiner(files, {retryDelay: 20}));

const hears = async ({store}: FollowedMiner, isSo: (live: LiveMiner) => boolean) =>
	until(() => isSo(store.getSnapshot()) && store.getSnapshot());

test('a miner is followed whole, with amounts as numbers', async () => {
	await start();
	const followed = follow();
	expect(followed.store.getSnapshot()).toMatchObject({link: 'connecting', log: []});
	const live = await hears(followed, ({link, history, device}) =>
		Boolean(link === 'live' && device && history?.answered.length),
	);

	expect(live).toMatchObject({
		state: {uid: 7, earnedAlpha: 0n},
		subnet: {burn: 2_000_000_000n, alphaPrice: 500_000_000n, neurons: [{stake: 9n}]},
		activity: {validators: [], lastReward: null},
		earnings: {samples: [{earned: 0n}], paid: null, fees: 0n},
	});
	expect(live.log.at(-1)).toContain('Serving ');
	expect(live.heardAt).toBeGreaterThanOrEqual(live.since - 1000);
});

test('of a miner that goes the last values stay, and its log is read on; when it comes back it is live', async () => {
	const miner = await start();
	const followed = follow();
	const before = await hears(followed, ({link, state}) => link === 'live' && state !== undefined);
	await miner.close();
	const gone = await hears(followed, ({link}) => link === 'gone');
	expect(gone.state?.address).toBe(before.state?.address);
	expect(gone.since).toBeGreaterThanOrEqual(before.since);
	await appendFile(files.log, 'Segmentation fault\n');
	await hears(followed, ({log}) => log.at(-1) === 'Segmentation fault');

	const next = await start();
	const back = await hears(
		followed,
		({link, state}) => link === 'live' && state?.address === next.address,
	);
	expect(back.log.at(-1)).toContain('Serving ');
});

test('where none has ever run that is told, once', async () => {
	const sleep = vi.fn(systemClock.sleep);
	const clock = {...systemClock, sleep};
	const followed = keep(followMiner(files, {retryDelay: 5, clock}));
	const snapshot = await hears(followed, ({link}) => link === 'gone');
	await until(() => sleep.mock.calls.length > 3);

	expect(followed.store.getSnapshot()).toBe(snapshot);
	expect(snapshot.log).toEqual([]);
});

test('a log that cannot be read is told of in its place, and the miner is looked for on', async () => {
	await mkdir(files.log);
	const followed = follow();
	const {log} = await hears(followed, live => live.log.length > 0);
	expect(log).toEqual([expect.stringContaining('The log cannot be read: it is a folder')]);

	keep(
		await serveControl({
			socket: files.socket,
			state: createStore(shown.state),
			readLog: async () => [],
			onStop: () => undefined,
		}),
	);
	await hears(followed, ({link}) => link === 'live');
});

test('a miner of another version of btop is told of, and followed once it is of ours', async () => {
	const earnings = createStore<unknown>({samples: 7});
	keep(
		await serveControl({
			socket: files.socket,
			state: createStore(shown.state),
			topics: {earnings},
			readLog: async () => [],
			onStop: () => undefined,
			interval: 1,
		}),
	);
	const followed = follow();
	expect((await hears(followed, ({link}) => link === 'incompatible')).state).toBeUndefined();

	earnings.set(shown.earnings);
	await hears(followed, ({link, earnings: heard}) => link === 'live' && heard !== undefined);
	earnings.set({samples: 'many'});

	expect((await hears(followed, ({link}) => link === 'incompatible')).earnings).toEqual(
		shown.earnings,
	);
});

/** Time that runs a hundred times as fast. */
const hasty = {
	...systemClock,
	after: (delay: number, callback: () => void) => systemClock.after(delay / 100, callback),
};

test('a miner that says nothing any more is silent, until it speaks again', async () => {
	const state = createStore(stateOf(2n));
	keep(
		await serveControl({
			socket: files.socket,
			state,
			readLog: async () => [],
			onStop: () => undefined,
			interval: 1,
		}),
	);
	const followed = keep(followMiner(files, {retryDelay: 20, clock: hasty}));
	const silent = await hears(followed, ({link}) => link === 'silent');
	expect(silent).toMatchObject({state: {earnedTao: 2n}, since: silent.heardAt});

	state.set(stateOf(3n));
	await hears(followed, live => live.link === 'live' && live.state?.earnedTao === 3n);
	await hears(followed, ({link}) => link === 'silent');
});

test('a miner that hung before anybody looked is silent too, and leaving does not wait for it', async () => {
	await mkdir(path.dirname(files.socket), {recursive: true});
	const server = createServer(() => undefined).listen(files.socket);
	await once(server, 'listening');
	onTestFinished(() => {
		server.close();
	});
	const followed = follow();
	await hears(followed, ({link}) => link === 'silent');
	await followed.close();
});

test('nothing is heard after closing', async () => {
	const controller = new AbortController();
	const followed = followMiner(files, {retryDelay: 20, signal: controller.signal});
	await hears(followed, ({link}) => link === 'gone');
	controller.abort();
	await start();
	await followed.close();
	await followed.close();

	expect(followed.store.getSnapshot().link).toBe('gone');
});
