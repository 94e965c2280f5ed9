import {existsSync} from 'node:fs';
import process from 'node:process';
import type * as runtimeTypes from 'onnxruntime-node';
import {cardOf, type DeviceChoice, type Provider} from '../devices/device-choice.ts';
import {notePassedOver} from '../devices/passed-over.ts';
import type {RefusedMessage} from '../process/engine-messages.ts';

export type Runtime = typeof runtimeTypes;

/** A session on the fastest device that works. */
export type OpenSession = {
	readonly runtime: Runtime;
	readonly session: runtimeTypes.InferenceSession;
	/** Those of the files beside the model's own, on the same device. */
	readonly others: readonly runtimeTypes.InferenceSession[];
	readonly provider: Provider;
	/** The runtime, for example `onnxruntime 1.30.0 (cpu)`. */
	readonly engine: string;
	/** Why each faster provider was not used, one sentence each. */
	readonly notes: readonly string[];
};

export type OpenOptions<Value> = {
	/** An ONNX file. */
	readonly model: string;
	/** Further ONNX files, if it takes several. */
	readonly others?: readonly string[];
	readonly device: DeviceChoice;
	/** Threads per pass on a CPU. */
	readonly threads: number;
	/** Settings of onnxruntime beyond ours, by their names. */
	readonly settings?: Readonly<Record<string, string>>;
	/** Check the session and run it once, to detect at once a model that loads but does not run. If it throws, the next device is tried. */
	readonly prepare: (open: OpenSession) => Promise<Prepared<Value>>;
};

export type Refusal = Omit<RefusedMessage, 'type'> & {readonly ok: false};
export type Prepared<Value> = Refusal | {readonly ok: true; readonly value: Value};

/**
Open an ONNX file with onnxruntime.

Only this function imports the library, since it may be absent. A provider requested by name is the only one tried.
*/
export async function openSession<Value>(options: OpenOptions<Value>): Promise<Prepared<Value>> {
	const {model, others = [], device, prepare} = options;
	// The library would write telemetry to the temporary folder and send it, without the operator's consent.
	process.env.ORT_DISABLE_TELEMETRY = '1';
	// CUDA would count the fastest card first; `nvidia-smi` counts by bus address, and so does `--device`.
	process.env.CUDA_DEVICE_ORDER ??= 'PCI_BUS_ID';
	let runtime: Runtime;
	try {
		runtime = await import('onnxruntime-node');
	} catch (error) {
		return {ok: false, cause: 'no-runtime', problem: firstLine(error)};
	}

	// Failures are in the errors; the library's own log would only repeat them.
	runtime.env.logLevel = 'fatal';
	if ([model, ...others].some(file => !existsSync(file))) {
		return {ok: false, cause: 'bad-model', problem: 'there is no such file'};
	}

	const version = runtime.env.versions.node ?? runtime.env.versions.common;
	const notes: string[] = [];
	for (const provider of candidates(device)) {
		try {
			const sessions = await createSessions(runtime, {
				...options,
				provider,
				card: cardOf(device),
			});
			const engine = `onnxruntime ${version} (${provider})`;
			return await prepare({
				runtime,
				session: sessions[0]!,
				others: sessions.slice(1),
				provider,
				engine,
				notes,
			});
		} catch (error) {
			notes.push(notePassedOver(provider, firstLine(error)));
		}
	}

	return blame(runtime, options, notes.at(-1)!);
}

/** If the CPU cannot load the files either, the model is at fault; otherwise the device is. */
async function blame(
	runtime: Runtime,
	options: Omit<SessionOptions, 'provider' | 'card'>,
	problem: string,
): Promise<Refusal> {
	try {
		const sessions = await createSessions(runtime, {...options, provider: 'cpu'});
		await Promise.all(sessions.map(async session => session.release()));
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

type SessionOptions = Pick<OpenOptions<unknown>, 'model' | 'others' | 'threads' | 'settings'> & {
	readonly provider: Provider;
	/** Which NVIDIA card. @default the first */
	readonly card?: number;
};

async function createSessions(runtime: Runtime, {model, others = [], ...settings}: SessionOptions) {
	return Array.fromAsync([model, ...others], async file => createSession(runtime, file, settings));
}

async function createSession(
	runtime: Runtime,
	file: string,
	{threads, settings, provider, card}: Omit<SessionOptions, 'model' | 'others'>,
) {
	return runtime.InferenceSession.create(file, {
		executionProviders: [card === undefined ? provider : {name: 'cuda', deviceId: card}],
		intraOpNumThreads: threads,
		interOpNumThreads: 1,
		logSeverityLevel: 4,
		// A miner waits more than it computes: threads spinning while they wait would heat the rig for nothing.
		extra: {'session.intra_op.allow_spinning': '0', ...settings},
	});
}

const firstLine = (error: unknown) =>
	(error instanceof Error ? error.message : String(error)).split('\n', 1)[0]!.trim();
