import type {CardReading} from '../../gpu/devices/card.ts';
import type {HostReading} from '../../gpu/devices/watch-host.ts';
import {
	type DevicesReading,
	watchDevices,
	type WatchDevicesOptions,
} from '../../gpu/devices/watch-devices.ts';
import type {EngineInfo, EngineProcessInfo} from '../../gpu/engine.ts';
import type {Clock} from '../../support/clock.ts';
import {createStore, type ReadableStore} from '../../support/store.ts';
import type {DeviceReading, MinerCard} from './device-reading.ts';

export type WatchDeviceOptions = Pick<
	WatchDevicesOptions,
	'smi' | 'kernelLogs' | 'platform' | 'drm' | 'apple'
> & {
	/** Where the model runs. */
	readonly info: () => Pick<EngineInfo, 'provider' | 'card' | 'processes'> &
		Partial<Pick<EngineInfo, 'device'>>;
	/** Memory of the engine, in bytes. */
	readonly memory: ReadableStore<number | undefined>;
	/** Milliseconds to wait for the card before showing the machine instead. @default 5000 */
	readonly timeout?: number;
	readonly clock: Clock;
};

export type DeviceWatch = {
	/** `undefined` until the first reading. An old reading means that there are no new ones. */
	readonly device: ReadableStore<DeviceReading | undefined>;
	readonly close: () => Promise<void>;
};

/**
Watch the devices an engine runs on: its cards if it uses any, or else the machine, or the servers that it asks; and all other cards beside them.
*/
export function watchDevice({
	info,
	memory,
	timeout = 5000,
	clock,
	...options
}: WatchDeviceOptions): DeviceWatch {
	const device = createStore<DeviceReading | undefined>(undefined);
	const {devices, close} = watchDevices({...options, clock});
	const startedAt = clock.now();
	const show = () => {
		const reading = devices.getSnapshot();
		const {provider, device: name = '', processes = []} = info();
		const cards = reading.cards.map(card => markCard(card, processes));
		const used = cards.filter(({isUsed, state}) => isUsed && state === 'ok');
		const awaitsCard = isOnCard(provider) && used.length === 0 && clock.now() - startedAt < timeout;
		const host = awaitsCard ? undefined : reading.host;
		const summary =
			provider === 'remote'
				? {...unknown, kind: 'remote' as const, name}
				: used.length > 0
					? sumUp(used)
					: host && readHost(host);
		if (summary) {
			device.set({
				...summary,
				...toNotes(reading),
				cards,
				modelBytes: getOwnMemory(cards) ?? memory.getSnapshot() ?? null,
				at: clock.now(),
			});
		}
	};

	const unsubscribe = devices.subscribe(show);
	return {
		device,
		async close() {
			unsubscribe();
			await close();
		},
	};
}

const isOnCard = (provider: EngineInfo['provider']) => provider !== 'cpu' && provider !== 'remote';

const toNotes = ({notes, trouble}: DevicesReading) => ({notes, trouble: trouble ?? null});

/** Mark a card as used if one of our processes is on it; where the driver tells no processes apart, if an engine was started for it. */
function markCard(card: CardReading, engines: readonly EngineProcessInfo[]): MinerCard {
	const pids = new Set(engines.map(({pid}) => pid));
	const own = card.processes.filter(({pid}) => pids.has(pid));
	const isNamed = engines.some(({provider, card: index = 0}) =>
		provider === 'cuda'
			? card.vendor === 'nvidia' && card.index === index
			: provider !== 'cpu' && card.index === 0,
	);
	return {
		...card,
		isUsed: own.length > 0 || isNamed,
		ownMemory: own.length === 0 ? undefined : total(own.map(({memory}) => memory)),
	};
}

/** Get the memory of our processes on all cards, which is read more often than an engine can be asked. */
function getOwnMemory(cards: readonly MinerCard[]): number | undefined {
	const used = cards.filter(({isUsed}) => isUsed);
	return used.length === 0 ? undefined : total(used.map(({ownMemory}) => ownMemory));
}

/** Show cards as one: what they use together, how busy they are on average, and the hottest. */
function sumUp(cards: readonly MinerCard[]) {
	const [first] = cards;
	const loads = cards.map(({load}) => load).filter(load => load !== undefined);
	const degrees = cards.map(({temperature}) => temperature).filter(known => known !== undefined);
	return {
		kind: 'gpu' as const,
		name: cards.length === 1 ? first!.name : `${cards.length} cards, ${first!.name}`,
		load: loads.length === 0 ? null : (total(loads) ?? 0) / loads.length,
		memoryUsed: total(cards.map(({memoryUsed}) => memoryUsed)) ?? null,
		memoryTotal: total(cards.map(({memoryTotal}) => memoryTotal)) ?? null,
		temperature: degrees.length === 0 ? null : Math.max(...degrees),
		power: total(cards.map(({power}) => power)) ?? null,
		powerLimit: total(cards.map(({powerLimit}) => powerLimit)) ?? null,
	};
}

/** Add up numbers; `undefined` if one is unknown. */
const total = (numbers: ReadonlyArray<number | undefined>): number | undefined => {
	let sum = 0;
	for (const number of numbers) {
		if (number === undefined) {
			return undefined;
		}

		sum += number;
	}

	return sum;
};

const unknown = {
	load: null,
	memoryUsed: null,
	memoryTotal: null,
	temperature: null,
	power: null,
	powerLimit: null,
} as const;

const readHost = (host: HostReading) => ({
	...unknown,
	kind: 'cpu' as const,
	name: host.processor,
	load: host.load,
	memoryUsed: host.memoryUsed,
	memoryTotal: host.memoryTotal,
});
