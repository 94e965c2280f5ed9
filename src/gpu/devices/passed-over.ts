import {existsSync, readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import type {Provider} from './device-choice.ts';

/**
Say why a device was passed over for a slower one.

@example
```
notePassedOver('cuda', 'no driver');
//=> '`cuda` is unavailable: no driver'
```
*/
export const notePassedOver = (provider: Provider, problem: string): string =>
	`\`${provider}\` is unavailable: ${problem}`;

const pattern = /^`(?<provider>\w+)` is unavailable: /v;

/**
Leave out the notes of an engine that say why a card was passed over, on a machine without such a card: there they are no news.
*/
export function tellNotes(notes: readonly string[], machine: Machine = {}): readonly string[] {
	return notes.filter(note => {
		const provider = pattern.exec(note)?.groups?.provider as Provider | undefined;
		return provider === undefined || hasCardFor(provider, machine);
	});
}

type Machine = {
	readonly platform?: NodeJS.Platform;
	/** Where the system's files are. @default '/' */
	readonly root?: string;
};

/** Tell whether a machine has a card for a provider, with a driver or without. */
function hasCardFor(
	provider: Provider,
	{platform = process.platform, root = '/'}: Machine,
): boolean {
	return platform === 'linux'
		? hasNvidiaCard(root) || (provider !== 'cuda' && existsSync(path.join(root, 'dev', 'dri')))
		: provider !== 'cuda' || platform !== 'darwin';
}

function hasNvidiaCard(root: string): boolean {
	const devices = path.join(root, 'sys', 'bus', 'pci', 'devices');
	return (
		list(path.join(root, 'dev')).some(name => nvidiaDevice.test(name)) ||
		list(devices).some(name => isNvidiaCard(path.join(devices, name)))
	);
}

/** Of the driver, also in a container with one card of several, on a Jetson, and under Windows. */
const nvidiaDevice = /^(?:nvidia(?:\d+|ctl)|nvmap|dxg)$/v;

/** Its other devices are those for sound and USB of its cards, and chips of other boards. */
const isNvidiaCard = (device: string) =>
	read(path.join(device, 'vendor')).startsWith('0x10de') &&
	read(path.join(device, 'class')).startsWith('0x03');

function list(directory: string): readonly string[] {
	try {
		return readdirSync(directory);
	} catch {
		return [];
	}
}

function read(file: string): string {
	try {
		return readFileSync(file, 'utf8');
	} catch {
		return '';
	}
}
