import process from 'node:process';
import {querySmi, type SmiOptions} from '../../devices/nvidia/nvidia-smi.ts';

export type FreeMemoryOptions = SmiOptions & {
	/** What each card needs to have free, in GiB. */
	readonly needed: number;
	/** The cards, by their numbers. @default the first that CUDA shows */
	readonly cards?: readonly number[];
	/** @default this process's environment */
	readonly env?: Readonly<NodeJS.ProcessEnv>;
};

/**
Find out why a server would not fit on its NVIDIA cards, as the end of a sentence about it; `undefined` if it fits.
*/
export async function findLackOfMemory({
	needed,
	cards,
	env = process.env,
	...options
}: FreeMemoryOptions): Promise<string | undefined> {
	const rows = await querySmi('--query-gpu=index,uuid,memory.free', options);
	if (rows.length === 0) {
		return `needs ${needed} GiB of a card, but \`nvidia-smi\` shows none; leave out \`needsMemory\` for other devices`;
	}

	const first = (env.CUDA_VISIBLE_DEVICES ?? '').split(',').find(Boolean) ?? '0';
	for (const card of cards?.map(String) ?? [first]) {
		const row = rows.find(([index, uuid]) => index === card || uuid?.startsWith(card));
		const free = Number(row?.[2]) / 1024;
		if (row === undefined) {
			return `is to use card ${card}, which \`nvidia-smi\` does not show`;
		}

		if (free < needed) {
			return `needs ${needed} GiB on card ${row[0]}, which has ${free.toFixed(1)} GiB free; end what uses it, or name another in \`cards\``;
		}
	}

	return undefined;
}
