import process from 'node:process';
import {type Clock, systemClock} from '../../support/clock.ts';
import {createStore, type ReadableStore} from '../../support/store.ts';
import {readAmd} from './amd/read-amd.ts';
import {readApple, type ReadAppleOptions} from './apple/read-apple.ts';
import type {CardReading} from './card.ts';
import {watchNvidia, type WatchNvidiaOptions} from './nvidia/watch-nvidia.ts';
import {poll, type Poll} from './poll.ts';
import {type HostReading, watchHost, type WatchHostOptions} from './watch-host.ts';

export type WatchDevicesOptions = Omit<WatchNvidiaOptions, 'clock'> &
	Pick<WatchHostOptions, 'loadSystem'> & {
		/** @default this machine's */
		readonly platform?: NodeJS.Platform;
		/** Where Linux lists graphics cards. @default '/sys/class/drm' */
		readonly drm?: string;
		readonly apple?: ReadAppleOptions;
		readonly clock?: Clock;
	};

/** What is known of this machine's devices. */
export type DevicesReading = {
	/** `undefined` until the first reading, and while the system cannot be read. */
	readonly host: HostReading | undefined;
	/** All cards, by vendor and number. */
	readonly cards: readonly CardReading[];
	/** What remains unknown and why, one sentence each. */
	readonly notes: readonly string[];
	/** What the driver says in place of readings. */
	readonly trouble: string | undefined;
};

export type DevicesWatch = {
	readonly devices: ReadableStore<DevicesReading>;
	readonly close: () => Promise<void>;
};

/** Milliseconds between two readings. On a Mac each starts a program. */
const amdInterval = 2000;
const appleInterval = 5000;

/**
Watch this machine and all its graphics cards, with one sampler a vendor. What is missing is looked for briefly, and costs nothing after that.
*/
export function watchDevices({
	platform = process.platform,
	drm,
	apple,
	loadSystem,
	clock = systemClock,
	...options
}: WatchDevicesOptions = {}): DevicesWatch {
	const host = watchHost({loadSystem, clock});
	const nvidia = platform === 'darwin' ? undefined : watchNvidia({...options, clock});
	const polled = pollCards(platform, {drm, apple, clock});
	const read = (): DevicesReading => {
		const ofNvidia = nvidia?.reading.getSnapshot();
		const cards = [...(ofNvidia?.cards ?? []), ...(polled?.items.getSnapshot() ?? [])];
		return {
			host: host.host.getSnapshot(),
			cards,
			notes: [
				...(ofNvidia?.isMissing && cards.length === 0
					? ['No NVIDIA card is watched: there is no `nvidia-smi` on the PATH.']
					: []),
				...(ofNvidia?.isFaultBlind && ofNvidia.cards.length > 0
					? [
							"Faults (Xid) are unknown: this user may not read the kernel's log. `sudo usermod -aG adm,systemd-journal $USER` and a new login allow it.",
						]
					: []),
				...(cards.some(({vendor}) => vendor === 'apple')
					? ['Temperature and power are unknown: macOS shows them only to root.']
					: []),
			],
			trouble: ofNvidia?.trouble,
		};
	};

	const devices = createStore(read());
	const sources = [
		host.host,
		...(nvidia ? [nvidia.reading] : []),
		...(polled ? [polled.items] : []),
	];
	for (const source of sources) {
		source.subscribe(() => {
			devices.set(read());
		});
	}

	return {
		devices,
		async close() {
			await Promise.all([host.close(), nvidia?.close(), polled?.close()]);
		},
	};
}

function pollCards(
	platform: NodeJS.Platform,
	{drm, apple, clock}: Pick<WatchDevicesOptions, 'drm' | 'apple'> & {readonly clock: Clock},
): Poll<CardReading> | undefined {
	if (platform === 'linux') {
		return poll(async () => readAmd(drm), {interval: amdInterval, clock});
	}

	return platform === 'darwin'
		? poll(async () => readApple(apple), {interval: appleInterval, clock})
		: undefined;
}
