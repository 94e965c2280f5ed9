import type {Neuron} from '../chain/subtensor/neurons.ts';
import type {SubnetDetails} from './subnet-details.ts';
import type {SubnetFacts} from './subnet-facts.ts';

/** What a miner shows of its subnet: the figures of one block, with the details that were read at it or a while before. What the chain does not have is `undefined`. */
export type SubnetView = Omit<SubnetFacts, 'neurons' | 'alpha'> &
	SubnetDetails & {
		/** Milliseconds from one block to the next, as seen of late. */
		readonly blockTimeMs: number;
		/** In the order of their UIDs. */
		readonly neurons: readonly Neuron[];
	};

/** Put together what a miner shows of its subnet. */
export function toSubnetView(
	{neurons, alpha: _, ...facts}: SubnetFacts,
	details: SubnetDetails,
	blockTimeMs: number,
): SubnetView {
	return {...facts, ...details, blockTimeMs, neurons: Array.from(neurons, ([, neuron]) => neuron)};
}
