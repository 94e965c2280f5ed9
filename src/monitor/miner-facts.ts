import type {Neuron} from '../chain/subtensor/neuron.ts';
import type {MinerTopics} from '../miner/topics.ts';

/** What is known of a miner from outside: its process, its subnet and its activity. Values not received yet are `undefined`; received ones are kept when the process ends. */
export type MinerFacts = Partial<
	Pick<MinerTopics, 'state' | 'subnet' | 'activity' | 'earnings' | 'device'>
> & {
	/** Whether its process answers: `connecting` before the first attempt, `silent` if it runs but does not answer, `incompatible` if it runs another version of btop, `gone` if it does not run. */
	readonly link: 'connecting' | 'live' | 'silent' | 'incompatible' | 'gone';
	/** When the link last changed, or when a silent miner last answered, in milliseconds since the Unix epoch. */
	readonly since: number;
};

/** Get a miner's neuron; `undefined` without a UID, or while its state or subnet is unknown. */
export const getOwnNeuron = ({
	state,
	subnet,
}: Pick<MinerFacts, 'state' | 'subnet'>): Neuron | undefined =>
	subnet?.neurons.find(({hotkey}) => hotkey === state?.hotkey);
