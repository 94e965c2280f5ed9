import {once} from 'node:events';
import {mkdtemp, rm} from 'node:fs/promises';
import {connect} from 'node:net';
import os from 'node:os';
import path from 'node:path';
import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import {createSigner, verifySignature} from '../../../src/crypto/sr25519.ts';
import {createBatchedEngine} from '../../../src/gpu/batch/batched-engine.ts';
import {createBatcher} from '../../../src/gpu/batch/batcher.ts';
import type {RunBatch} from '../../../src/gpu/batch/run-batch.ts';
import {EngineFailedError} from '../../../src/gpu/errors.ts';
import {openLedger, type Ledger} from '../../../src/ledger/open-ledger.ts';
import {createQueryRecorder} from '../../../src/ledger/queries/query-recorder.ts';
import {readQueriesSummary} from '../../../src/ledger/queries/query-summary.ts';
import {createAdmission} from '../../../src/miner/front/admission.ts';
import {CannotListenError} from '../../../src/miner/errors.ts';
import {
	createMinerServer,
	type MinerServer,
	type MinerServerOptions,
} from '../../../src/miner/front/miner-server.ts';
import {signRequest} from '../../../src/protocol/sign-request.ts';
import {PortTakenError} from '../../../src/support/errors.ts';
import {answerWith} from '../../../src/tasks/answerer.ts';
import type {Task} from '../../../src/tasks/task.ts';
import {askMiner, type AskMinerOptions} from '../../helpers/miner/ask-miner.ts';
import {doublingTask} from '../../helpers/miner/doubling-task.ts';
import {until} from '../../helpers/until.ts';

const miner = createSigner({uri: '//Miner'});
const validator = createSigner({uri: '//Validator'});
const stranger = createSigner({uri: '//Stranger'});
const admission = createAdmission({
	lookUp: hotkey =>
		hotkey === validator.address ? {validatorPermit: true, stake: 1000n} : undefined,
});
const double: RunBatch<Float32Array, Float32Array> = async rows =>
	rows.map(row => row.map(number => number * 2));

let directory: string;
let ledger: Ledger;
const servers: MinerServer[] = [];

beforeEach(async () => {
	directory = await mkdtemp(path.join(os.tmpdir(), 'btop-miner-'));
	ledger = openLedger({file: path.join(directory, 'ledger.sqlite')});
});

afterEach(async () => {
	await Promise.all(servers.splice(0).map(async server => server.close({timeout: 0})));
	ledger.close();
	await rm(directory, {recursive: true});
});

async function start({
	run = double,
	...options
}: Partial<MinerServerOptions> & {readonly run?: RunBatch<Float32Array, Float32Array>} = {}) {
	const server = await createMinerServer({
		task: doublingTask as Task,
		hotkey: miner.address,
		answer: answerWith(doublingTask as Task, createBatchedEngine(createBatcher({lanes: [run]}))),
		admission,
		verify: verifySignature,
		...options,
	});
	servers.push(server);
	const ask = async (question: Partial<AskMinerOptions> = {}) =>
		askMiner({
			address: server.address,
			signer: validator,
			receiver: miner.address,
			body: {numbers: [1, 2, 3]},
			...question,
		});
	return {server, ask};
}

/** What a device that hangs gives. */
const never = Promise.withResolvers<readonly Float32Array[]>().promise;

const refusal = (status: number, reason: string) => ({status, body: {error: {reason}}});

test('a validator’s signed question is answered by the model, written down and counted', async () => {
	const recorder = createQueryRecorder(ledger, {
		miner: {network: 'devnet', netuid: 4, hotkey: miner.address},
	});
	const {server, ask} = await start({recorder, verify: undefined});
	const {status, body, headers} = await ask();

	expect({status, body}).toEqual({status: 200, body: {numbers: [2, 4, 6]}});
	expect(headers.get('content-type')).toBe('application/json');
	expect(readQueriesSummary(ledger)).toMatchObject({answered: 1, refused: 0});
	await until(() => server.state.getSnapshot().answered === 1);
	const {latency, lastAnswered} = server.state.getSnapshot();
	expect(latency?.p50).toBeGreaterThan(0);
	expect(latency?.p99).toBeLessThan(10_000);
	expect(lastAnswered).toBeGreaterThan(Date.now() - 10_000);
	recorder.close();
});

