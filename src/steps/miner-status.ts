import type {ControlClient} from '../miner/control/connect-control.ts';
import type {MinerState} from '../miner/miner-state.ts';
import {ControlLostError, ControlSilentError} from '../miner/control/errors.ts';
import {type Problem, problemKinds} from '../miner/problem.ts';
import {BtopError} from '../support/errors.ts';
import {MinerHungError, findMinerProcess} from './hung-miner.ts';
import {readMinerOptions} from './miner-options.ts';
import type {RunningMiner} from './running-miners.ts';

/** Error thrown when no miner of a home runs that could be shown. */
export class NotMiningError extends BtopError {
	override name = 'NotMiningError';
	override readonly code = 'not-mining';

	constructor() {
		super('No miner of this home runs', {
			fix: 'Start one: `btop` leads there step by step, `btop mine` at once.',
		});
	}
}

/** Ask a miner how it does. Amounts, which travel as strings, are numbers again. */
export async function getMinerStatus(control: ControlClient): Promise<MinerState> {
	return readMinerState(await control.status());
}

/** What there is to say of a miner that hangs. */
export type HungStatus = {
	readonly phase: 'hung';
	/** If it is known for certain. */
	readonly pid: number | undefined;
	readonly network: string;
	readonly netuid: number;
	readonly model: string;
	readonly error: Pick<MinerHungError, 'code' | 'message' | 'fix'>;
};

/** Ask a miner how it does, or tell that it hangs; `undefined` if it ends meanwhile. The connection to it is closed. */
export async function describeMiner({
	files,
	control,
	hung,
}: RunningMiner): Promise<MinerState | HungStatus | undefined> {
	if (hung) {
		return describeHung(hung, files.options);
	}

	try {
		return await getMinerStatus(control);
	} catch (error) {
		if (error instanceof ControlSilentError) {
			const pid = await findMinerProcess(files);
			return await describeHung(new MinerHungError(files, pid, {cause: error}), files.options);
		}

		if (error instanceof ControlLostError) {
			return undefined;
		}

		throw error;
	} finally {
		control.close();
	}
}

async function describeHung(
	{code, message, fix, pid}: MinerHungError,
	file: string,
): Promise<HungStatus> {
	const {network, netuid, model} = await readMinerOptions(file);
	return {phase: 'hung', pid, network, netuid, model: model.name, error: {code, message, fix}};
}

/** Read a state as it came over the control socket. Of problems, a miner of an older version tells only the sentences. */
export function readMinerState(state: Readonly<Record<string, unknown>>): MinerState {
	const {earnedAlpha, earnedTao} = state as Readonly<Record<string, string>>;
	const {problems = []} = state as {readonly problems?: ReadonlyArray<Problem | string>};
	return {
		...(state as MinerState),
		problems: problems.map(problem => readProblem(problem)),
		earnedAlpha: BigInt(earnedAlpha!),
		earnedTao: BigInt(earnedTao!),
	};
}

function readProblem(problem: Problem | string): Problem {
	const {kind, message} =
		typeof problem === 'string' ? {kind: undefined, message: problem} : problem;
	return {kind: problemKinds.find(known => known === kind) ?? 'other', message};
}
