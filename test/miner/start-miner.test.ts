import {existsSync} from 'node:fs';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import type {Signer} from '../../src/crypto/signer.ts';
import {createSigner} from '../../src/crypto/sr25519.ts';
import {readEarnings, recordEarning} from '../../src/ledger/earnings.ts';
import {readEvents} from '../../src/ledger/events.ts';
import {recordPayment} from '../../src/ledger/payments.ts';
import {openLedger, type Ledger} from '../../src/ledger/open-ledger.ts';
import {readQueriesSummary} from '../../src/ledger/queries/query-summary.ts';
import {connectControl} from '../../src/miner/control/connect-control.ts';
import {openLog, type Log} from '../../src/miner/observe/log.ts';
import {AnnouncedTooSoonError} from '../../src/miner/errors.ts';
import {startMiner, type Miner, type StartMinerOptions} from '../../src/miner/start-miner.ts';
import type {MinerState} from '../../src/miner/miner-state.ts';
import {systemClock} from '../../src/support/clock.ts';
import {isAlive} from '../../src/support/processes/process.ts';
import type {Task} from '../../src/tasks/task.ts';
import {askMiner} from '../helpers/miner/ask-miner.ts';
import {doublingTask} from '../helpers/miner/doubling-task.ts';
import {engineCommand} from '../helpers/miner/engine-command.ts';
import {childProcesses} from '../helpers/miner/engine-processes.ts';
import {
	createFakeMinerChain,
	createNeuron,
	type FakeMinerChain,
} from '../helpers/miner/miner-chain.ts';
import {mountSmallDisk} from '../helpers/small-disk.ts';
import {encodeScaleModel} from '../helpers/miner/onnx-model.ts';
import {until} from '../helpers/until.ts';

const validator = createSigner({uri: '//Validator'});
const {address: hotkey} = createSigner({uri: '//Miner'});
const key = {network: 'devnet', netuid: 4, hotkey};
const validatorNeuron = createNeuron({
	uid: 0,
	hotkey: validator.address,
	validatorPermit: true,
	stake: 1000n,
});
const own = createNeuron({uid: 7, hotkey, registeredAt: 5, incentive: 100});

let directory: string;
let ledger: Ledger;
let log: Log;
let chain: FakeMinerChain;
const miners: Miner[] = [];

beforeEach(async () => {
	directory = await mkdtemp(path.join(os.tmpdir(), 'btop-miner-'));
	await writeFile(path.join(directory, 'scale.onnx'), encodeScaleModel());
	ledger = openLedger({file: path.join(directory, 'ledger.sqlite')});
	log = openLog({file: path.join(directory, 'miner.log')});
	chain = createFakeMinerChain();
	chain.show({neurons: [validatorNeuron, own]});
});

afterEach(async () => {
	await Promise.all(miners.splice(0).map(async miner => miner.close()));
	log.close();
	ledger.close();
	await rm(directory, {recursive: true});
});

async function start(options: Partial<StartMinerOptions> = {}) {
	const miner = await startMiner({
		...key,
		chain,
		ledger,
		log,
		task: doublingTask as Task,
		model: fileModel('scale'),
		engine: {
			command: engineCommand,
			devices: ['cpu'],
			threads: 1,
		},
		host: '127.0.0.1',
		port: 0,
		announce: {ip: '192.0.2.7'},
		socket: path.join(directory, 'run', 'miner.sock'),
		...options,
	});
	miners.push(miner);
	return miner;
}

const fileModel = (name: string) =>
	({name, path: path.join(directory, `${name}.onnx`), format: 'tensor'}) as const;

const ask = async ({address}: Miner) =>
	askMiner({address, signer: validator, receiver: hotkey, body: {numbers: [1, 2, 3]}});

const events = () => readEvents(ledger, key).map(({kind}) => kind);

