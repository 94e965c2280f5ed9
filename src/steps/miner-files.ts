import {existsSync} from 'node:fs';
import {readdir, readFile, rm} from 'node:fs/promises';
import path from 'node:path';
import {controlSocketPath} from '../miner/control/socket-path.ts';
import {writeFileAtomic} from '../support/atomic-file.ts';
import type {Home} from '../support/home.ts';

/** Where a miner keeps what it needs while it runs. */
export type MinerFiles = {
	readonly name: string;
	/** How it was started: no secret stands in it. */
	readonly options: string;
	/** The line in which it said that it is ready. */
	readonly record: string;
	readonly log: string;
	readonly socket: string;
	/** Held by whoever starts it. */
	readonly lock: string;
};

/** Name the files of the miner of a hotkey on a subnet. */
export function minerFiles(
	home: Home,
	{
		network,
		netuid,
		hotkey,
	}: {readonly network: string; readonly netuid: number; readonly hotkey: string},
): MinerFiles {
	return filesOf(home, `${network.replaceAll(/[^\w.]+/gv, '-')}-${netuid}-${hotkey.slice(0, 12)}`);
}

/** Find the files of every miner that was ever started from a home. */
export async function listMinerFiles(home: Home): Promise<readonly MinerFiles[]> {
	const names = await readdir(home.miners).catch((error: unknown) => {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
			return [];
		}

		throw error;
	});
	return names
		.filter(name => name.endsWith('.options.json'))
		.toSorted()
		.map(name => filesOf(home, path.basename(name, '.options.json')));
}

/**
Remember the files of a miner that is about to be started, to put them back if it does not come to that: of one that never ran nothing is left, so that it is not listed; of one that ran before stay its options, for which it is, and its log.
*/
export async function rememberMinerFiles({
	options,
	record,
	log,
}: MinerFiles): Promise<(keep: {readonly keepLog?: boolean}) => Promise<void>> {
	const before = await readIfThere(options);
	const hadLog = existsSync(log);
	return async ({keepLog = false}) => {
		await rm(record, {force: true});
		await (before === undefined
			? rm(options, {force: true})
			: writeFileAtomic(options, before, {replace: true}));
		if (!hadLog && !keepLog) {
			await rm(log, {force: true});
		}
	};
}

async function readIfThere(file: string) {
	try {
		return await readFile(file, 'utf8');
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
			return undefined;
		}

		throw error;
	}
}

const filesOf = ({directory, miners}: Home, name: string): MinerFiles => ({
	name,
	options: path.join(miners, `${name}.options.json`),
	record: path.join(miners, `${name}.json`),
	log: path.join(miners, `${name}.log`),
	socket: controlSocketPath(miners, name),
	lock: path.join(directory, 'locks', name),
});
