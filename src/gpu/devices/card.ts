import * as v from 'valibot';
import {list, struct} from '../../support/schema.ts';

/** Why a card runs slower than it could. `power` is its own limit doing its work; the others cost speed that was paid for. */
const throttles = ['power', 'heat', 'power-brake', 'hardware'] as const;

export type Throttle = (typeof throttles)[number];

/** Absent where a card does not report it. */
const figure = v.optional(v.number());

/** A process on a card. */
const cardProcessSchema = struct({
	pid: v.number(),
	/** In bytes. */
	memory: figure,
});

export type CardProcess = v.InferOutput<typeof cardProcessSchema>;

/** A fault of a card that the driver wrote to the kernel's log. */
const cardFaultSchema = struct({
	/** NVIDIA's Xid number. */
	code: v.number(),
	/** What the driver wrote after the number. */
	text: v.string(),
	/** Milliseconds since the Unix epoch. */
	at: v.number(),
});

export type CardFault = v.InferOutput<typeof cardFaultSchema>;

/** A graphics card, as it was last read. */
export const cardSchema = struct({
	vendor: v.picklist(['nvidia', 'amd', 'apple']),
	/** As the vendor counts, from 0; for NVIDIA the number in `cuda:0`. */
	index: v.number(),
	name: v.string(),
	/** The address on the PCI bus, such as `0000:01:00.0`. */
	bus: v.optional(v.string()),
	/** The driver, such as `570.86.10, CUDA 12.8`. */
	driver: v.optional(v.string()),
	/** `lost` if it no longer answers its driver, `needs-reset` if the driver says so. */
	state: v.picklist(['ok', 'lost', 'needs-reset']),
	/** In bytes, of all programs together. */
	memoryUsed: figure,
	memoryTotal: figure,
	/** From 0 to 1. */
	load: figure,
	/** From 0 to 1. */
	fan: figure,
	/** Of the processors, in MHz. */
	clock: figure,
	/** In degrees Celsius. */
	temperature: figure,
	/** In watts. */
	power: figure,
	powerLimit: figure,
	/** The limit that its maker set. */
	powerDefault: figure,
	throttles: list(v.picklist(throttles)),
	/** Since when it has been slowed by anything but its own power limit, with pauses of a few seconds at most. In milliseconds since the Unix epoch. */
	slowedSince: figure,
	/** The programs on it, as far as the driver tells. */
	processes: list(cardProcessSchema),
	/** The latest. */
	fault: v.optional(cardFaultSchema),
});

export type CardReading = v.InferOutput<typeof cardSchema>;
