import * as v from 'valibot';
import {deviceSchema, providerSchema} from '../devices/device-choice.ts';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const numbers = v.custom<Float32Array>(value => value instanceof Float32Array);
const dims = v.pipe(v.array(count), v.readonly());

const load = v.object({
	type: v.literal('load'),
	model: v.string(),
	device: deviceSchema,
	/** Threads per pass on a CPU. */
	threads: count,
});

const pass = v.object({
	type: v.literal('run'),
	id: count,
	rows: count,
	/** Concatenated rows. */
	data: numbers,
});

const loaded = v.object({
	type: v.literal('loaded'),
	engine: v.string(),
	provider: providerSchema,
	inputDims: dims,
	outputDims: dims,
	notes: v.pipe(v.array(v.string()), v.readonly()),
});

const refused = v.object({
	type: v.literal('refused'),
	cause: v.picklist(['bad-model', 'no-runtime', 'no-device']),
	problem: v.string(),
});

const toEngine = v.variant('type', [load, pass, v.object({type: v.literal('memory')})]);

const fromEngine = v.variant('type', [
	loaded,
	refused,
	v.object({type: v.literal('ran'), id: count, data: numbers}),
	v.object({
		type: v.literal('failed'),
		id: count,
		isOutOfMemory: v.boolean(),
		problem: v.string(),
	}),
	/** Resident memory of the process. */
	v.object({type: v.literal('memory'), bytes: count}),
]);

/** A message from the parent to an engine process, over the IPC channel with `advanced` serialization. */
export type ToEngine = Readonly<v.InferOutput<typeof toEngine>>;

export type LoadMessage = Readonly<v.InferOutput<typeof load>>;

export type PassMessage = Readonly<v.InferOutput<typeof pass>>;

/** A message from an engine process. */
export type FromEngine = Readonly<v.InferOutput<typeof fromEngine>>;

/** The response to `load`: the model is ready. */
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
