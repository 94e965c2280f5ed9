/**
Measure a miner end to end on loopback: signed requests in, a real model's answers out, every query in the ledger; one by one and in batches. The CPU time counts signature checks, and not the engine: `node test/bench/miner.ts`.
*/
import {fork} from 'node:child_process';
import {once} from 'node:events';
import {mkdtemp, rm} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {createSigner} from '../../src/crypto/sr25519.ts';
import {createBatchedEngine} from '../../src/gpu/batch/batched-engine.ts';
import {createBatcher, type BatcherOptions} from '../../src/gpu/batch/batcher.ts';
import {startRunner} from '../../src/gpu/onnx/runner.ts';
import {openLedger} from '../../src/ledger/open-ledger.ts';
import {createQueryRecorder} from '../../src/ledger/queries/query-recorder.ts';
import {createAdmission} from '../../src/miner/front/admission.ts';
import {createMinerServer} from '../../src/miner/front/miner-server.ts';
import {answerWith} from '../../src/tasks/answerer.ts';
import {taskById} from '../../src/tasks/registry.ts';
import type {TaskId} from '../../src/tasks/task.ts';
import {engineCommand} from '../helpers/miner/engine-command.ts';
import type {Load, LoadResult} from './miner-load.ts';

type Lane = BatcherOptions<Float32Array, Float32Array>['lanes'][number];

const {address: hotkey} = createSigner({uri: '//Miner'});
const directory = await mkdtemp(path.join(os.tmpdir(), 'btop-bench-'));
const ledger = openLedger({file: path.join(directory, 'ledger.sqlite')});

const echo: Lane = async rows => rows.map(() => new Float32Array(10).fill(0.1));
await measure('no model, no ledger', 'image', {lane: echo, writes: false});
await measure('no model', 'image', {lane: echo});
for (const name of ['image-tiny', 'image-base']) {
	const runner = await startRunner({
		model: fileURLToPath(new URL(`../../models/${name}/digits.onnx`, import.meta.url)),
		command: engineCommand,
		device: 'cpu',
		threads: 1,
	});
	const lane: Lane = async rows => runner.run(rows);
	await measure(`${name}, one by one`, 'image', {lane, maxBatch: 1});
	await measure(`${name}, in batches`, 'image', {lane});
	await runner.close();
}

ledger.close();
await rm(directory, {recursive: true});

async function measure(
	title: string,
	id: TaskId,
	{
		lane,
		maxBatch,
		writes = true,
	}: {readonly lane: Lane; readonly maxBatch?: number; readonly writes?: boolean},
) {
	const sizes: number[] = [];
	const batcher = createBatcher<Float32Array, Float32Array>({
		lanes: [
			async (rows, options) => {
				sizes.push(rows.length);
				return lane(rows, options);
			},
		],
		maxBatch,
	});
	const recorder = createQueryRecorder(ledger, {miner: {network: 'bench', netuid: 3, hotkey}});
	const server = await createMinerServer({
		task: taskById(id)!,
		hotkey,
		answer: answerWith(taskById(id)!, createBatchedEngine(batcher)),
		recorder: writes ? recorder : undefined,
		admission: createAdmission({
			lookUp: () => ({validatorPermit: true, stake: 1n}),
			rate: {count: 1_000_000, duration: 1000},
		}),
	});
	for (const concurrency of [1, 32]) {
		await ask({task: id, port: server.port, receiver: hotkey, count: 500, concurrency});
		sizes.length = 0;
		const count = concurrency === 1 ? 1000 : 3000;
		const before = process.cpuUsage();
		const {perSecond, p50, p99, failed} = await ask({
			task: id,
			port: server.port,
			receiver: hotkey,
			count,
			concurrency,
		});
		const {user, system} = process.cpuUsage(before);
		const cpu = (user + system) / 1000 / count;
		const mean = sizes.reduce((total, size) => total + size, 0) / sizes.length;
		console.log(
			`${title.padEnd(24)} ${String(concurrency).padStart(2)} at once: ${perSecond.toFixed(0).padStart(5)}/s, p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms, ${mean.toFixed(1)} a batch, ${cpu.toFixed(2)} ms of the miner's CPU each, ${failed} failed`,
		);
	}

	await server.close();
	await batcher.close();
	recorder.close();
}

async function ask(load: Load): Promise<LoadResult> {
	const client = fork(new URL('miner-load.ts', import.meta.url));
	client.send(load);
	const [result] = (await once(client, 'message')) as [LoadResult];
	return result;
}
