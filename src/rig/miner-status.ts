import {
	ControlLostError,
	ControlSilentError,
	ControlVersionError,
} from '../miner/control/errors.ts';
import type {Known, MinerState} from '../miner/miner-state.ts';
import type {MinerTopics} from '../miner/topics.ts';
import {BtopError} from '../support/errors.ts';
import {MinerHungError, findMinerProcess} from './hung-miner.ts';
import {type MinerFiles, readMinerName} from './miner-files.ts';
import {BadMinerOptionsError, nameModel, readMinerOptions} from './miner-options.ts';
import type {RunningMiner} from './running-miners.ts';

/** Error thrown when no miner of a home is running. */
export class NotMiningError extends BtopError {
	override name = 'NotMiningError';
	override readonly code = 'not-mining';

	constructor() {
		super('No miner is running from this home', {
			fix: 'Start one: `btop` walks you through it, `btop mine` starts it directly.',
		});
	}
}

/** The status of a miner that does not answer: it hangs, its control socket was removed, or it runs a version of btop that cannot be understood. */
export type MuteStatus = {
	readonly phase: 'hung' | 'cut-off' | 'incompatible';
	/** Present if known for certain. */
	readonly pid: number | undefined;
	readonly network: string;
	readonly netuid: number;
	/** `null` if its options file is invalid. */
	readonly model: Known<string>;
	readonly error: MuteError;
	/** What is wrong with its options file, if anything. */
	readonly optionsError?: MuteError;
};

/** The status of a miner that answers: its state, and its devices once they were read. */
export type LiveStatus = MinerState & {readonly reading?: MinerTopics['device']};

type MuteError = Pick<BtopError, 'code' | 'message' | 'fix'>;

/** Get a miner's status, or why it cannot be asked; `undefined` if it exits meanwhile. Closes the connection to it. */
export async function describeMiner({
	files,
	control,
	hung,
}: RunningMiner): Promise<LiveStatus | MuteStatus | undefined> {
	if (hung) {
		return describeMute(hung.code === 'miner-cut-off' ? 'cut-off' : 'hung', hung, files);
	}

	try {
		const state = await control.status();
		return {...state, reading: await control.device()};
	} catch (error) {
		if (error instanceof ControlSilentError) {
			const pid = await findMinerProcess(files);
			return await describeMute('hung', new MinerHungError(files, pid, {cause: error}), files);
		}

		if (error instanceof ControlVersionError) {
			return await describeMute('incompatible', error, files);
		}

		if (error instanceof ControlLostError) {
			return undefined;
		}

		throw error;
	} finally {
		control.close();
	}
}

async function describeMute(
	phase: MuteStatus['phase'],
	error: MinerHungError | ControlVersionError,
	files: MinerFiles,
): Promise<MuteStatus> {
	const status = {phase, pid: error.pid, error: toMuteError(error)};
	try {
		const {network, netuid, model} = await readMinerOptions(files.options);
		return {...status, network, netuid, model: nameModel(model)};
	} catch (optionsError) {
		if (!(optionsError instanceof BadMinerOptionsError)) {
			throw optionsError;
		}

		const {network, netuid} = readMinerName(files);
		return {...status, network, netuid, model: null, optionsError: toMuteError(optionsError)};
	}
}

const toMuteError = ({code, message, fix}: BtopError): MuteError => ({code, message, fix});
