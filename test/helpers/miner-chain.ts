import type {Axon} from '../../src/chain/subtensor/axon.ts';
import type {Neuron} from '../../src/chain/subtensor/neurons.ts';
import type {MinerChain} from '../../src/miner/miner-chain.ts';
import type {SubnetFacts} from '../../src/miner/subnet-facts.ts';
import {createStore, type Store} from '../../src/support/store.ts';

export type FakeMinerChain = MinerChain & {
	readonly facts: Store<SubnetFacts | undefined>;
	readonly problem: Store<string | undefined>;
	/** What was announced, in order. */
	readonly announced: readonly Axon[];
	/** Refuse the next announcements with this error; `undefined` to allow them. */
	refusal: Error | undefined;
	/** Show a block with these neurons. */
	readonly show: (
		facts: Partial<Omit<SubnetFacts, 'neurons'>> & {readonly neurons: readonly Neuron[]},
	) => void;
};

/**
Create the chain as a miner sees it, with blocks shown by hand. What was announced stands in the next block that is shown.
*/
export function createFakeMinerChain(): FakeMinerChain {
	const facts = createStore<SubnetFacts | undefined>(undefined);
	const problem = createStore<string | undefined>(undefined);
	const announced: Axon[] = [];
	let block = 9;
	return {
		facts,
		problem,
		announced,
		refusal: undefined,
		async announce(axon) {
			if (this.refusal) {
				throw this.refusal;
			}

			announced.push(axon);
			return block + 1;
		},
		show({neurons, ...figures}) {
			block++;
			facts.set({
				block,
				alpha: 0n,
				alphaPrice: 500_000_000n,
				nextEpoch: 100,
				...figures,
				neurons: new Map(neurons.map(neuron => [neuron.hotkey, neuron])),
			});
		},
		async close() {
			// Nothing is open.
		},
	};
}

/**
Create a neuron: a miner without an axon, unless told otherwise.
*/
export function createNeuron(neuron: Partial<Neuron> & Pick<Neuron, 'uid' | 'hotkey'>): Neuron {
	return {
		coldkey: '5C',
		stake: 0n,
		incentive: 0,
		dividends: 0,
		emission: 0n,
		validatorPermit: false,
		active: true,
		lastUpdate: 0,
		registeredAt: 1,
		axon: undefined,
		...neuron,
	};
}
