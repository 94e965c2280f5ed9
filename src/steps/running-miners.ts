import {type ControlClient, connectControl} from '../miner/control/connect-control.ts';
import {ControlLostError} from '../miner/control/errors.ts';
import type {Home} from '../support/home.ts';
import {endProcess, waitUntilGone} from '../support/process.ts';
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

export type StopMinerOptions = {
	/** How long it may take to end when it was asked, and when it was told by SIGTERM, in milliseconds. @default 15_000 */
	readonly patience?: number;
	readonly signal: AbortSignal;
};

/** A miner that is gone. */
export type StoppedMiner = {
	readonly pid: number;
	/** Whether it ended because it was asked, had to be told by SIGTERM, or had to be killed. */
	readonly by: 'asking' | 'SIGTERM' | 'SIGKILL';
};

/**
Ask a miner to stop and wait until its process is gone; one that does not heed is ended as any process is. The connection to it is closed.

@throws {StuckProcessError} If it does not end.
*/
export async function stopMiner(
	{control}: RunningMiner,
	{patience = 15_000, signal}: StopMinerOptions,
): Promise<StoppedMiner> {
	const {pid} = control.hello;
	try {
		await control.stop();
		if (await waitUntilGone(pid, {patience, signal})) {
			return {pid, by: 'asking'};
		}
	} catch (error) {
		if (!(error instanceof ControlLostError)) {
			throw error;
		}
	} finally {
		control.close();
	}

	return {pid, by: (await endProcess(pid, {patience, signal})) ? 'SIGKILL' : 'SIGTERM'};
}
