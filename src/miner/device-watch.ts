import type {Provider} from '../gpu/engine-messages.ts';
import {type GpuReading, watchGpus} from '../gpu/watch-gpus.ts';
import {type HostReading, watchHost} from '../gpu/watch-host.ts';
import type {Clock} from '../support/clock.ts';
import {createStore, type ReadableStore} from '../support/store.ts';
import type {Known} from './known.ts';

/** How what computes is doing: the graphics card, or this machine where there is none. */
export type DeviceReading = {
	readonly kind: 'gpu' | 'cpu';
	/** In words. */
	readonly name: string;
	/** From 0 to 1. */
	readonly load: Known<number>;
	/** Bytes, of all programs together. */
	readonly memoryUsed: Known<number>;
	readonly memoryTotal: Known<number>;
	/** Memory of the engine, in bytes. */
	readonly modelBytes: number;
	/** Degrees Celsius. */
	readonly temperature: Known<number>;
	/** Watts. */
	readonly power: Known<number>;
	readonly powerLimit: Known<number>;
	/** When it was read, in milliseconds since the Unix epoch. */
	readonly at: number;
};

export type WatchDeviceOptions = {
	/** Where the model runs. */
	readonly provider: Provider;
	/** Memory of the engine, in bytes. */
	readonly memory: ReadableStore<number>;
	/** NVIDIA's tool, and arguments to put first. */
	readonly smi?: readonly string[];
	/** Milliseconds after which a card that tells nothing is given up for the machine. @default 5000 */
	readonly patience?: number;
	readonly clock: Clock;
};

export type DeviceWatch = {
	/** `undefined` until the first reading. A reading that gets old tells that there are no new ones. */
	readonly device: ReadableStore<DeviceReading | undefined>;
	readonly close: () => Promise<void>;
};

/**
Watch what an engine computes on: NVIDIA's first card if it runs on a graphics card, else the machine.
*/
export function watchDevice({
	provider,
	memory,
	smi,
	patience = 5000,
	clock,
}: WatchDeviceOptions): DeviceWatch {
	const device = createStore<DeviceReading | undefined>(undefined);
	const closes: Array<() => Promise<void> | void> = [];
	const show = (reading: Omit<DeviceReading, 'modelBytes' | 'at'> | undefined) => {
		if (reading) {
			device.set({...reading, modelBytes: memory.getSnapshot(), at: clock.now()});
		}
	};

	const showHost = () => {
		const {host, close} = watchHost({clock});
		host.subscribe(() => {
			show(readHost(host.getSnapshot()));
		});
		closes.push(close);
	};

	const showCard = () => {
		const {gpus, close} = watchGpus({smi, clock});
		gpus.subscribe(() => {
			show(readCard(gpus.getSnapshot()[0]));
		});
		const cancel = clock.after(patience, () => {
			if (!device.getSnapshot()) {
				showHost();
			}
		});
		closes.push(close, cancel);
	};

	if (provider === 'cpu') {
		showHost();
	} else {
		showCard();
	}

	return {
		device,
		async close() {
			await Promise.all(closes.map(async close => close()));
		},
	};
}

const readHost = (host: HostReading | undefined) =>
	host && {
		kind: 'cpu' as const,
		name: host.processor,
		load: host.load,
		memoryUsed: host.memoryUsed,
		memoryTotal: host.memoryTotal,
		temperature: null,
		power: null,
		powerLimit: null,
	};

const readCard = (card: GpuReading | undefined) =>
	card && {
		kind: 'gpu' as const,
		name: card.name,
		load: card.load ?? null,
		memoryUsed: card.memoryUsed ?? null,
		memoryTotal: card.memoryTotal ?? null,
		temperature: card.temperature ?? null,
		power: card.power ?? null,
		powerLimit: card.powerLimit ?? null,
	};
