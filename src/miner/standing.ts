import type {Neuron} from '../chain/subtensor/neurons.ts';
import {getMinerRank, type MinerRank} from '../chain/subtensor/rank.ts';

/** A miner's place on its subnet. */
export type Standing = MinerRank & {
	/** As stored, of 65,535. */
	readonly incentive: number;
};

/** Work out a hotkey's place among the miners of a subnet; one that is not registered has none. */
export function getStanding(
	neurons: Iterable<Pick<Neuron, 'hotkey' | 'incentive' | 'validatorPermit'>>,
	hotkey: string,
): Standing {
	const all = [...neurons];
	const own = all.find(neuron => neuron.hotkey === hotkey) ?? {
		incentive: 0,
		validatorPermit: false,
	};
	return {...getMinerRank(all, own), incentive: own.incentive};
}
