import type {ControlClient} from '../miner/control/connect-control.ts';
import {ControlLostError, ControlSilentError} from '../miner/control/errors.ts';
import type {Home} from '../support/home.ts';
import {endProcess, waitUntilGone} from '../support/processes/process.ts';
import {connectOwnMiner} from './connect-miner.ts';
import {MinerHungError, findMinerProcess} from './hung-miner.ts';
import {type MinerFiles, listMinerFiles} from './miner-files.ts';

/** A running miner, which either answers or hangs. */
export type RunningMiner = {readonly files: MinerFiles} & (
	| {readonly control: ControlClient; readonly hung?: never}
	| {readonly control?: never; readonly hung: MinerHungError}
);

/** Connect to every running miner of a home. Close each `control` afterwards. */
export async function findRunningMiners(home: Home): Promise<readonly RunningMiner[]> {
	const files = await listMinerFiles(home);
	const found = await Promise.all(files.map(async each => findMiner(each)));
	return found.filter(miner => miner !== undefined);
}

/** Milliseconds between a miner closing its socket and its exit, even on a busy machine. */
const endTimeout = 3000;

/** Connect to a miner, or detect that it hangs; `undefined` if it is not running. */
export async function findMiner(files: MinerFiles): Promise<RunningMiner | undefined> {
	try {
		return {files, control: await connectOwnMiner(files)};
	} catch (error) {
		if (error instanceof ControlSilentError) {
			const pid = await findMinerProcess(files);
			return {files, hung: new MinerHungError(files, pid, {cause: error})};
		}

		if (!(error instanceof ControlLostError)) {
			throw error;
		}

		// An exiting miner closes its socket first; one that stays alive has lost it.
		const pid = await findMinerProcess(files);
		return pid === undefined || (await waitUntilGone(pid, {timeout: endTimeout}))
			? undefined
			: {files, hung: new MinerHungError(files, pid, {cause: error})};
	}
}

/**
Connect to a miner; `undefined` if it is not running.

@throws {MinerHungError} If it exists but does not answer.
*/
export async function connectMiner(files: MinerFiles): Promise<ControlClient | undefined> {
	const {control, hung} = (await findMiner(files)) ?? {};
	if (hung) {
		throw hung;
	}

	return control;
}

export type StopMinerOptions = {
	/** Milliseconds to wait after asking it to stop, and again after SIGTERM. @default 15_000 */
	readonly timeout?: number;
	readonly signal: AbortSignal;
};

/** A miner that was stopped. */
export type StoppedMiner = {
	readonly pid: number;
	/** Whether it exited when asked, on SIGTERM, or on SIGKILL. */
	readonly by: 'asking' | 'SIGTERM' | 'SIGKILL';
};

/**
Ask a miner to stop and wait until its process exits; if it does not comply or hangs, signal its process. Closes the connection to it.

@throws {StuckProcessError} If it does not exit.
@throws {MinerHungError} If it hangs, and its process cannot be identified for certain.
*/
export async function stopMiner(
	{control, hung}: RunningMiner,
	{timeout = 15_000, signal}: StopMinerOptions,
): Promise<StoppedMiner> {
	if (hung) {
		return endHung(hung, {timeout: Math.min(timeout, hungTimeout), signal});
	}

	const {pid} = control.hello;
	try {
		await control.stop();
		if (await waitUntilGone(pid, {timeout, signal})) {
			return {pid, by: 'asking'};
		}
	} catch (error) {
		if (!(error instanceof ControlLostError)) {
			throw error;
		}
	} finally {
		control.close();
	}

	return end(pid, {timeout, signal});
}

/** Milliseconds to wait for a hung miner to exit on SIGTERM, which it rarely does. */
const hungTimeout = 5000;

async function endHung(hung: MinerHungError, options: StopMinerOptions): Promise<StoppedMiner> {
	if (hung.pid === undefined) {
		throw hung;
	}

	return end(hung.pid, options);
}

const end = async (pid: number, options: StopMinerOptions): Promise<StoppedMiner> => ({
	pid,
	by: (await endProcess(pid, options)) ? 'SIGKILL' : 'SIGTERM',
});
