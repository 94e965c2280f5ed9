import type {DeviceChoice, Provider} from '../devices/device-choice.ts';
import type {EmbedWork, GenerateWork, TextEndPart, VectorPart} from '../engine.ts';

/** What a text is made of, with the seed picked: so that a text that was interrupted can be made again. */
export type GenerateRequest = Omit<GenerateWork, 'kind' | 'seed'> & {readonly seed: number};

export type LanguageFault = {
	readonly ok: false;
	/** `out-of-memory` if fewer texts at once may succeed. */
	readonly cause: 'too-long' | 'unsupported' | 'out-of-memory' | 'cancelled' | 'failed';
	/** One sentence. */
	readonly problem: string;
};

export type Generated = ({readonly ok: true} & Omit<TextEndPart, 'kind'>) | LanguageFault;
export type Embedded = ({readonly ok: true} & Omit<VectorPart, 'kind'>) | LanguageFault;

/**
A language model loaded in this process, which an engine process runs. Each kind of model file has one such implementation.

It makes several texts at once; a new one joins between two steps of the others.
*/
export type LanguageModel = {
	/** The runtime, for example `onnxruntime 1.30.0 (cpu)`. */
	readonly engine: string;
	readonly provider: Provider;
	/** Why each faster device was not used, one sentence each. */
	readonly notes: readonly string[];
	readonly capabilities: ReadonlyArray<'generate' | 'embed'>;
	/** The most tokens of a prompt and its answer together. */
	readonly context: number;
	/** How many texts it makes at once. */
	readonly capacity: number;
	/** Make a text. Pieces of it are passed on as soon as no `stop` can begin in them. Never rejects. */
	readonly generate: (
		request: GenerateRequest,
		options: {readonly signal?: AbortSignal; readonly onText: (text: string) => void},
	) => Promise<Generated>;
	/** Turn a text into a vector. Never rejects. */
	readonly embed: (
		request: Omit<EmbedWork, 'kind'>,
		options?: {readonly signal?: AbortSignal},
	) => Promise<Embedded>;
	readonly close: () => Promise<void>;
};

export type LoadLanguageOptions = {
	/** A file or a folder. */
	readonly model: string;
	/** A named device is the only one tried. */
	readonly device: DeviceChoice;
	/** Threads per step on a CPU. */
	readonly threads: number;
};

/** Load a language model into this process, and run it once, to detect at once one that loads but does not run. */
export type LoadLanguageModel = (options: LoadLanguageOptions) => Promise<
	| {readonly ok: true; readonly model: LanguageModel}
	| {
			readonly ok: false;
			readonly cause: 'bad-model' | 'no-runtime' | 'no-device';
			/** The end of a sentence about it. */
			readonly problem: string;
	  }
>;
