import {existsSync} from 'node:fs';
import process from 'node:process';
import type * as runtimeTypes from 'onnxruntime-node';
import {cardOf, type DeviceChoice, type Provider} from '../devices/device-choice.ts';
import type {RefusedMessage} from '../process/engine-messages.ts';
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

type Refusal = Omit<RefusedMessage, 'type'>;
type Loaded = {readonly ok: true; readonly session: OnnxSession} | ({readonly ok: false} & Refusal);
type Runtime = typeof runtimeTypes;

/**
Load an ONNX model with onnxruntime and run it once, to detect at once a model that loads but does not run.

Only this function imports the library, since it may be absent. A provider requested by name is the only one tried.
*/
export async function loadOnnxSession({model, device, threads}: LoadOptions): Promise<Loaded> {
	// The library would write telemetry to the temporary folder and send it, without the operator's consent.
	process.env.ORT_DISABLE_TELEMETRY = '1';
	let runtime: Runtime;
	try {
		runtime = await import('onnxruntime-node');
	} catch (error) {
		return {ok: false, cause: 'no-runtime', problem: firstLine(error)};
	}

	// Failures are in the errors; the library's own log would only repeat them.
	runtime.env.logLevel = 'fatal';
	if (!existsSync(model)) {
		return {ok: false, cause: 'bad-model', problem: 'there is no such file'};
	}

	const notes: string[] = [];
	for (const provider of candidates(device)) {
		try {
			const session = await createSession(runtime, {
				model,
				threads,
				provider,
				card: cardOf(device),
			});
			return await prepare(runtime, session, {provider, notes});
		} catch (error) {
			notes.push(`\`${provider}\` is unavailable: ${firstLine(error)}`);
		}
	}

	return blame(runtime, {model, threads, problem: notes.at(-1)!});
}

/** If the CPU cannot load the file either, the model is at fault; otherwise the device is. */
async function blame(
	runtime: Runtime,
	{model, threads, problem}: Omit<LoadOptions, 'device'> & {readonly problem: string},
): Promise<Loaded> {
	try {
		const session = await createSession(runtime, {model, threads, provider: 'cpu'});
		await session.release();
		return {ok: false, cause: 'no-device', problem};
	} catch (error) {
		return {ok: false, cause: 'bad-model', problem: firstLine(error)};
	}
}

/** With `auto`, WebGPU is tried only if there is a graphics card: software rendering is slower than the CPU provider. */
function candidates(device: DeviceChoice): readonly Provider[] {
	if (device !== 'auto') {
		return [cardOf(device) === undefined ? (device as Provider) : 'cuda'];
	}

	const hasCard =
		process.platform !== 'linux' || existsSync('/dev/dri') || existsSync('/dev/nvidia0');
	return hasCard ? ['cuda', 'webgpu', 'cpu'] : ['cuda', 'cpu'];
}

type SessionOptions = Omit<LoadOptions, 'device'> & {
	readonly provider: Provider;
	/** Which NVIDIA card. @default the first */
	readonly card?: number;
};

async function createSession(runtime: Runtime, {model, threads, provider, card}: SessionOptions) {
	return runtime.InferenceSession.create(model, {
		executionProviders: [card === undefined ? provider : {name: 'cuda', deviceId: card}],
		intraOpNumThreads: threads,
		interOpNumThreads: 1,
		logSeverityLevel: 4,
		// A miner waits more than it computes: threads spinning while they wait would heat the rig for nothing.
		extra: {'session.intra_op.allow_spinning': '0'},
	});
}

type PrepareOptions = {
	readonly provider: Provider;
	readonly notes: readonly string[];
};

async function prepare(
	runtime: Runtime,
	session: runtimeTypes.InferenceSession,
	{provider, notes}: PrepareOptions,
): Promise<Loaded> {
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
		session: {
			engine: `onnxruntime ${runtime.env.versions.node ?? runtime.env.versions.common} (${provider})`,
			provider,
			shape,
			notes,
			run,
			close: async () => session.release(),
		},
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

const firstLine = (error: unknown) =>
	(error instanceof Error ? error.message : String(error)).split('\n', 1)[0]!.trim();
