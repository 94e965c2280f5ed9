import * as v from 'valibot';
import {cardSchema} from '../../gpu/devices/card.ts';
import {list, struct} from '../../support/schema.ts';

/** A card, and what this miner does on it. */
export const minerCardSchema = struct({
	...cardSchema.entries,
	/** Whether an engine of this miner runs on it. */
	isUsed: v.boolean(),
	/** Memory of this miner's processes on it, in bytes, if the driver tells processes apart. */
	ownMemory: v.optional(v.number()),
});

export type MinerCard = v.InferOutput<typeof minerCardSchema>;

/** A reading of the compute devices: of the cards the model runs on as one, or else of this machine, and of every card. */
export const deviceReadingSchema = struct({
	/** `remote` if the model runs on servers, whose devices are not known. */
	kind: v.picklist(['gpu', 'cpu', 'remote']),
	/** Display name. */
	name: v.string(),
	/** From 0 to 1. */
	load: v.nullable(v.number()),
	/** In bytes, of all programs together. */
	memoryUsed: v.nullable(v.number()),
	memoryTotal: v.nullable(v.number()),
	/** Memory of the engine, in bytes. */
	modelBytes: v.nullable(v.number()),
	/** In degrees Celsius. */
	temperature: v.nullable(v.number()),
	/** In watts. */
	power: v.nullable(v.number()),
	powerLimit: v.nullable(v.number()),
	/** Every card of this machine, used or not. */
	cards: list(minerCardSchema),
	/** What remains unknown of the cards and why, one sentence each. */
	notes: list(v.string()),
	/** What the driver says in place of readings. */
	trouble: v.nullable(v.string()),
	/** When it was read, in milliseconds since the Unix epoch. */
	at: v.number(),
});

export type DeviceReading = v.InferOutput<typeof deviceReadingSchema>;
