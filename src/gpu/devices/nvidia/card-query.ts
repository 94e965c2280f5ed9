import * as v from 'valibot';
import type {CardReading, Throttle} from '../card.ts';
import {figure, mebibytes, share, toCells} from './nvidia-smi.ts';

/** What is asked of each card. */
const allFields = [
	'index',
	'uuid',
	'pci.bus_id',
	'name',
	'driver_version',
	'memory.used',
	'memory.total',
	'utilization.gpu',
	'temperature.gpu',
	'fan.speed',
	'clocks.sm',
	'power.draw',
	'power.limit',
	'power.default_limit',
	'clocks_event_reasons.active',
] as const;

/** What older drivers call a field. */
const olderNames: Readonly<Record<string, string>> = {
	'clocks_event_reasons.active': 'clocks_throttle_reasons.active',
};

/** A row about one card. */
export type CardRow = Omit<
	CardReading,
	'vendor' | 'slowedSince' | 'processes' | 'fault' | 'driver'
> & {
	/** What stays the same when another card disappears, unlike the index. */
	readonly id: string;
	/** The driver's version. */
	readonly driver: string | undefined;
};

/** A query of all cards that adapts to the driver's age. */
export type CardQuery = {
	/** The fields, as the tool takes them. */
	readonly text: () => string;
	/** Parse a line; `undefined` if it is not about a card. */
	readonly parse: (line: string) => CardRow | undefined;
	/** Leave out the field that an error message says this driver does not know, or ask for it by its older name. Returns whether it did. */
	readonly adapt: (line: string) => boolean;
};

/**
Create a query of all cards. An old driver refuses a whole query for one field that it does not know.
*/
export function createCardQuery(): CardQuery {
	let fields: readonly string[] = allFields;
	return {
		text: () => fields.join(','),
		parse(line) {
			const cells = toCells(line);
			if (cells.length !== fields.length) {
				return undefined;
			}

			const named = Object.fromEntries(fields.map((field, index) => [field, cells[index]]));
			const {success, output} = v.safeParse(rowSchema, named);
			return success ? {...output, state: readState(cells)} : undefined;
		},
		adapt(line) {
			const field = /Field "(?<field>[\w.]+)" is not a valid field/v.exec(line)?.groups!.field;
			if (field === undefined || !fields.includes(field)) {
				return false;
			}

			fields = fields.flatMap(name => (name === field ? (olderNames[field] ?? []) : name));
			return true;
		},
	};
}

/** A word that may be unknown: the tool then prints `[N/A]` or similar. */
const word = v.pipe(
	v.string(),
	v.transform(text => (text === '' || text.startsWith('[') ? undefined : text)),
);

/** Positions of the bits in NVML's `nvmlClocksEventReasons`. The others, such as an idle card or clocks set by the operator, are no reason to worry. */
const bits: ReadonlyArray<readonly [bit: number, throttle: Throttle]> = [
	[2, 'power'],
	[3, 'hardware'],
	[5, 'heat'],
	[6, 'heat'],
	[7, 'power-brake'],
];

const reasons = v.pipe(
	v.optional(v.string(), ''),
	v.transform((text): readonly Throttle[] => {
		const mask = /^0x[\da-f]{1,16}$/iv.test(text) ? Number(text) : 0;
		const found = bits
			.filter(([bit]) => Math.floor(mask / 2 ** bit) % 2 === 1)
			.map(([, throttle]) => throttle);
		// The bit of a hardware slowdown is set together with those of its cause.
		const causes = found.filter(throttle => throttle !== 'hardware');
		return [...new Set(causes.some(cause => cause !== 'power') ? causes : found)];
	}),
);

const rowSchema = v.pipe(
	v.object({
		index: v.pipe(v.string(), v.regex(/^\d{1,4}$/v), v.toNumber()),
		uuid: v.optional(word, ''),
		'pci.bus_id': v.optional(word, ''),
		name: v.string(),
		// eslint-disable-next-line @typescript-eslint/naming-convention -- The tool's own name.
		driver_version: v.optional(word, ''),
		'memory.used': v.optional(mebibytes, ''),
		'memory.total': v.optional(mebibytes, ''),
		'utilization.gpu': v.optional(share, ''),
		'temperature.gpu': v.optional(figure, ''),
		'fan.speed': v.optional(share, ''),
		'clocks.sm': v.optional(figure, ''),
		'power.draw': v.optional(figure, ''),
		'power.limit': v.optional(figure, ''),
		'power.default_limit': v.optional(figure, ''),
		'clocks_event_reasons.active': reasons,
		'clocks_throttle_reasons.active': reasons,
	}),
	v.transform((row): Omit<CardRow, 'state'> => {
		const address = row['pci.bus_id'];
		const bus = address === undefined ? undefined : toBus(address);
		return {
			id: row.uuid ?? bus ?? String(row.index),
			index: row.index,
			name: row.name,
			bus,
			driver: row.driver_version,
			memoryUsed: row['memory.used'],
			memoryTotal: row['memory.total'],
			load: row['utilization.gpu'],
			temperature: row['temperature.gpu'],
			fan: row['fan.speed'],
			clock: row['clocks.sm'],
			power: row['power.draw'],
			powerLimit: row['power.limit'],
			powerDefault: row['power.default_limit'],
			throttles: [...row['clocks_event_reasons.active'], ...row['clocks_throttle_reasons.active']],
		};
	}),
);

/**
Write a PCI address as the kernel does. The tool writes the domain with eight digits.

@example
```
toBus('00000000:3B:00.0');
//=> '0000:3b:00.0'
```
*/
export const toBus = (address: string): string =>
	address.toLowerCase().replace(/^0{4}(?=[\da-f]{4}:)/v, '');

function readState(cells: readonly string[]): CardReading['state'] {
	if (cells.some(cell => /^\[gpu is lost\]$/iv.test(cell))) {
		return 'lost';
	}

	return cells.some(cell => /^\[gpu requires reset\]$/iv.test(cell)) ? 'needs-reset' : 'ok';
}
