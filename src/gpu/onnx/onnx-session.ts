import type {DeviceChoice, Provider} from '../devices/device-choice.ts';
import {openSession, type OpenSession, type Prepared, type Refusal} from './open-session.ts';
import {concatRows} from './rows.ts';
import {readModelShape, type ModelShape} from './model-shape.ts';

/** A model loaded on its device. */
export type OnnxSession = {
	readonly engine: string;
	readonly provider: Provider;
	readonly shape: ModelShape;
	/** Why each faster provider was not used, one sentence each. */
	readonly notes: readonly string[];
	/** Run concatenated rows; the outputs are concatenated likewise. Blocks the thread. */
	readonly run: (data: Float32Array, rows: number) => Promise<Float32Array>;
	readonly close: () => Promise<void>;
};

export type LoadOptions = {
	readonly model: string;
	readonly device: DeviceChoice;
	/** Threads per pass on a CPU. */
	readonly threads: number;
};

type Loaded = Refusal | {readonly ok: true; readonly session: OnnxSession};

/**
Load an ONNX model of rows with onnxruntime and run it once, to detect at once a model that loads but does not run. A provider requested by name is the only one tried.
*/
export async function loadOnnxSession({model, device, threads}: LoadOptions): Promise<Loaded> {
	const opened = await openSession({model, device, threads, prepare});
	return opened.ok ? {ok: true, session: opened.value} : opened;
}

async function prepare({
	runtime,
	session,
	engine,
	provider,
	notes,
}: OpenSession): Promise<Prepared<OnnxSession>> {
	const shape = readModelShape(session);
	if (typeof shape === 'string') {
		return {ok: false, cause: 'bad-model', problem: shape};
	}

	const {input, output, inputDims, outputLength, isBatchFixed} = shape;
	const pass = async (data: Float32Array, rows: number) => {
		const tensor = new runtime.Tensor('float32', data, [rows, ...inputDims]);
		const answers = await session.run({[input]: tensor});
		const result = answers[output]?.data;
		if (!(result instanceof Float32Array) || result.length !== rows * outputLength) {
			throw new Error(`The model answered ${String(result?.length)} numbers for ${rows} rows`);
		}

		return result;
	};

	const run = isBatchFixed
		? async (data: Float32Array, rows: number) => runByRow(pass, data, rows)
		: pass;
	await run(new Float32Array(shape.inputLength), 1);
	return {
		ok: true,
		value: {engine, provider, shape, notes, run, close: async () => session.release()},
	};
}

/** Run rows one at a time, for a model with a fixed batch size of one. */
async function runByRow(pass: OnnxSession['run'], data: Float32Array, rows: number) {
	const length = data.length / rows;
	const parts: Float32Array[] = [];
	for (let row = 0; row < rows; row++) {
		parts.push(await pass(data.subarray(row * length, (row + 1) * length), 1));
	}

	return concatRows(parts);
}