test('a miner answers validators, is announced, and says how it is', async () => {
	const miner = await start();
	const reply = await ask(miner);
	expect(reply.body).toEqual({numbers: [2, 4, 6]});
	const [, port] = miner.address.split(':', 2);
	expect(chain.announced).toEqual([{ip: '192.0.2.7', port: Number(port)}]);

	await until(() => miner.state.getSnapshot().queries.answered === 1);
	expect(miner.state.getSnapshot()).toMatchObject<Partial<MinerState>>({
		pid: process.pid,
		...key,
		uid: 7,
		registered: true,
		phase: 'serving',
		address: miner.address,
		model: 'scale',
		queries: {
			answered: 1,
			refused: 0,
			reasons: {},
			waiting: 0,
			latestMinute: {answered: 1, reasons: {}},
		},
		rank: 1,
		miners: 1,
		validatorPermit: false,
		incentive: 100,
		block: 10,
		lastQuerySeconds: 0,
		problems: [],
	});
	await until(() => (miner.state.getSnapshot().memoryBytes ?? 0) > 0);
	expect(readQueriesSummary(ledger, key).answered).toBe(1);
});

test('who follows it over its socket hears of all that screens show', async () => {
	recordEarning(ledger, {...key, block: 5, time: 1, alpha: 40n, price: 1n, isStart: true});
	for (const [block, paid] of [
		[2, 900n],
		[5, 700n],
	] as const) {
		recordPayment(ledger, {...key, time: 1, uid: 7, paid, fee: 3n, block, hash: `0x${block}`});
	}

	const miner = await start();
	await ask(miner);
	chain.show({neurons: [validatorNeuron, own], alpha: 50n, nextEpoch: 120});
	const control = await connectControl(path.join(directory, 'run', 'miner.sock'));
	const heard = new Map<string, any>();
	await control.follow(values => {
		for (const [topic, value] of Object.entries(values)) {
			heard.set(topic, value);
		}
	});
	await until(() => heard.get('history').answered.includes(1));
	await until(() => heard.has('device'));

	expect(heard.get('state')).toMatchObject({uid: 7, chain: {state: 'connected'}});
	const {answered, refused, latency} = heard.get('history');
	expect(refused[answered.indexOf(1)]).toBe(0);
	expect(latency[answered.indexOf(1)]).toBeGreaterThan(0);
	expect(heard.get('device')).toMatchObject({kind: 'cpu', memoryTotal: os.totalmem()});
	expect(heard.get('subnet')).toMatchObject({
		block: 11,
		burn: 2_000_000_000n,
		neurons: [{hotkey: validator.address}, {hotkey}],
	});
	expect(heard.get('activity')).toMatchObject({
		validators: [{hotkey: validator.address, uid: 0, stake: 1000n, answered: 1}],
		lastReward: {block: 11, alpha: 50n, tao: 25n},
	});
	expect(heard.get('earnings')).toMatchObject({
		samples: [{block: 5}, {block: 10}, {block: 11, earned: 50n}],
		paid: 700n,
		fees: 3n,
	});
	expect(heard.get('log').join('\n')).toMatch(/Serving .* at /v);
	log.write('warn', 'Something new');
	await until(() => heard.get('log').at(-1).endsWith('Something new'));
	control.close();
});

test('closing leaves no process and no socket, answers nobody, and is done once', async () => {
	const miner = await start();
	const control = await connectControl(path.join(directory, 'run', 'miner.sock'));
	const engines = childProcesses();
	expect(engines).toHaveLength(1);
	await miner.close();
	await miner.close();
	await control.ended;

	expect(engines.some(pid => isAlive(pid))).toBe(false);
	expect(existsSync(path.join(directory, 'run', 'miner.sock'))).toBe(false);
	await expect(ask(miner)).rejects.toThrow();
	expect(events()).toEqual(['stopped', 'started', 'model-changed', 'announced', 'registered']);
	expect((await log.read(10)).at(-1)).toMatch(/^\d{4}-\d\d-\d\dT[\d.:]+Z info {2}Stopped$/v);
});

