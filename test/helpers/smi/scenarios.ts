/** What a program in the place of `nvidia-smi` answers. */
export type SmiScenario = {
	/** Printed in place of everything else, as when there is no driver. */
	readonly failure?: string;
	readonly cuda?: string;
	/** Fields that this driver refuses. */
	readonly unknownFields?: readonly string[];
	/** The cells of each card by field, as the real tool prints them; each round of readings is one of these, and the last repeats. */
	readonly rounds: ReadonlyArray<ReadonlyArray<Readonly<Record<string, string>>>>;
	/** Printed after the last round; the program then exits. */
	readonly farewell?: string;
	/** UUID, process and MiB. */
	readonly apps?: ReadonlyArray<readonly [uuid: string, pid: number | string, memory: string]>;
};

/** A data centre card of 2025, at work. */
export const h200 = {
	index: '0',
	uuid: 'GPU-1f0c2b6a-2c5f-0f4a-93f1-6d5f1b6f8f01',
	'pci.bus_id': '00000000:19:00.0',
	name: 'NVIDIA H200',
	driver_version: '570.86.10',
	'memory.used': '78342',
	'memory.total': '143771',
	'utilization.gpu': '97',
	'temperature.gpu': '61',
	'fan.speed': '[N/A]',
	'clocks.sm': '1980',
	'power.draw': '612.43',
	'power.limit': '700.00',
	'power.default_limit': '700.00',
	'clocks_event_reasons.active': '0x0000000000000000',
} as const;

/** A hot card of a gamer, limited to save power, with an older driver. */
export const rtx3090 = {
	index: '0',
	uuid: 'GPU-5d2b9f8e-7a33-1c0e-8a51-90aa24cf3302',
	'pci.bus_id': '00000000:0A:00.0',
	name: 'NVIDIA GeForce RTX 3090',
	driver_version: '470.223.02',
	'memory.used': '23911',
	'memory.total': '24268',
	'utilization.gpu': '100',
	'temperature.gpu': '84',
	'fan.speed': '100',
	'clocks.sm': '1410',
	'power.draw': '249.81',
	'power.limit': '250.00',
	'power.default_limit': '350.00',
	'clocks_throttle_reasons.active': '0x0000000000000024',
} as const;

/** What a card prints once it has fallen off the bus: only what the driver remembers. */
export const toLostCells = (card: Readonly<Record<string, string>>) =>
	Object.fromEntries(
		Object.entries(card).map(([field, cell]) => [
			field,
			['index', 'uuid', 'pci.bus_id', 'name', 'driver_version'].includes(field)
				? cell
				: '[GPU is lost]',
		]),
	);

export const oldDriver = {unknownFields: ['clocks_event_reasons.active']} as const;
