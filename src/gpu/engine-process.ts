import {once} from 'node:events';
import process from 'node:process';
import type {CommandContext} from '../support/command.ts';
import {UsageError} from '../support/errors.ts';
import type {FromEngine, ToEngine} from './engine-messages.ts';
import {loadOnnxSession, type OnnxSession} from './onnx-session.ts';

/**
Be an engine: load the model that the parent names over the IPC channel, answer its batches one after the other, and end when the channel closes, however the parent ended.
*/
export async function run({signal}: CommandContext): Promise<void> {
	if (!process.send) {
		throw new UsageError('An engine is started by a miner, not by hand', {
			fix: 'Start a miner with `btop mine`.',
		});
	}

	let session: OnnxSession | undefined;
	let work = Promise.resolve();
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

	// The parent may be gone before an answer is: then the channel closes, and nothing is left to say.
	process.on('message', (message: ToEngine) => {
		work = work
			.then(async () => (process.connected ? answer(message) : undefined))
			.catch(disconnect);
	});
	signal.addEventListener('abort', disconnect);
	// The channel is what keeps this process alive.
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

async function runPass(
	session: OnnxSession,
	{id, data, rows}: Extract<ToEngine, {readonly type: 'run'}>,
): Promise<FromEngine> {
	try {
		return {type: 'ran', id, data: await session.run(data, rows)};
	} catch (error) {
		const problem = error instanceof Error ? error.message : String(error);
		return {type: 'failed', id, isOutOfMemory: outOfMemory.test(problem), problem};
	}
}

/** How onnxruntime words it on the CPU (`bad_alloc`, its arena) and on GPUs (CUDA, cuBLAS, WebGPU). */
const outOfMemory = /bad_alloc|failed to allocate|out of memory|alloc_failed/iv;