test('closing ends a stopped engine too', async () => {
	const miner = await start();
	await ask(miner);
	const [pid] = childProcesses();
	process.kill(pid!, 'SIGSTOP');
	const waiting = ask(miner).catch(() => undefined);
	await miner.close();
	await waiting;

	expect(isAlive(pid!)).toBe(false);
	expect(childProcesses()).toEqual([]);
});

test('a miner that is asked to stop over its socket says so', async () => {
	const miner = await start();
	const control = await connectControl(path.join(directory, 'run', 'miner.sock'));
	await control.stop();

	expect(await miner.ended).toBe('asked');
});

test('what the hotkey held when it registered is not counted as earned', async () => {
	recordEarning(ledger, {...key, block: 5, time: 1, alpha: 40n, price: 1n, isStart: true});
	chain.show({neurons: [validatorNeuron, own], alpha: 40n});
	const miner = await start();
	chain.show({neurons: [validatorNeuron, own], alpha: 1_000_000_041n, nextEpoch: 100});
	expect(miner.state.getSnapshot()).toMatchObject({
		earnedAlpha: 1_000_000_001n,
		earnedTao: 500_000_000n,
	});
	chain.show({neurons: [validatorNeuron, own], alpha: 3_000_000_040n, nextEpoch: 200});

	const {samples, alpha} = readEarnings(ledger, key);
	expect(samples.map(sample => sample.alpha)).toEqual([40n, 40n, 3_000_000_040n]);
	expect(alpha).toBe(3_000_000_000n);
});

test('a miner that the ledger knows nothing of counts from its first look', async () => {
	chain.show({neurons: [validatorNeuron, {...own, registeredAt: 2}], alpha: 70n});
	const miner = await start();
	chain.show({neurons: [validatorNeuron, {...own, registeredAt: 2}], alpha: 90n});

	expect(miner.state.getSnapshot().earnedAlpha).toBe(20n);
});

test('a UID that goes to another is noticed, and mining goes on when it is back', async () => {
	const miner = await start();
	chain.show({neurons: [validatorNeuron]});
	expect(miner.state.getSnapshot()).toMatchObject({
		phase: 'deregistered',
		registered: false,
		uid: null,
		rank: null,
	});
	expect(await ask(miner)).toMatchObject({status: 200});

	chain.show({neurons: [validatorNeuron, {...own, uid: 9, registeredAt: 30}], alpha: 5n});
	expect(miner.state.getSnapshot()).toMatchObject({phase: 'serving', uid: 9, earnedAlpha: 0n});
	await until(() => chain.announced.length === 2);
	await until(() => events()[0] === 'announced');
	expect(events().slice(0, 3)).toEqual(['announced', 'registered', 'deregistered']);
});

test('the ledger remembers since when which model serves', async () => {
	const models = () =>
		readEvents(ledger, {...key, kind: 'model-changed'}).map(({detail}) => detail);
	const first = await start();
	await first.close();
	const second = await start();
	await second.close();
	expect(models()).toEqual(['The model is scale']);
	await start({model: {...fileModel('scale'), name: 'better'}});

	expect(models()).toEqual(['The model is better', 'The model is scale']);
});

test('a miner may be told to end when its UID is gone', async () => {
	const miner = await start({stopWhenDeregistered: true});
	chain.show({neurons: [validatorNeuron]});

	expect(await miner.ended).toBe('deregistered');
});

test('an announcement that the chain refuses is a problem that is shown, and tried again', async () => {
	vi.useFakeTimers({toFake: ['Date'], now: Date.now()});
	chain.refusal = new Error('ServingRateLimitExceeded');
	const miner = await start();
	expect(miner.state.getSnapshot().problems).toEqual([
		{kind: 'address', message: 'The address could not be announced: ServingRateLimitExceeded'},
	]);
	expect(await ask(miner)).toMatchObject({status: 200});

	chain.refusal = undefined;
	chain.show({neurons: [validatorNeuron, own]});
	expect(chain.announced).toEqual([]);
	vi.setSystemTime(Date.now() + 12_000);
	chain.show({neurons: [validatorNeuron, own]});
	await until(() => chain.announced.length === 1);
	await until(() => miner.state.getSnapshot().problems.length === 0);
	vi.useRealTimers();
});

