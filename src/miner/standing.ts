import type {Neuron} from '../chain/subtensor/neurons.ts';

/** A miner's place on its subnet. */
export type Standing = {
	/** 1 + the number of miners with a higher incentive; `undefined` while its own is 0, or it is not registered. */
	readonly rank: number | undefined;
	/** UIDs without a validator permit. */
	readonly miners: number;
	/** As stored, of 65,535. */
	readonly incentive: number;
};

/**
Work out a hotkey's place among the miners of a subnet.
*/
export function getStanding(
	neurons: Iterable<Pick<Neuron, 'hotkey' | 'incentive' | 'validatorPermit'>>,
	hotkey: string,
): Standing {
	const all = [...neurons];
	const miners = all.filter(({validatorPermit}) => !validatorPermit);
	const incentive = all.find(neuron => neuron.hotkey === hotkey)?.incentive ?? 0;
	const better = miners.filter(miner => miner.incentive > incentive);
	return {
		rank: incentive === 0 ? undefined : better.length + 1,
		miners: miners.length,
		incentive,
	};
}
