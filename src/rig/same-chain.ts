import path from 'node:path';
import type {Home} from '../support/home.ts';
import {type MinerFiles, listMinerFiles, readMinerName} from './miner-files.ts';
import {readMinerOptions} from './miner-options.ts';
import {withMinerLock} from './miner-process.ts';
import {findMiner} from './running-miners.ts';

/** A hotkey on a subnet of a chain, whatever name or address the chain goes by. */
export type Seat = {
	readonly genesisHash: string;
	readonly netuid: number;
	/** SS58, or its first twelve characters. */
	readonly hotkey: string;
};

/**
Find the running miner of a seat that was started under another name of the chain: another address of its node, a proxy, or another node.

@param own - The files of the seat's miner under the name in use.
*/
export async function findTwin(
	home: Home,
	seat: Seat,
	own: MinerFiles,
): Promise<MinerFiles | undefined> {
	for (const files of await listSeatFiles(home, seat)) {
		if (files.name !== own.name && (await isRunning(files))) {
			return files;
		}
	}

	return undefined;
}

/** List the files of a seat's miners, under whatever names of the chain they were started. */
export async function listSeatFiles(home: Home, seat: Seat): Promise<readonly MinerFiles[]> {
	const all = await listMinerFiles(home);
	const isOwn = await Promise.all(all.map(async files => isOfSeat(files, seat)));
	return all.filter((_, index) => isOwn[index]);
}

async function isOfSeat(files: MinerFiles, {genesisHash, netuid, hotkey}: Seat): Promise<boolean> {
	const name = readMinerName(files);
	if (name.netuid !== netuid || !hotkey.startsWith(name.hotkey)) {
		return false;
	}

	try {
		const options = await readMinerOptions(files.options);
		return options.genesisHash === genesisHash;
	} catch {
		// What cannot be read is reported by the commands that list it.
		return false;
	}
}

async function isRunning(files: MinerFiles): Promise<boolean> {
	const miner = await findMiner(files);
	miner?.control?.close();
	return miner !== undefined;
}

/**
Run a task while holding the locks of a seat and of one of its miners, so that nobody else starts that one or a twin of it.

@throws {LockHeldError} If another process holds one of them for too long.
*/
export async function withSeatLock<Value>(
	home: Home,
	{
		seat,
		files,
		signal,
	}: {readonly seat: Seat; readonly files: MinerFiles; readonly signal: AbortSignal},
	work: () => Promise<Value>,
): Promise<Value> {
	return withMinerLock(seatLock(home, seat), {signal}, async () =>
		withMinerLock(files, {signal}, work),
	);
}

/** Get the lock of a seat: a miner's own lock has the name of its network in it. */
const seatLock = (
	{directory}: Home,
	{genesisHash, netuid, hotkey}: Seat,
): Pick<MinerFiles, 'lock'> => ({
	lock: path.join(
		directory,
		'locks',
		`seat-${genesisHash.slice(2, 10)}-${netuid}-${hotkey.slice(0, 12)}`,
	),
});