test('an announcement that came too soon waits for the block that the chain allows', async () => {
	vi.useFakeTimers({toFake: ['Date'], now: Date.now()});
	chain.refusal = new AnnouncedTooSoonError(chain.facts.getSnapshot()!.block + 4);
	const miner = await start();
	expect(miner.state.getSnapshot().problems).toMatchObject([{kind: 'address'}]);

	chain.refusal = undefined;
	vi.setSystemTime(Date.now() + 3_600_000);
	for (let block = 0; block < 2; block++) {
		chain.show({neurons: [validatorNeuron, own]});
	}

	expect(chain.announced).toEqual([]);
	chain.show({neurons: [validatorNeuron, own]});
	expect(chain.announced).toHaveLength(1);
	await until(() => miner.state.getSnapshot().problems.length === 0);
	vi.useRealTimers();
});

test('an address that the chain says already is not announced again', async () => {
	const first = await start();
	const port = Number(first.address.split(':', 2)[1]);
	await first.close();
	chain.show({neurons: [validatorNeuron, {...own, axon: {ip: '192.0.2.7', port}}]});
	await start({port});

	expect(chain.announced).toHaveLength(1);
});

test('a chain that is lost is a problem that is shown, and queries are answered meanwhile', async () => {
	const miner = await start();
	chain.problem.set('The chain cannot be reached');

	expect(miner.state.getSnapshot().problems).toEqual([
		{kind: 'chain', message: 'The chain cannot be reached'},
	]);
	expect(await ask(miner)).toMatchObject({status: 200});
});

test('validators tell of a wrong clock where the chain cannot, until it is set', async () => {
	const other = createSigner({uri: '//Other validator'});
	chain.show({
		neurons: [
			validatorNeuron,
			createNeuron({uid: 1, hotkey: other.address, validatorPermit: true}),
			own,
		],
	});
	let ahead = 3_600_000;
	const miner = await start({clock: {...systemClock, now: () => Date.now() + ahead}});
	const askAs = async (signer: Signer) =>
		(await askMiner({...miner, signer, receiver: hotkey, body: {numbers: [1, 2, 3]}})).status;
	expect([await askAs(validator), await askAs(other)]).toEqual([401, 401]);
	await until(() => miner.state.getSnapshot().problems.length > 0);
	expect(miner.state.getSnapshot().problems).toEqual([
		{
			kind: 'clock',
			message: expect.stringMatching(
				/^The clock of this machine is about 60 min ahead of the validators': .* `sudo timedatectl set-ntp true`$/v,
			),
		},
	]);

	ahead = 0;
	expect(await askAs(validator)).toBe(200);
	await until(() => miner.state.getSnapshot().problems.length === 0);
	expect((await log.read(100)).filter(line => line.includes('The clock'))).toEqual([
		expect.stringMatching(/ warn {2}The clock of this machine is about 60 min ahead/v),
		expect.stringMatching(/ info {2}Resolved: The clock of this machine is about 60 min ahead/v),
	]);
});

test('that only refusals are left of regular queries is a problem that is shown', async () => {
	let ahead = 0;
	const miner = await start({clock: {...systemClock, now: () => Date.now() + ahead}});
	const askRegularly = async () =>
		askMiner({
			...miner,
			signer: validator,
			receiver: hotkey,
			body: {numbers: [1, 2, 3]},
			clock: {now: () => Date.now() + ahead},
		});
	for (let answered = 1; answered <= 5; answered++) {
		expect(await askRegularly()).toMatchObject({status: 200});
		await until(() => miner.state.getSnapshot().queries.answered === answered);
		ahead += 20_000;
	}

	ahead += 60_000;
	await fetch(`http://${miner.address}/x`);
	await until(() => miner.state.getSnapshot().problems.some(({kind}) => kind === 'queries'));
});

