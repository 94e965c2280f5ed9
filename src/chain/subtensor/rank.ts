import type {Neuron} from './neuron.ts';

export type RankedNeuron = Pick<Neuron, 'validatorPermit' | 'incentive'>;

export type MinerRank = {
	/** 1 for the best; equal incentives share a rank. `undefined` while the neuron's incentive is 0. */
	readonly rank: number | undefined;
	/** Number of miners: UIDs without a validator permit. */
	readonly miners: number;
};

/**
Get a neuron's rank among its subnet's miners: one more than the number with a higher incentive.

@example
```
getMinerRank(neurons, neurons[7]);
//=> {rank: 3, miners: 12}
```
*/
export function getMinerRank(neurons: readonly RankedNeuron[], own: RankedNeuron): MinerRank {
	const miners = neurons.filter(({validatorPermit}) => !validatorPermit);
	const better = miners.filter(({incentive}) => incentive > own.incentive);
	return {
		rank: own.incentive === 0 ? undefined : better.length + 1,
		miners: miners.length,
	};
}