test('who is not proven, or not welcome, is told so, and nothing more', async () => {
	const {server, ask} = await start();

	expect(await ask({receiver: stranger.address})).toMatchObject(refusal(401, 'wrong-receiver'));
	expect(await ask({headers: {'X-Bittensor-Signature': '0x00'}})).toMatchObject(
		refusal(401, 'malformed-auth'),
	);
	expect(
		await ask({signer: stranger, headers: {'X-Bittensor-Hotkey': validator.address}}),
	).toMatchObject(refusal(401, 'bad-signature'));
	expect(await ask({headers: {'X-Bittensor-Nonce': '1'}})).toMatchObject(
		refusal(401, 'stale-request'),
	);
	expect(await ask({signer: stranger})).toMatchObject(refusal(403, 'not-registered'));
	await until(() => server.state.getSnapshot().refused === 5);
	expect(server.state.getSnapshot()).toMatchObject({
		answered: 0,
		refusals: {
			'wrong-receiver': 1,
			'malformed-auth': 1,
			'bad-signature': 1,
			'stale-request': 1,
			'not-registered': 1,
		},
		latency: undefined,
	});
});

test('queries are told with who asked, if that is proven', async () => {
	const {server, ask} = await start();
	const told: unknown[] = [];
	server.onQuery(query => {
		told.push(query);
	});
	await ask();
	await ask({signer: stranger, headers: {'X-Bittensor-Hotkey': validator.address}});
	await ask({signer: stranger});
	await ask({body: 'no JSON'});
	await until(() => told.length === 2);

	const milliseconds: unknown = expect.any(Number);
	const {address: hotkey} = validator;
	expect(told).toEqual([
		{hotkey, outcome: 'answered', milliseconds},
		{hotkey, outcome: 'bad-json', milliseconds},
	]);
});

test('the same request is answered once', async () => {
	const {ask} = await start();
	const headers = await signRequest({
		method: 'POST',
		path: '/double',
		body: new TextEncoder().encode('{"numbers":[1,2,3]}'),
		receiver: miner.address,
		signer: validator,
	});

	expect((await ask({headers})).status).toBe(200);
	expect(await ask({headers})).toMatchObject(refusal(401, 'replayed-request'));
});

test.each([
	['another path', {path: '/'}, 404, 'not-found'],
	['another method', {method: 'GET'}, 405, 'method-not-allowed'],
	['a body that is no JSON', {body: '{"numbers":'}, 400, 'bad-json'],
	['a question that is none', {body: {numbers: [1]}}, 400, 'bad-question'],
	['a body that is too large', {body: 'x'.repeat(70_000)}, 413, 'body-too-large'],
] as const)('%s is refused', async (_, question, status, reason) => {
	const {ask} = await start({bodyLimit: 65_536});
	expect(await ask(question)).toMatchObject(refusal(status, reason));
	expect((await ask()).status).toBe(200);
});

test.each([
	[undefined, 413, 'body-too-large'],
	[70_000, 400, 'bad-json'],
] as const)(
	'a body of 70,000 bytes, if a question has at most %s',
	async (longestQuestion, status, reason) => {
		const {ask} = await start({task: {...(doublingTask as Task), longestQuestion}});
		expect(await ask({body: 'x'.repeat(70_000)})).toMatchObject(refusal(status, reason));
	},
);

test('what is no HTTP is refused and counted', async () => {
	const {server} = await start();
	const socket = connect(server.port, '127.0.0.1');
	socket.write('Good morning!\r\n\r\n');
	const [reply] = (await once(socket.setEncoding('utf8'), 'data')) as [string];
	expect(reply).toMatch(/^HTTP\/1\.1 400 /v);
	await once(socket, 'close');
	await until(() => server.state.getSnapshot().refusals['not-http'] === 1);
});

test('a head that is too large is refused', async () => {
	const {ask} = await start();
	const {status} = await ask({headers: {'X-Long': 'x'.repeat(20_000)}}).catch(() => ({
		status: 431,
	}));
	expect(status).toBe(431);
});

test('who asks too often is told to slow down', async () => {
	const {ask} = await start({
		admission: createAdmission({
			lookUp: () => ({validatorPermit: true, stake: 1n}),
			rate: {count: 1, duration: 60_000},
		}),
	});
	expect((await ask()).status).toBe(200);
	expect(await ask()).toMatchObject(refusal(429, 'rate-limited'));
});

test('an answer that does not come in time is a refusal', async () => {
	const {ask} = await start({
		answerWithin: 20,
		run: async () => never,
	});
	expect(await ask()).toMatchObject(refusal(504, 'deadline'));
});

