import {once} from 'node:events';
import process from 'node:process';
import {Worker} from 'node:worker_threads';
import type {CommandContext} from '../../support/command.ts';
import {UsageError} from '../../support/errors.ts';
import {workerUrl} from '../../support/processes/worker-url.ts';
import {loadOnnxSession, type OnnxSession} from '../onnx/onnx-session.ts';
import {
	type FromEngine,
	parseToEngine,
	type PassMessage,
	type ToEngine,
} from './engine-messages.ts';

/**
Run as an engine: load the model that the parent names over the IPC channel, answer its batches one by one, and exit when the channel closes. A second thread ends the process at once if the parent is gone, even during a pass.
*/
export async function run({signal}: CommandContext): Promise<void> {
	if (!process.send) {
		throw new UsageError('An engine is started by a miner, not by hand', {
			fix: 'Start a miner with `btop mine`.',
		});
	}

	const lifeline = new Worker(workerUrl('lifeline-worker', import.meta.url));
	let session: OnnxSession | undefined;
	// The thread keeps this process alive only while it starts.
	let work = once(lifeline, 'online').then(() => {
		lifeline.unref();
	});
	const answer = async (message: ToEngine) => {
		switch (message.type) {
			case 'load': {
				const loaded = await loadOnnxSession(message);
				session = loaded.ok ? loaded.session : undefined;
				await tell(loaded.ok ? describe(loaded.session) : {type: 'refused', ...loaded});
				break;
			}

			case 'run': {
				await tell(await runPass(session!, message));
				break;
			}

			case 'memory': {
				await tell({type: 'memory', bytes: process.memoryUsage.rss()});
				break;
			}
		}
	};

	// The parent may exit before an answer is sent: then the channel closes, and the answer is moot.
	process.on('message', (message: unknown) => {
		work = work
			.then(async () => (process.connected ? answer(parseToEngine(message)) : undefined))
			.catch(disconnect);
	});
	signal.addEventListener('abort', disconnect);
	// The channel keeps this process alive.
	process.channel?.ref();
	if (process.connected) {
		await once(process, 'disconnect');
	}

	await work;
	await session?.close();
}

async function tell(message: FromEngine): Promise<void> {
	return new Promise((resolve, reject) => {
		process.send!(message, undefined, undefined, error => {
			if (error) {
				reject(error);
			} else {
				resolve();
			}
		});
	});
}

function disconnect() {
	if (process.connected) {
		process.disconnect();
	}
}

function describe({engine, provider, shape, notes}: OnnxSession): FromEngine {
	const {inputDims, outputDims} = shape;
	return {type: 'loaded', engine, provider, inputDims, outputDims, notes};
}

async function runPass(session: OnnxSession, {id, data, rows}: PassMessage): Promise<FromEngine> {
	try {
		return {type: 'ran', id, data: await session.run(data, rows)};
	} catch (error) {
		const problem = error instanceof Error ? error.message : String(error);
		return {type: 'failed', id, isOutOfMemory: outOfMemory.test(problem), problem};
	}
}

/** Messages of onnxruntime on the CPU (`bad_alloc`, its arena) and on GPUs (CUDA, cuBLAS, WebGPU). */
const outOfMemory = /bad_alloc|failed to allocate|out of memory|alloc_failed/iv;
