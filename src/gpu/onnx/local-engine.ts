import {createBatchedEngine} from '../batch/batched-engine.ts';
import {createBatcher} from '../batch/batcher.ts';
import type {WorkEngine} from '../engine.ts';
import {BadModelError, RuntimeMissingError} from '../errors.ts';
import type {RefusedMessage} from '../process/engine-messages.ts';
import {loadOnnxSession} from './onnx-session.ts';
import {concatRows, splitRows} from './rows.ts';

/** A model in this process. */
export type LocalEngine = WorkEngine & {
	/** Refuse what waits, and free the model. */
	readonly close: () => Promise<void>;
};

/**
Load a small ONNX model into this process, on one thread of the CPU. Each pass blocks the event loop, and a crash of the native code is a crash of this process: for a miner, use `startOnnxEngine()`.

@throws {BadModelError} If the file is not a model that runs.
@throws {RuntimeMissingError} If onnxruntime is not installed.
*/
export async function loadLocalEngine(model: string): Promise<LocalEngine> {
	const loaded = await loadOnnxSession({model, device: 'cpu', threads: 1});
	if (!loaded.ok) {
		throw toLocalError(loaded, model);
	}

	const {session} = loaded;
	const batcher = createBatcher<Float32Array, Float32Array>({
		lanes: [async rows => splitRows(await session.run(concatRows(rows), rows.length), rows.length)],
	});
	return {
		...createBatchedEngine(batcher, session.shape),
		async close() {
			await batcher.close();
			await session.close();
		},
	};
}

/** Turn the refusal to load a model into an error. Every machine has a CPU, so only the runtime or the model can be at fault. */
export const toLocalError = (
	{cause, problem}: Pick<RefusedMessage, 'cause' | 'problem'>,
	model: string,
) =>
	cause === 'no-runtime' ? new RuntimeMissingError(problem) : new BadModelError(model, problem);
