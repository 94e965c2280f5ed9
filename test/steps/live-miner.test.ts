import {once} from 'node:events';
import {appendFile, mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {createServer} from 'node:net';
import os from 'node:os';
import path from 'node:path';
import {afterEach, beforeEach, expect, onTestFinished, test, vi} from 'vitest';
import {createSigner} from '../../src/crypto/sr25519.ts';
import {openLedger, type Ledger} from '../../src/ledger/open-ledger.ts';
import {type Control, serveControl} from '../../src/miner/control/serve-control.ts';
import {openLog} from '../../src/miner/log.ts';
import {startMiner, type Miner} from '../../src/miner/start-miner.ts';
import {type FollowedMiner, followMiner, type LiveMiner} from '../../src/steps/live-miner.ts';
import {readTopic} from '../../src/steps/live-topics.ts';
import {systemClock} from '../../src/support/clock.ts';
import {createStore} from '../../src/support/store.ts';
import type {Task} from '../../src/tasks/task.ts';
import {doublingTask} from '../helpers/doubling-task.ts';
import {engineCommand} from '../helpers/engine-command.ts';
import {createFakeMinerChain, createNeuron} from '../helpers/miner-chain.ts';
import {encodeScaleModel} from '../helpers/onnx-model.ts';

const {address: hotkey} = createSigner({uri: '//Miner'});
const own = createNeuron({uid: 7, hotkey, registeredAt: 5, stake: 9n});

let directory: string;
let files: {readonly socket: string; readonly log: string};
let ledger: Ledger;
const open: Array<{readonly close: () => Promise<void>}> = [];

beforeEach(async () => {
	directory = await mkdtemp(path.join(os.tmpdir(), 'btop-live-'));
	files = {
		socket: path.join(directory, 'run', 'miner.sock'),
		log: path.join(directory, 'miner.log'),
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
			modelName: 'scale',
			engine: {
				model: path.join(directory, 'scale.onnx'),
				command: engineCommand,
				device: 'cpu',
				threads: 1,
			},
			host: '127.0.0.1',
			port: 0,
			socket: files.socket,
		}),
	);
}

const follow = () => keep(followMiner(files, {retryDelay: 20}));

const until = async ({store}: FollowedMiner, isSo: (live: LiveMiner) => boolean) =>
	vi.waitUntil(() => isSo(store.getSnapshot()) && store.getSnapshot(), {timeout: 10_000});

test('a miner is followed whole, with amounts as numbers', async () => {
	await start();
	const followed = follow();
	expect(followed.store.getSnapshot()).toMatchObject({link: 'connecting', log: []});
	const live = await until(followed, ({link, history, device}) =>
		Boolean(link === 'live' && device && history?.answered.length),
	);

	expect(live).toMatchObject({
		state: {uid: 7, earnedAlpha: 0n},
		subnet: {burn: 2_000_000_000n, alphaPrice: 500_000_000n, neurons: [{stake: 9n}]},
		activity: {validators: [], lastReward: null},
		earnings: {samples: [{alpha: 3n}], paid: 0n, fees: 0n},
	});
	expect(live.log.at(-1)).toContain('Answers at');
	expect(live.heardAt).toBeGreaterThanOrEqual(live.since - 1000);
});

test('of a miner that goes the last values stay, and its log is read on; when it comes back it is live', async () => {
	const miner = await start();
	const followed = follow();
	const before = await until(followed, ({link, state}) => link === 'live' && state !== undefined);
	await miner.close();
	const gone = await until(followed, ({link}) => link === 'gone');
	expect(gone.state?.address).toBe(before.state?.address);
	expect(gone.since).toBeGreaterThanOrEqual(before.since);
	await appendFile(files.log, 'Segmentation fault\n');
	await until(followed, ({log}) => log.at(-1) === 'Segmentation fault');

	const next = await start();
	const back = await until(
		followed,
		({link, state}) => link === 'live' && state?.address === next.address,
	);
	expect(back.log.at(-1)).toContain('Answers at');
});

