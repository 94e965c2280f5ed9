import process from 'node:process';
import {cardOf, type DeviceChoice, type Provider} from '../devices/device-choice.ts';
import {notePassedOver} from '../devices/passed-over.ts';
import type {
	LanguageModel,
	LoadLanguageModel,
	LoadLanguageOptions,
} from '../language/language-model.ts';
import {createRoomyContext} from './create-context.ts';
import {firstLine} from './faults.ts';
import {findHeaderFault} from './gguf-header.ts';
import {type LlamaLibrary, type LlamaRuntime, openLlama} from './llama-runtime.ts';
import {createTextModel} from './text-model.ts';
import {createVectorModel, makesVectors} from './vector-model.ts';

export type LoadLlamaOptions = LoadLanguageOptions & {
	/** How many texts to make at once, if memory allows. @default 8 */
	readonly sequences?: number;
	/** The most tokens of a prompt and its answer together, if the model and memory allow. @default 4096 on a CPU, 8192 elsewhere */
	readonly contextSize?: number;
};

type Loaded = Awaited<ReturnType<LoadLanguageModel>>;
type Refusal = Extract<Loaded, {readonly ok: false}>;

/**
Load a GGUF model with llama.cpp and run it once, to detect at once a model that loads but does not run.

Only this function imports the library, since it may be absent. Without a named device, CUDA is tried first, then Vulkan or Metal, then the CPU.
*/
export async function loadLlamaModel(options: LoadLlamaOptions): Promise<Loaded> {
	const fault = await findHeaderFault(options.model);
	if (fault !== undefined) {
		return {ok: false, cause: 'bad-model', problem: fault};
	}

	let library: LlamaLibrary;
	try {
		library = await import('node-llama-cpp');
	} catch (error) {
		return {ok: false, cause: 'no-runtime', problem: firstLine(error)};
	}

	const notes: string[] = [];
	let refusal: Refusal | undefined;
	for (const provider of candidates(options.device)) {
		const loaded = await loadOn(library, provider, {...options, notes});
		if (loaded.ok) {
			return loaded;
		}

		refusal = loaded;
		notes.push(notePassedOver(provider, loaded.problem));
	}

	return refusal!;
}

function candidates(device: DeviceChoice): readonly Provider[] {
	if (device !== 'auto') {
		return [cardOf(device) === undefined ? (device as Provider) : 'cuda'];
	}

	return process.platform === 'darwin' ? ['metal', 'cpu'] : ['cuda', 'vulkan', 'cpu'];
}

async function loadOn(
	library: LlamaLibrary,
	provider: Provider,
	{device, ...options}: LoadLlamaOptions & {readonly notes: readonly string[]},
): Promise<Loaded> {
	let runtime: LlamaRuntime;
	try {
		// Without a card's name, large models are spread over all cards.
		const card = device === 'cuda' ? 0 : cardOf(device);
		runtime = await openLlama(library, {provider, card});
	} catch (error) {
		const cause = provider === 'cpu' ? 'no-runtime' : 'no-device';
		return {ok: false, cause, problem: firstLine(error)};
	}

	try {
		return {ok: true, model: await loadInto(runtime, provider, options)};
	} catch (error) {
		await runtime.llama.dispose();
		// What does not fit on a device may fit on another.
		const cause = error instanceof library.InsufficientMemoryError ? 'no-device' : 'bad-model';
		return {ok: false, cause, problem: runtime.takeError() ?? firstLine(error)};
	}
}

type LoadIntoOptions = Omit<LoadLlamaOptions, 'device'> & {readonly notes: readonly string[]};

async function loadInto(
	{llama}: LlamaRuntime,
	provider: Provider,
	{
		model: modelPath,
		threads,
		sequences = 8,
		contextSize = provider === 'cpu' ? 4096 : 8192,
		notes,
	}: LoadIntoOptions,
): Promise<LanguageModel> {
	const model = await llama.loadModel({modelPath});
	const known = {
		engine: `llama.cpp ${llama.llamaCppRelease.release} (${provider})`,
		provider,
		close: async () => llama.dispose(),
	};
	if (makesVectors(model)) {
		const vectors = await createVectorModel(model, threads);
		check(await vectors.embed({text: 'Test'}));
		return {...known, ...vectors, notes};
	}

	const room = {sequences, contextSize: Math.min(contextSize, model.trainContextSize)};
	const {context, notes: shortage} = await createRoomyContext(model, {...room, threads});
	const texts = createTextModel(context);
	check(
		await texts.generate(
			{prompt: 'Test', maxTokens: 1, temperature: 0, seed: 0},
			{onText: () => undefined},
		),
	);
	return {...known, ...texts, notes: [...notes, ...shortage]};
}

function check(tried: {readonly ok: true} | {readonly ok: false; readonly problem: string}) {
	if (!tried.ok) {
		throw new Error(tried.problem);
	}
}
