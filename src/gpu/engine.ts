import type {ReadableStore} from '../support/store.ts';
import type {Provider} from './devices/device-choice.ts';

/** Dimensions of a model with a single float32 input and output, not counting the leading batch dimension. */
export type RowShape = {
	readonly inputDims: readonly number[];
	readonly outputDims: readonly number[];
};

/** One row of a model's input. Rows of different callers may share a pass. */
export type TensorWork = {
	readonly kind: 'tensor';
	readonly input: Float32Array;
	/** The dimensions of the model that it is for. @default any model */
	readonly shape?: RowShape;
};

/** A message of a chat, as chat templates take it. */
export type ChatMessage = {
	readonly role: 'system' | 'user' | 'assistant';
	readonly content: string;
};

/** A text for a language model to continue, or a chat to reply to. */
export type GenerateWork = {
	readonly kind: 'generate';
	/** Plain text, or a chat, which the engine turns into text by its model's own template. */
	readonly prompt: string | readonly ChatMessage[];
	/** The most tokens to make. */
	readonly maxTokens: number;
	/** Scale of randomness, 0 for the most probable token each time. @default 1 */
	readonly temperature?: number;
	/** Only the most probable tokens that together have this probability are drawn from. @default 1 */
	readonly topP?: number;
	/** The text ends before any of these. */
	readonly stop?: readonly string[];
	/** The same work with the same seed gives the same text. A whole number. @default a new one each time */
	readonly seed?: number;
};

/** A text to turn into a vector that says what it is about. */
export type EmbedWork = {readonly kind: 'embed'; readonly text: string};

/** What an engine can be asked to do. */
export type Work = TensorWork | GenerateWork | EmbedWork;

/** A kind of work that an engine can do. */
export type Capability = Work['kind'];

/** One row of a model's output. */
export type RowPart = {
	readonly kind: 'row';
	readonly output: Float32Array;
	/** Number of rows in the pass that computed it. */
	readonly batch: number;
};

/** The next piece of a text, which is never empty. */
export type TextPart = {readonly kind: 'text'; readonly text: string};

/** The end of a text. */
export type TextEndPart = {
	readonly kind: 'text-end';
	/** `stop` if the model ended it, or one of the work's `stop` did; `length` if no more tokens were allowed, or fit. */
	readonly reason: 'stop' | 'length';
	/** Number of tokens in the prompt. */
	readonly promptTokens: number;
	/** Number of tokens made, including what ended it. */
	readonly tokens: number;
};

/** A text as a vector of unit length. */
export type VectorPart = {
	readonly kind: 'vector';
	readonly vector: Float32Array;
	/** Number of tokens in the text. */
	readonly tokens: number;
};

/**
Why an engine did not do its work.

`unsupported` is work of a kind, or for a model of dimensions, that it does not have, `too-long` a text that its model cannot take whole.
*/
export type EngineRefusal =
	'queue-full' | 'deadline' | 'engine-failed' | 'cancelled' | 'closed' | 'unsupported' | 'too-long';

/** The end of work that was not done. */
export type RefusedPart = {
	readonly kind: 'refused';
	readonly reason: EngineRefusal;
	readonly cause?: unknown;
};

/** What comes of work, piece by piece: one row; or pieces of text, then their end; or one vector. A refusal may end any of them. */
export type Part = RowPart | TextPart | TextEndPart | VectorPart | RefusedPart;

export type RunOptions = {
	/** Aborted when the caller no longer needs the result. */
	readonly signal?: AbortSignal;
	/** Milliseconds since the Unix epoch. @default never */
	readonly deadline?: number;
	/** Work of higher priority is kept when the queue is full. @default 0 */
	readonly priority?: number;
	/** Callers take turns. @default no caller, so no waiting for a turn */
	readonly caller?: string;
};

/** A process of an engine, and where it computes. */
export type EngineProcessInfo = {
	readonly pid: number;
	readonly provider: Provider;
	/** Which NVIDIA card it uses, counted from 0, if one was named. */
	readonly card?: number;
};

/** Information about an engine with a loaded model. */
export type EngineInfo = {
	/** The runtime, for example `onnxruntime 1.30.0 (cpu)`. */
	readonly name: string;
	/** `remote` if other programs run the model, which may be on other machines. */
	readonly provider: Provider | 'remote';
	/** Which NVIDIA card it uses, counted from 0, if one was named. */
	readonly card?: number;
	/** The device's name, for example `AMD EPYC 7B13` or `NVIDIA H200`. */
	readonly device: string;
	/** Its processes on this machine. @default none */
	readonly processes?: readonly EngineProcessInfo[];
	/** The model's name, for example `image-base`. */
	readonly model: string;
	readonly capabilities: readonly Capability[];
	/** Dimensions of the models of rows. */
	readonly shapes?: readonly RowShape[];
	/** How many pieces of work it does at once. */
	readonly capacity: number;
	/** How many pieces of work are waiting, excluding those that it is doing. */
	readonly waiting: number;
	/** Why each faster device was not used, one sentence each; empty if the device was requested by name. Of servers, the state of each. */
	readonly notes: readonly string[];
};

/** What a task needs of an engine. */
export type WorkEngine = {
	/** Do work. Never throws: what cannot be done ends with a refusal. Nothing begins before the first part is asked for. */
	readonly run: (work: Work, options?: RunOptions) => AsyncIterable<Part>;
};

/**
A model in another process: on a device, or behind servers. It queues and batches what it is asked, and survives the death of that process.
*/
export type Engine = WorkEngine & {
	readonly info: () => EngineInfo;
	/** Get the engine's memory in bytes: VRAM on a GPU, resident memory of its process on a CPU; `undefined` if that is not known, as of servers. During a restart, the last known figure. */
	readonly memoryBytes: () => Promise<number | undefined>;
	/** Number of times the process was restarted. */
	readonly restarts: () => number;
	/** Why nothing can be answered at the moment, if so: the process died and is being replaced, or the engine has given up for a while. */
	readonly problem: ReadableStore<string | undefined>;
	/** Refuse what waits and what is being done, and end the process. */
	readonly close: () => Promise<void>;
};
