import type {Neuron} from '../chain/subtensor/neurons.ts';
import type {MinerFacts} from './miner-facts.ts';

/** Get what its subnet says of a miner; `undefined` without a UID, or while either is not known. */
export const getOwnNeuron = ({
	state,
	subnet,
}: Pick<MinerFacts, 'state' | 'subnet'>): Neuron | undefined =>
	subnet?.neurons.find(({hotkey}) => hotkey === state?.hotkey);
