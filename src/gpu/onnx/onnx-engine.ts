import path from 'node:path';
import {createBatchedEngine} from '../batch/batched-engine.ts';
import {createBatcher} from '../batch/batcher.ts';
import type {Engine} from '../engine.ts';
import {type RunnerOptions, startRunner} from './runner.ts';

export type OnnxEngineOptions = RunnerOptions & {
	/** Maximum number of rows in a pass. @default 64 */
	readonly maxBatch?: number;
};

/**
Start an engine for an ONNX model with one float32 input and one float32 output. Rows that arrive while the device is busy share its next pass.

@throws {BadModelError} If the file is not such a model.
@throws {RuntimeMissingError} If onnxruntime is not installed.
@throws {DeviceUnavailableError} If the named device is unavailable.
@throws {EngineFailedError} If the process died while loading the model.
*/
export async function startOnnxEngine({
	maxBatch = 64,
	...options
}: OnnxEngineOptions): Promise<Engine> {
	const runner = await startRunner(options);
	const batcher = createBatcher<Float32Array, Float32Array>({
		lanes: [runner.run],
		depth: 2,
		maxBatch,
		clock: options.clock,
	});
	const model = path.basename(options.model, '.onnx');
	const {inputDims, outputDims} = runner.info();
	const shape = {inputDims, outputDims};
	const {memoryBytes, restarts, problem} = runner;
	return {
		...createBatchedEngine(batcher, shape),
		info() {
			const {pid, runtime: name, provider, card, device, notes} = runner.info();
			const waiting = batcher.waiting();
			return {
				name,
				provider,
				card,
				device,
				processes: [{pid, provider, card}],
				model,
				capabilities: ['tensor'],
				shapes: [shape],
				capacity: maxBatch,
				waiting,
				notes,
			};
		},
		memoryBytes,
		restarts,
		problem,
		async close() {
			// Closing the runner releases its pending rows, which the batcher waits for.
			await Promise.all([batcher.close(), runner.close()]);
		},
	};
}
