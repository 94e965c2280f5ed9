import {findPackageJSON} from 'node:module';
import process from 'node:process';
import type * as llamaTypes from 'node-llama-cpp';
import type {Provider} from '../devices/device-choice.ts';

export type LlamaLibrary = typeof llamaTypes;

/** The library's runtime on one kind of device. */
export type LlamaRuntime = {
	readonly llama: llamaTypes.Llama;
	/** Take what it first reported as an error; its exceptions say less. */
	readonly takeError: () => string | undefined;
};

export type OpenLlamaOptions = {
	readonly provider: Provider;
	/** Which NVIDIA card, counted from 0. @default all */
	readonly card?: number;
	readonly environment?: NodeJS.ProcessEnv;
};

/**
Open the library's prebuilt binary for a kind of device. It builds, downloads and prints nothing.

@throws {Error} If there is none, or it does not run here. The message says why.
*/
export async function openLlama(
	{getLlama, LlamaLogLevel}: LlamaLibrary,
	{provider, card, environment = process.env}: OpenLlamaOptions,
): Promise<LlamaRuntime> {
	if (provider === 'webgpu') {
		throw new Error('llama.cpp runs on `cuda`, `vulkan`, `metal` or `cpu`');
	}

	if (card !== undefined) {
		showOnlyCard(card, environment);
	}

	const gpu = provider === 'cpu' ? false : provider;
	let problem: string | undefined;
	const llama = await getLlama({
		gpu,
		build: 'never',
		skipDownload: true,
		progressLogs: false,
		logLevel: LlamaLogLevel.error,
		logger(_level, message) {
			// Those after it only say that something failed.
			problem ??= message.replace(origin, '').trim();
		},
		// The context's own number of threads counts.
		maxThreads: 0,
	}).catch(() => undefined);
	if (llama?.gpu === gpu) {
		return {
			llama,
			takeError() {
				const taken = problem;
				problem = undefined;
				return taken;
			},
		};
	}

	await llama?.dispose();
	throw new Error(whyNot(provider));
}

/** Name the package with the binaries for a kind of device of this machine. */
export function binaryPackage(provider: Provider): string {
	const {platform, arch} = process;
	const system = systems[platform] ?? platform;
	return `@node-llama-cpp/${system}-${arch}${provider === 'cpu' ? '' : `-${provider}`}`;
}

const systems: Readonly<Partial<Record<NodeJS.Platform, string>>> = {darwin: 'mac', win32: 'win'};

/** Where in llama.cpp a message comes from. */
const origin = /^\w+: (?:error loading model: )?/v;

function whyNot(provider: Provider): string {
	const name = binaryPackage(provider);
	return isInstalled(name)
		? 'its library does not run here; is there such a device, with its driver?'
		: `the package \`${name}\` is not installed`;
}

/** Binaries are found from the library's folder. */
function isInstalled(name: string): boolean {
	const library = findPackageJSON('node-llama-cpp', import.meta.url);
	try {
		return findPackageJSON(name, library) !== undefined;
	} catch {
		return false;
	}
}

/** Hide all cards but one. The library has no option for it, and reads the environment only when it loads. */
function showOnlyCard(card: number, environment: NodeJS.ProcessEnv) {
	const visible = environment.CUDA_VISIBLE_DEVICES?.split(',')[card];
	// In the order of `nvidia-smi`, not of speed.
	environment.CUDA_DEVICE_ORDER ??= 'PCI_BUS_ID';
	environment.CUDA_VISIBLE_DEVICES = visible ?? String(card);
}
