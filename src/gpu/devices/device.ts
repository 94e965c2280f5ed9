import * as v from 'valibot';
import type {Provider} from './device-choice.ts';
import {mebibytes, querySmi, type SmiOptions} from './nvidia/nvidia-smi.ts';

type CardOptions = SmiOptions & {
	/** Which NVIDIA card, counted from 0. @default 0 */
	readonly card?: number;
};

/**
Get a device's name: the graphics card's if it can be found, else the processor's.
*/
export async function getDeviceName(
	provider: Provider,
	{card: index = 0, ...options}: CardOptions = {},
): Promise<string> {
	if (provider !== 'cpu') {
		const cards = await querySmi('--query-gpu=name', options);
		return cards[index]?.join(', ') ?? `graphics card (${provider})`;
	}

	// A bundled CommonJS module has no named exports.
	const {default: system} = await import('systeminformation');
	const {manufacturer, brand} = await system.cpu();
	return `${manufacturer} ${brand}`.trim();
}

/**
Read how much memory a process uses on the graphics card, in bytes. If the card does not report it per process, as in a container, this is all memory in use; `undefined` if there is no NVIDIA card.
*/
export async function readVram(
	pid: number,
	{card: index = 0, ...options}: CardOptions = {},
): Promise<number | undefined> {
	const apps = await querySmi('--query-compute-apps=pid,used_memory', options);
	const own = apps.find(([id]) => Number(id) === pid)?.[1];
	const used =
		own ?? (await querySmi('--query-gpu=memory.used', options)).map(([cell]) => cell!)[index];
	return used === undefined ? undefined : v.parse(mebibytes, used);
}