test('the log tells once that the chain is lost, without keys, and once that it is back', async () => {
	await start();
	const url = 'wss://rig:hunter2@node.example:9944/v1/secret-key?apikey=another';
	chain.problem.set(`The chain at \`${url}\` cannot be reached: closed`);
	chain.problem.set(`The chain at \`${url}\` cannot be reached: no route`);
	chain.show({neurons: [validatorNeuron, own]});
	chain.problem.set(undefined);

	const {block} = chain.facts.getSnapshot()!;
	const [lost, found, ...others] = (await log.read(100))
		.filter(line => line.includes('chain'))
		.map(line => line.slice(line.indexOf(' ') + 1));
	expect(lost).toBe(
		`warn  The chain at \`wss://node.example:9944\` cannot be reached: closed. Until it is back, validators admitted at block ${block - 1} are still answered`,
	);
	expect(found).toBe(`info  The chain is back at block ${block}`);
	expect(others).toEqual([]);
	expect(events()).toEqual(expect.arrayContaining(['chain-found', 'chain-lost']));
	expect(JSON.stringify(readEvents(ledger))).not.toMatch(/hunter2|secret-key|another/v);
});

test('the state tells how the chain is reached, and no key that stands in its address', async () => {
	const miner = await start();
	chain.status.set({
		state: 'disconnected',
		url: 'wss://operator:hunter2@node.example:8443/v1/key?token=key',
		since: 5,
		latency: undefined,
		reason: 'The chain cannot be reached',
	});
	expect(miner.state.getSnapshot().chain).toEqual({
		url: 'wss://node.example:8443',
		state: 'disconnected',
		latencyMs: null,
		since: 5,
	});
});

test('an engine that is killed under load loses no query', async () => {
	const miner = await start();
	const replies = Promise.all(Array.from({length: 60}, async () => ask(miner)));
	const [pid] = childProcesses();
	await until(() => miner.state.getSnapshot().queries.answered > 0);
	process.kill(pid!, 'SIGKILL');
	const statuses = (await replies).map(({status}) => status);
	const [later] = await Promise.all([ask(miner), ask(miner)]);

	expect(new Set(statuses)).toEqual(new Set([200]));
	expect(later.status).toBe(200);
	await until(() => miner.state.getSnapshot().engineRestarts === 1);
	await until(() => readQueriesSummary(ledger, key).answered === 62);
	expect(events().slice(0, 2)).toEqual(['engine-recovered', 'engine-died']);
	const [died, recovered] = await log.read(2);
	expect(died).toMatch(/ warn {2}The engine of scale was killed by .*SIGKILL.* retried$/v);
	expect(recovered).toMatch(/ info {2}The engine of scale is answering again$/v);
});

/** Kill the engine and wait for the miner to answer with another. */
async function killEngine(miner: Miner) {
	process.kill(childProcesses()[0]!, 'SIGKILL');
	await until(() => miner.state.getSnapshot().engineRestarts === 1);
	return ask(miner);
}

const problemsOf = (miner: Miner) => miner.state.getSnapshot().problems.map(({message}) => message);

test('a ledger that is removed while mining is a problem, and a new one records what follows', async () => {
	const miner = await start();
	expect(await ask(miner)).toMatchObject({status: 200});
	await rm(ledger.path);
	expect(await ask(miner)).toMatchObject({status: 200});
	await until(() => problemsOf(miner).length === 1);

	expect(problemsOf(miner)).toEqual([
		expect.stringContaining('was lost (the file was missing); a new one began on'),
	]);
	const found = openLedger({file: ledger.path});
	expect(readQueriesSummary(found, key).answered).toBe(1);
	found.close();
});

