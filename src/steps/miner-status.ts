import type {ControlClient} from '../miner/control/connect-control.ts';
import type {MinerState} from '../miner/miner-state.ts';
import {BtopError} from '../support/errors.ts';

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

/** Read a state as it came over the control socket. */
export function readMinerState(state: Readonly<Record<string, unknown>>): MinerState {
	const {earnedAlpha, earnedTao} = state as Readonly<Record<string, string>>;
	return {
		...(state as MinerState),
		earnedAlpha: BigInt(earnedAlpha!),
		earnedTao: BigInt(earnedTao!),
	};
}
