import {readFile} from 'node:fs/promises';
import {writeFileAtomic} from '../support/atomic-file.ts';
import type {TaskId} from '../tasks/task.ts';

/** How a miner process is started. It travels in a file, and holds no secret. */
export type MinerOptions = {
	readonly network: string;
	readonly url: string;
	readonly netuid: number;
	readonly task: TaskId;
	readonly walletsDirectory: string;
	readonly wallet: string;
	readonly hotkeyName: string;
	readonly model: {
		readonly name: string;
		readonly path: string;
		readonly expected?: {readonly bytes: number; readonly sha256: string};
	};
	readonly device: 'auto' | 'cpu' | 'cuda' | 'webgpu';
	/** Where to listen; port 0 is a free one. */
	readonly bind: string;
	readonly port: number;
	/** What to announce, where a router or a rented machine maps it. */
	readonly externalIp?: string;
	readonly externalPort?: number;
	readonly socket: string;
	readonly log: string;
	readonly ledger: string;
};

/** Write the options of a miner that is about to be started, in place of older ones. */
export async function writeMinerOptions(file: string, options: MinerOptions): Promise<void> {
	await writeFileAtomic(file, `${JSON.stringify(options, undefined, '\t')}\n`, {replace: true});
}

/** Read the options that `writeMinerOptions()` wrote. */
export async function readMinerOptions(file: string): Promise<MinerOptions> {
	return JSON.parse(await readFile(file, 'utf8')) as MinerOptions;
}
