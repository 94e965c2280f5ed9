import type {ConnectionStatus} from '../../../src/chain/connection/status.ts';
import type {Axon} from '../../../src/chain/subtensor/axon.ts';
import type {Neuron} from '../../../src/chain/subtensor/neuron.ts';
import type {MinerChain} from '../../../src/miner/miner-chain.ts';
import type {SubnetDetails} from '../../../src/miner/observe/subnet/subnet-details.ts';
import type {SubnetFacts} from '../../../src/miner/observe/subnet/subnet-facts.ts';
import {toSubnetView, type SubnetView} from '../../../src/miner/observe/subnet/subnet-view.ts';
import {createStore, type Store} from '../../../src/support/store.ts';

export type FakeMinerChain = MinerChain & {
	readonly facts: Store<SubnetFacts | undefined>;
	readonly view: Store<SubnetView | undefined>;
	readonly status: Store<ConnectionStatus>;
	readonly problem: Store<string | undefined>;
	readonly endpoints: Store<string | undefined>;
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
	const view = createStore<SubnetView | undefined>(undefined);
	const status = createStore<ConnectionStatus>({
		state: 'connected',
		url: 'ws://127.0.0.1:9944',
		since: 0,
		latency: 1,
		reason: undefined,
	});
	const problem = createStore<string | undefined>(undefined);
	const endpoints = createStore<string | undefined>(undefined);
	const announced: Axon[] = [];
	let block = 9;
	return {
		facts,
		view,
		status,
		problem,
		endpoints,
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
			const latest: SubnetFacts = {
				block,
				at: block * 1000,
				chainTime: block * 1000,
				alpha: 0n,
				alphaPrice: 500_000_000n,
				nextEpoch: 100,
				burn: 2_000_000_000n,
				...figures,
				neurons: new Map(neurons.map(neuron => [neuron.hotkey, neuron])),
			};
			facts.set(latest);
			view.set(toSubnetView(latest, details, 1000));
		},
		async close() {
			// Nothing is open.
		},
	};
}

const details: SubnetDetails = {
	genesisHash: `0x${'11'.repeat(32)}`,
	name: 'Doubling',
	task: undefined,
	tempo: 20,
	maxUids: 8,
	immunityPeriod: 50,
	registrationOpen: true,
	ownerHotkey: undefined,
	ownerColdkey: undefined,
	minNonImmuneUids: 2,
	immuneOwnerUids: 1,
	burnRules: undefined,
	weightsOnUs: [],
};

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
