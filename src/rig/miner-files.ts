import {existsSync} from 'node:fs';
import {readdir, rm} from 'node:fs/promises';
import path from 'node:path';
import {controlSocketPath} from '../miner/control/socket-path.ts';
import {writeFileAtomic} from '../support/files/atomic-file.ts';
import {readTextFile} from '../support/files/regular-file.ts';
import type {Home} from '../support/home.ts';

/** The files a miner needs while it runs. */
export type MinerFiles = {
	readonly name: string;
	/** The folder of the home it belongs to. */
	readonly home: string;
	/** The options it was started with; holds no secrets. */
	readonly options: string;
	/** The line it printed when it was ready. */
	readonly record: string;
	readonly log: string;
	readonly socket: string;
	/** Held by whichever process starts it. */
	readonly lock: string;
};

/** Get the files of the miner of a hotkey on a subnet. */
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

/** List the files of every miner ever started from a home. */
export async function listMinerFiles(home: Home): Promise<readonly MinerFiles[]> {
	const names = await readdir(home.miners).catch((error: unknown) => {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
			return [];
		}

		throw error;
	});
	return names
		.filter(name => name.endsWith('.options.json'))
		.map(name => path.basename(name, '.options.json'))
		.filter(name => namePattern.test(name))
		.toSorted()
		.map(name => filesOf(home, name));
}

const namePattern = /^(?<network>.+)-(?<netuid>\d+)-(?<hotkey>[^\-]+)$/v;

/** Read from a miner's name what it was made from: the network, if it has a name, the netuid, and the beginning of the hotkey. */
export function readMinerName({name}: Pick<MinerFiles, 'name'>): {
	readonly network: string;
	readonly netuid: number;
	readonly hotkey: string;
} {
	const {network, netuid, hotkey} = namePattern.exec(name)!.groups!;
	return {network: network!, netuid: Number(netuid), hotkey: hotkey!};
}

/**
Remember the files of a miner that is about to be started, to restore them if the start fails. A miner that never ran leaves nothing, so that it is not listed; one that ran before keeps its previous options and its log.
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
		return await readTextFile(file);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
			return undefined;
		}

		throw error;
	}
}

const filesOf = ({directory, miners}: Home, name: string): MinerFiles => ({
	name,
	home: directory,
	options: path.join(miners, `${name}.options.json`),
	record: path.join(miners, `${name}.json`),
	log: path.join(miners, `${name}.log`),
	socket: controlSocketPath(miners, name),
	lock: path.join(directory, 'locks', name),
});