test('a full disk ends neither the miner nor its engine, and all is written once there is room', async ({
	skip,
}) => {
	const disk = await mountSmallDisk();
	skip(disk === undefined, 'this user may not mount a disk');
	const {fill, free, ...at} = disk!;
	const fullLedger = openLedger({file: path.join(at.directory, 'ledger.sqlite')});
	const fullLog = openLog({file: path.join(at.directory, 'miner.log')});
	const miner = await start({ledger: fullLedger, log: fullLog});
	expect(await ask(miner)).toMatchObject({status: 200});
	fill();
	for (let filler = 0; filler < 100; filler++) {
		fullLog.write('info', 'x'.repeat(100));
	}

	expect((await killEngine(miner)).status).toBe(200);
	chain.problem.set('connect ECONNREFUSED');
	await until(() => problemsOf(miner).length === 4);
	expect(problemsOf(miner)).toEqual([
		'connect ECONNREFUSED',
		expect.stringMatching(
			/^The ledger `.*ledger\.sqlite` cannot be written: no space left on its disk; free some space\. 1 query waits to be written$/v,
		),
		expect.stringMatching(/free some space\. \d events? waits? to be written$/v),
		expect.stringMatching(
			/^\d+ log lines could not be written: no space left on `.*miner\.log`; free some space$/v,
		),
	]);

	free();
	chain.problem.set(undefined);
	await until(() => problemsOf(miner).length === 0);
	expect(readQueriesSummary(fullLedger, key).answered).toBe(2);
	expect(readEvents(fullLedger, {...key, limit: 4}).map(({kind}) => kind)).toEqual([
		'chain-found',
		'chain-lost',
		'engine-recovered',
		'engine-died',
	]);
	expect(await fullLog.read(4)).toEqual([
		expect.stringMatching(/ warn {2}\d+ log lines could not be written$/v),
		expect.stringContaining('The chain is back'),
		expect.stringMatching(/ info {2}Resolved: The ledger .* cannot be written/v),
		expect.stringMatching(/ info {2}Resolved: The ledger .* cannot be written/v),
	]);
	await miner.close();
	fullLog.close();
	fullLedger.close();
});

test('a log that takes nothing ends neither the miner nor its engine', async ({skip}) => {
	const disk = await mountSmallDisk();
	skip(disk === undefined, 'this user may not mount a disk');
	const fullLog = openLog({file: path.join(disk!.directory, 'miner.log')});
	disk!.fill();
	const miner = await start({log: fullLog});
	expect((await killEngine(miner)).status).toBe(200);
	await until(() => problemsOf(miner).length > 0);

	expect(problemsOf(miner)).toEqual([
		expect.stringMatching(
			/^\d log lines could not be written: no space left on `.+miner.log`; free some space$/v,
		),
	]);
	expect(events()).toContain('engine-died');
	fullLog.close();
});

test('what only watches the miner and fails is counted, and said to be a fault of btop', async () => {
	const miner = await start();
	miner.state.subscribe(() => {
		if (miner.state.getSnapshot().engineRestarts === 1) {
			throw new TypeError('this is no function');
		}
	});
	expect((await killEngine(miner)).status).toBe(200);
	await until(() => problemsOf(miner).length > 0);

	expect(miner.state.getSnapshot().problems).toEqual([
		{
			kind: 'observer',
			message: expect.stringMatching(/^An observer of the miner failed .*: this is no function$/v),
		},
	]);
	const lines = await log.read(100);
	expect(lines.find(line => line.includes('TypeError: this is no function'))).toContain(' error ');
});

test('a second miner of the same socket is refused and leaves the first alone', async () => {
	const first = await start();
	await expect(start()).rejects.toMatchObject({code: 'exists'});
	expect(childProcesses()).toHaveLength(1);
	expect((await ask(first)).status).toBe(200);
});

test('a start that fails leaves no process', async () => {
	const first = await start();
	const port = Number(first.address.split(':', 2)[1]);
	const socket = path.join(directory, 'run', 'other.sock');
	await expect(start({port, socket})).rejects.toMatchObject({code: 'port-taken'});
	await writeFile(path.join(directory, 'bad.onnx'), 'no model');
	await expect(start({socket, model: fileModel('bad')})).rejects.toMatchObject({
		code: 'bad-model',
		exitCode: 1,
	});

	expect(childProcesses()).toHaveLength(1);
});
