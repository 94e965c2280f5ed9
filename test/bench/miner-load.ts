/**
Ask a miner many questions at once, over connections that stay open, and say how long each took. A process of its own, so that it does not take the miner's time: forked by `miner.ts`.
*/
import {Buffer} from 'node:buffer';
import http from 'node:http';
import process from 'node:process';
import {createSigner} from '../../src/crypto/sr25519.ts';
import {signRequest} from '../../src/protocol/sign-request.ts';
import {createRandom} from '../../src/support/random.ts';
import {taskById} from '../../src/tasks/registry.ts';
import type {TaskId} from '../../src/tasks/task.ts';

export type Load = {
	readonly task: TaskId;
	readonly port: number;
	readonly receiver: string;
	readonly count: number;
	readonly concurrency: number;
};

export type LoadResult = {
	readonly perSecond: number;
	readonly p50: number;
	readonly p99: number;
	readonly failed: number;
};

process.on('message', async (load: Load) => {
	process.send!(await run(load));
	process.disconnect();
});

async function run({task: id, port, receiver, count, concurrency}: Load): Promise<LoadResult> {
	const task = taskById(id)!;
	const random = createRandom(7);
	const signer = createSigner({uri: '//Validator'});
	const {path} = task;
	const requests: Array<{readonly body: Uint8Array; readonly headers: Record<string, string>}> = [];
	for (let index = 0; index < count; index++) {
		const body = Buffer.from(JSON.stringify(task.ask(random).question));
		requests.push({
			body,
			headers: await signRequest({method: 'POST', path, body, receiver, signer}),
		});
	}

	const agent = new http.Agent({keepAlive: true, maxSockets: concurrency});
	const times: number[] = [];
	let failed = 0;
	const ask = async ({body, headers}: (typeof requests)[number]) =>
		new Promise<void>((resolve, reject) => {
			const start = performance.now();
			const request = http.request(
				{
					agent,
					host: '127.0.0.1',
					port,
					path,
					method: 'POST',
					headers: {...headers, 'content-length': body.length},
				},
				reply => {
					failed += reply.statusCode === 200 ? 0 : 1;
					reply.resume().once('end', () => {
						times.push(performance.now() - start);
						resolve();
					});
				},
			);
			request.once('error', reject);
			request.end(body);
		});
	const start = performance.now();
	await Promise.all(
		Array.from({length: concurrency}, async () => {
			for (let next = requests.pop(); next; next = requests.pop()) {
				await ask(next);
			}
		}),
	);
	const seconds = (performance.now() - start) / 1000;
	agent.destroy();
	times.sort((one, other) => one - other);
	const percentile = (share: number) => times[Math.ceil(share * times.length) - 1]!;
	return {perSecond: count / seconds, p50: percentile(0.5), p99: percentile(0.99), failed};
}