test('where none has ever run that is told, once', async () => {
	const sleep = vi.fn(systemClock.sleep);
	const clock = {...systemClock, sleep};
	const followed = keep(followMiner(files, {retryDelay: 5, clock}));
	const snapshot = await until(followed, ({link}) => link === 'gone');
	await vi.waitUntil(() => sleep.mock.calls.length > 3);

	expect(followed.store.getSnapshot()).toBe(snapshot);
	expect(snapshot.log).toEqual([]);
});

test('a log that cannot be read is told of in its place, and the miner is looked for on', async () => {
	await mkdir(files.log);
	const followed = follow();
	const {log} = await until(followed, live => live.log.length > 0);
	expect(log).toEqual([expect.stringContaining('The log cannot be read: EISDIR')]);

	keep(
		await serveControl({
			socket: files.socket,
			state: createStore({earnedAlpha: '1', earnedTao: '2'}),
			readLog: async () => [],
			onStop: () => undefined,
		}),
	);
	await until(followed, ({link}) => link === 'live');
});

test('values of a miner of another version are passed over', async () => {
	const earnings = createStore<unknown>({samples: 'many'});
	keep(
		await serveControl({
			socket: files.socket,
			state: createStore({earnedAlpha: '1', earnedTao: '2'}),
			topics: {earnings},
			readLog: async () => [],
			onStop: () => undefined,
			interval: 1,
		}),
	);
	const followed = follow();
	await until(followed, ({state}) => state?.earnedTao === 2n);
	earnings.set({samples: 7});
	earnings.set({samples: [], paid: '5', fees: '1'});

	await until(followed, live => live.earnings?.paid === 5n);
	expect(readTopic('earnings', {samples: 7})).toBeUndefined();
	expect(readTopic('toString', {})).toBeUndefined();
});

test('problems of a miner of another version are read as far as they can be', () => {
	const problems = (written: unknown) =>
		readTopic('state', {earnedAlpha: '1', earnedTao: '2', problems: written})?.state?.problems;

	expect(problems(['The engine died'])).toEqual([{kind: 'other', message: 'The engine died'}]);
	expect(
		problems([
			{kind: 'engine', message: 'It died'},
			{kind: 'weather', message: 'It rains'},
		]),
	).toEqual([
		{kind: 'engine', message: 'It died'},
		{kind: 'other', message: 'It rains'},
	]);
});

/** Time that runs a hundred times as fast. */
const hasty = {
	...systemClock,
	after: (delay: number, callback: () => void) => systemClock.after(delay / 100, callback),
};

test('a miner that says nothing any more is silent, until it speaks again', async () => {
	const state = createStore({earnedAlpha: '1', earnedTao: '2'});
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
	const silent = await until(followed, ({link}) => link === 'silent');
	expect(silent).toMatchObject({state: {earnedTao: 2n}, since: silent.heardAt});

	state.set({earnedAlpha: '1', earnedTao: '3'});
	await until(followed, live => live.link === 'live' && live.state?.earnedTao === 3n);
	await until(followed, ({link}) => link === 'silent');
});

test('a miner that hung before anybody looked is silent too, and leaving does not wait for it', async () => {
	await mkdir(path.dirname(files.socket), {recursive: true});
	const server = createServer(() => undefined).listen(files.socket);
	await once(server, 'listening');
	onTestFinished(() => {
		server.close();
	});
	const followed = follow();
	await until(followed, ({link}) => link === 'silent');
	await followed.close();
});

test('nothing is heard after closing', async () => {
	const controller = new AbortController();
	const followed = followMiner(files, {retryDelay: 20, signal: controller.signal});
	await until(followed, ({link}) => link === 'gone');
	controller.abort();
	await start();
	await followed.close();
	await followed.close();

	expect(followed.store.getSnapshot().link).toBe('gone');
});