test('an engine that failed is a refusal that says nothing of its cause', async () => {
	const {ask} = await start({
		async run() {
			throw new EngineFailedError(6, 'signal `SIGKILL`: /home/operator/secret.onnx');
		},
	});
	const {status, body} = await ask();
	expect({status, body}).toEqual({status: 503, body: {error: {reason: 'engine-failed'}}});
});

test('a full queue refuses', async () => {
	const release = Promise.withResolvers<void>();
	const {ask} = await start({
		answer: answerWith(
			doublingTask as Task,
			createBatchedEngine(
				createBatcher({
					maxWaiting: 1,
					lanes: [
						async rows => {
							await release.promise;
							return rows;
						},
					],
				}),
			),
		),
	});
	const answers = Array.from({length: 4}, async () => ask());
	const refused = await Promise.race(answers);
	expect(refused).toMatchObject(refusal(503, 'queue-full'));
	release.resolve();
	const statuses = await Promise.all(answers.map(async answer => (await answer).status));
	expect(statuses).toContain(200);
});

test('a fault of the miner itself is told to the operator, not to the sender', async () => {
	const onFault = vi.fn();
	const {ask} = await start({
		onFault,
		async answer() {
			throw new Error('The operator’s own secret');
		},
	});
	const {status, body} = await ask();
	expect({status, body}).toEqual({status: 500, body: {error: {reason: 'internal'}}});
	expect(onFault).toHaveBeenCalledOnce();
});

test('who hangs up leaves the queue', async () => {
	const release = Promise.withResolvers<void>();
	const batcher = createBatcher<Float32Array, Float32Array>({
		lanes: [
			async rows => {
				await release.promise;
				return rows;
			},
		],
	});
	const {server, ask} = await start({
		answer: answerWith(doublingTask as Task, createBatchedEngine(batcher)),
	});
	const first = ask();
	const controller = new AbortController();
	const second = ask({signal: controller.signal}).catch(() => 'gone');
	await until(() => batcher.waiting() === 1);
	controller.abort();

	expect(await second).toBe('gone');
	await until(() => batcher.waiting() === 0);
	release.resolve();
	expect((await first).status).toBe(200);
	await until(() => server.state.getSnapshot().refusals.cancelled === 1);
});

test('a port that is taken is an error that says so', async () => {
	const {server} = await start();
	const error: unknown = await start({port: server.port}).catch((error: unknown) => error);
	expect(error).toBeInstanceOf(PortTakenError);
	expect(error).toMatchObject({code: 'port-taken', exitCode: 1, address: server.address});
});

test('an address of another machine cannot be listened at', async () => {
	await expect(start({host: '192.0.2.1'})).rejects.toBeInstanceOf(CannotListenError);
});

test('closing refuses new queries, finishes what was accepted, and is done once', async () => {
	const release = Promise.withResolvers<void>();
	const started = Promise.withResolvers<void>();
	const {server, ask} = await start({
		async run(rows) {
			started.resolve();
			await release.promise;
			return double(rows, {deadline: 0});
		},
	});
	const accepted = ask();
	await started.promise;
	const closed = server.close();
	void server.close();
	await expect(ask()).rejects.toThrow();
	release.resolve();

	expect((await accepted).body).toEqual({numbers: [2, 4, 6]});
	await closed;
	expect(server.state.getSnapshot().answered).toBe(1);
});

test('closing cuts off what takes too long', async () => {
	const started = Promise.withResolvers<void>();
	const {server, ask} = await start({
		async run() {
			started.resolve();
			return never;
		},
	});
	const hanging = ask().catch(() => 'cut off');
	await started.promise;
	await server.close({timeout: 20});

	expect(await hanging).toBe('cut off');
});

test('several servers share one batcher', async () => {
	const batches: number[] = [];
	const release = Promise.withResolvers<void>();
	const batcher = createBatcher<Float32Array, Float32Array>({
		lanes: [
			async (rows, options) => {
				batches.push(rows.length);
				if (batches.length === 1) {
					await release.promise;
				}

				return double(rows, options);
			},
		],
	});
	const one = await start({answer: answerWith(doublingTask as Task, createBatchedEngine(batcher))});
	const two = await start({answer: answerWith(doublingTask as Task, createBatchedEngine(batcher))});
	const first = one.ask();
	await until(() => batches.length === 1);
	const others = [two.ask(), one.ask()];
	await until(() => batcher.waiting() === 2);
	release.resolve();
	const replies = await Promise.all([first, ...others]);

	expect(replies.map(({status}) => status)).toEqual([200, 200, 200]);
	expect(batches.reduce((total, size) => total + size)).toBe(3);
});
