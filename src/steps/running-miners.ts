import {setTimeout} from 'node:timers/promises';
import {type ControlClient, connectControl} from '../miner/control/connect-control.ts';
import {ControlLostError} from '../miner/control/errors.ts';
import type {Home} from '../support/home.ts';
import {isAlive} from '../support/process.ts';
import {type MinerFiles, listMinerFiles} from './miner-files.ts';

export type RunningMiner = {
	readonly files: MinerFiles;
	readonly control: ControlClient;
};

/** Connect to every miner of a home that answers. Close each `control` afterwards. */
export async function findRunningMiners(home: Home): Promise<readonly RunningMiner[]> {
	const found = await Promise.all(
		(await listMinerFiles(home)).map(async files => {
			const control = await tryConnect(files.socket);
			return control === undefined ? [] : [{files, control}];
		}),
	);
	return found.flat();
}

/** Connect to a miner, or tell that none runs there. */
export async function tryConnect(socket: string): Promise<ControlClient | undefined> {
	try {
		return await connectControl(socket);
	} catch (error) {
		if (error instanceof ControlLostError) {
			return undefined;
		}

		throw error;
	}
}

/** How long a process may take to end after its socket has, in milliseconds. */
const patience = 5000;

/** Ask a miner to stop and wait until it has. */
export async function stopMiner({control}: RunningMiner): Promise<number> {
	const {pid} = control.hello;
	await control.stop();
	await control.ended;
	for (const start = Date.now(); isAlive(pid) && Date.now() - start < patience;) {
		await setTimeout(20);
	}

	return pid;
}
