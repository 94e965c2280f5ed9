import * as v from 'valibot';
import {struct} from '../../support/schema.ts';

/** A reading of the compute device: the graphics card, or else this machine. */
export const deviceReadingSchema = struct({
	kind: v.picklist(['gpu', 'cpu']),
	/** Display name. */
	name: v.string(),
	/** From 0 to 1. */
	load: v.nullable(v.number()),
	/** In bytes, of all programs together. */
	memoryUsed: v.nullable(v.number()),
	memoryTotal: v.nullable(v.number()),
	/** Memory of the engine, in bytes. */
	modelBytes: v.number(),
	/** In degrees Celsius. */
	temperature: v.nullable(v.number()),
	/** In watts. */
	power: v.nullable(v.number()),
	powerLimit: v.nullable(v.number()),
	/** When it was read, in milliseconds since the Unix epoch. */
	at: v.number(),
});

export type DeviceReading = v.InferOutput<typeof deviceReadingSchema>;
