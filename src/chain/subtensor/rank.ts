import type {Neuron} from './neurons.ts';

export type RankedNeuron = Pick<Neuron, 'validatorPermit' | 'incentive'>;

export type MinerRank = {
	/** 1 for the best; several with the same incentive share a place. `undefined` while the own incentive is 0. */
	readonly rank: number | undefined;
	/** How many there are: UIDs without a validator permit. */
	readonly miners: number;
};

/**
Get a neuron's place among the miners of its subnet: one more than those with a higher incentive.

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
