import type {ControlClient} from '../miner/control/connect-control.ts';
import type {MinerState} from '../miner/miner-state.ts';

/** Ask a miner how it does. Amounts, which travel as strings, are numbers again. */
export async function getMinerStatus(control: ControlClient): Promise<MinerState> {
	return readMinerState(await control.status());
}

/** Read a state as it came over the control socket. */
export function readMinerState(state: Readonly<Record<string, unknown>>): MinerState {
	const {earnedAlpha, earnedTao} = state as Readonly<Record<string, string>>;
	return {
		...(state as MinerState),
		earnedAlpha: BigInt(earnedAlpha!),
		earnedTao: BigInt(earnedTao!),
	};
}
