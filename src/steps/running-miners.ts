import {type ControlClient, connectControl} from '../miner/control/connect-control.ts';
import {ControlLostError, ControlSilentError} from '../miner/control/errors.ts';
import type {Home} from '../support/home.ts';
import {endProcess, waitUntilGone} from '../support/process.ts';
import {MinerHungError, findMinerProcess} from './hung-miner.ts';
import {type MinerFiles, listMinerFiles} from './miner-files.ts';

/** A miner that runs: one that answers, or one that hangs. */
export type RunningMiner = {readonly files: MinerFiles} & (
	| {readonly control: ControlClient; readonly hung?: never}
	| {readonly control?: never; readonly hung: MinerHungError}
);

/** Connect to every miner of a home that runs. Close each `control` afterwards. */
export async function findRunningMiners(home: Home): Promise<readonly RunningMiner[]> {
	const files = await listMinerFiles(home);
	const found = await Promise.all(files.map(async each => findMiner(each)));
	return found.filter(miner => miner !== undefined);
}

/** Milliseconds from when a miner closes its socket until it is gone, even on a busy machine. */
const endingPatience = 3000;

/** Connect to a miner, or tell that it hangs; `undefined` where none runs. */
export async function findMiner(files: MinerFiles): Promise<RunningMiner | undefined> {
	try {
		return {files, control: await connectControl(files.socket)};
	} catch (error) {
		if (error instanceof ControlSilentError) {
			const pid = await findMinerProcess(files);
			return {files, hung: new MinerHungError(files, pid, {cause: error})};
		}

		if (!(error instanceof ControlLostError)) {
			throw error;
		}

		// One that ends closes its socket first; one that stays has lost it.
		const pid = await findMinerProcess(files);
		return pid === undefined || (await waitUntilGone(pid, {patience: endingPatience}))
			? undefined
			: {files, hung: new MinerHungError(files, pid, {cause: error})};
	}
}

/**
Connect to a miner; `undefined` where none runs.

@throws {MinerHungError} If it is there and does not answer.
*/
export async function connectMiner(files: MinerFiles): Promise<ControlClient | undefined> {
	const {control, hung} = (await findMiner(files)) ?? {};
	if (hung) {
		throw hung;
	}

	return control;
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
Ask a miner to stop and wait until its process is gone; one that does not heed, or hangs, is ended as any process is. The connection to it is closed.

@throws {StuckProcessError} If it does not end.
@throws {MinerHungError} If it hangs, and it is not certain which process it is.
*/
export async function stopMiner(
	{control, hung}: RunningMiner,
	{patience = 15_000, signal}: StopMinerOptions,
): Promise<StoppedMiner> {
	if (hung) {
		return endHung(hung, {patience: Math.min(patience, hungPatience), signal});
	}

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

	return end(pid, {patience, signal});
}

/** Milliseconds that one that hangs may take to heed SIGTERM, which it hardly does. */
const hungPatience = 5000;

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
