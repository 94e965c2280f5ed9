import {execFile} from 'node:child_process';
import type {Provider} from './engine-messages.ts';

export type SmiOptions = {
	/** NVIDIA's tool, and arguments to put first. @default ['nvidia-smi'] */
	readonly smi?: readonly string[];
};

/**
Get a device's name in words: the graphics card's where there is one to name, else the processor's.
*/
export async function getDeviceName(
	provider: Provider,
	{smi = ['nvidia-smi']}: SmiOptions = {},
): Promise<string> {
	if (provider !== 'cpu') {
		const [name] = await query(smi, '--query-gpu=name');
		return name ?? `graphics card (${provider})`;
	}

	// A CommonJS module has no names of its own once it is bundled.
	const {default: system} = await import('systeminformation');
	const {manufacturer, brand} = await system.cpu();
	return `${manufacturer} ${brand}`.trim();
}

/**
Read how much memory a process has on the graphics card, in bytes; all that is in use there if the card does not tell processes apart, as in a container; `undefined` if there is no NVIDIA card.
*/
export async function readVram(
	pid: number,
	{smi = ['nvidia-smi']}: SmiOptions = {},
): Promise<number | undefined> {
	const apps = await query(smi, '--query-compute-apps=pid,used_memory');
	const own = apps.map(line => line.split(',')).find(([id]) => Number(id) === pid)?.[1];
	const [used] = own === undefined ? await query(smi, '--query-gpu=memory.used') : [own];
	// The tool counts in MiB and writes `[N/A]` for what it does not know.
	const mebibytes = Number(used);
	return used === undefined || Number.isNaN(mebibytes) ? undefined : mebibytes * mebibyte;
}

const mebibyte = 1024 * 1024;

/** No lines if there is no such tool, or no such card. */
async function query([program, ...args]: readonly string[], what: string) {
	return new Promise<string[]>(resolve => {
		execFile(
			program!,
			[...args, what, '--format=csv,noheader,nounits'],
			{timeout: 10_000},
			(error, stdout) => {
				resolve(error ? [] : stdout.split('\n').filter(line => line !== ''));
			},
		);
	});
}
