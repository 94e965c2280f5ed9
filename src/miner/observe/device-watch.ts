import type {EngineInfo} from '../../gpu/engine.ts';
import {type GpuReading, watchGpus} from '../../gpu/devices/watch-gpus.ts';
import {type HostReading, watchHost} from '../../gpu/devices/watch-host.ts';
import type {Clock} from '../../support/clock.ts';
import {createStore, type ReadableStore} from '../../support/store.ts';
import type {DeviceReading} from './device-reading.ts';

export type WatchDeviceOptions = {
	/** Where the model runs. */
	readonly provider: EngineInfo['provider'];
	/** Which NVIDIA card, counted from 0. @default 0 */
	readonly card?: number;
	/** Memory of the engine, in bytes. */
	readonly memory: ReadableStore<number>;
	/** The command for `nvidia-smi`, with any leading arguments. */
	readonly smi?: readonly string[];
	/** Milliseconds to wait for the card before watching the machine instead. @default 5000 */
	readonly timeout?: number;
	readonly clock: Clock;
};

export type DeviceWatch = {
	/** `undefined` until the first reading. An old reading means that there are no new ones. */
	readonly device: ReadableStore<DeviceReading | undefined>;
	readonly close: () => Promise<void>;
};

/**
Watch the device an engine runs on: its NVIDIA card if it uses one of this machine, or else the machine.
*/
export function watchDevice({
	provider,
	card = 0,
	memory,
	smi,
	timeout = 5000,
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
			show(readCard(gpus.getSnapshot().find(({index}) => index === card)));
		});
		const cancel = clock.after(timeout, () => {
			if (!device.getSnapshot()) {
				showHost();
			}
		});
		closes.push(close, cancel);
	};

	if (provider === 'cpu' || provider === 'remote') {
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
