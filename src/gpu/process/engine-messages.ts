import * as v from 'valibot';
import {deviceSchema, providerSchema} from '../devices/device-choice.ts';
import {loadedLanguage, parts, toLanguageEngine} from './language-messages.ts';
import {count, dims, notes, numbers} from './message-fields.ts';

const load = v.object({
	type: v.literal('load'),
	/** What the model is: a file whose rows become rows, a folder with a language model for onnxruntime, or one for llama.cpp. */
	format: v.picklist(['tensor', 'decoder', 'gguf']),
	model: v.string(),
	device: deviceSchema,
	/** Threads per pass on a CPU. */
	threads: count,
});

const pass = v.object({
	type: v.literal('run'),
	id: count,
	rows: count,
	/** A slot of shared memory for its numbers and those of its answer. */
	slot: count,
	/** Concatenated rows. */
	data: numbers,
});

const loaded = v.object({
	type: v.literal('loaded'),
	engine: v.string(),
	provider: providerSchema,
	inputDims: dims,
	outputDims: dims,
	notes,
});

const refused = v.object({
	type: v.literal('refused'),
	cause: v.picklist(['bad-model', 'no-runtime', 'no-device']),
	problem: v.string(),
});

const toEngine = v.variant('type', [
	load,
	pass,
	...toLanguageEngine,
	v.object({type: v.literal('memory')}),
]);

const fromEngine = v.variant('type', [
	loaded,
	loadedLanguage,
	refused,
	v.object({type: v.literal('ran'), id: count, slot: count, data: numbers}),
	v.object({
		type: v.literal('failed'),
		id: count,
		isOutOfMemory: v.boolean(),
		problem: v.string(),
	}),
	parts,
	/** Resident memory of the process. */
	v.object({type: v.literal('memory'), bytes: count}),
]);

/** A message from the parent to an engine process, over the IPC channel with `advanced` serialization. */
export type ToEngine = Readonly<v.InferOutput<typeof toEngine>>;

export type LoadMessage = Readonly<v.InferOutput<typeof load>>;

/** A kind of model, each of which a process loads in a way of its own. */
export type ModelFormat = LoadMessage['format'];

export type PassMessage = Readonly<v.InferOutput<typeof pass>>;

/** A message from an engine process. */
export type FromEngine = Readonly<v.InferOutput<typeof fromEngine>>;

/** The response to `load`: the model of rows is ready. */
export type LoadedMessage = Readonly<v.InferOutput<typeof loaded>>;

/** The response to `load`: why the model cannot run. */
export type RefusedMessage = Readonly<v.InferOutput<typeof refused>>;

/**
Parse a message from the parent.

@throws {ValiError} If it is not a message to an engine.
*/
export const parseToEngine = (message: unknown): ToEngine => v.parse(toEngine, message);

/**
Parse a message from an engine process.

@throws {ValiError} If it is not a message from an engine.
*/
export const parseFromEngine = (message: unknown): FromEngine => v.parse(fromEngine, message);
