import type {StateReader} from '../../pallet/context.ts';
import {vec} from '../../scale/collections.ts';
import {struct} from '../../scale/composites.ts';
import {bool} from '../../scale/numbers.ts';
import type {ValueOf} from '../../scale/type.ts';
import {getNeuronStakes} from '../stake/weight.ts';
import {consensusItems} from '../storage/neurons.ts';
import {accountIds} from '../types.ts';
import {getColdkeys, getHotkeys, getRegistrationBlocks} from './subnet-reads.ts';
import {compactU16s, compactU64s} from './types.ts';

/** The hotkeys and coldkeys of a subnet's neurons. */
export const keyFields = {hotkeys: accountIds, coldkeys: accountIds} as const;

/** Each neuron's results of the last epoch, and its stake. */
export const consensusFields = {
	active: vec(bool),
	validator_permit: vec(bool),
	pruning_score: compactU16s,
	last_update: compactU64s,
	emission: compactU64s,
	dividends: compactU16s,
	incentives: compactU16s,
	consensus: compactU16s,
	trust: compactU16s,
	rank: compactU16s,
	block_at_registration: compactU64s,
	alpha_stake: compactU64s,
	tao_stake: compactU64s,
	total_stake: compactU64s,
} as const;

const neuronColumns = struct([], {...keyFields, ...consensusFields});

/** The fields common to metagraph and subnet state: one list by UID each. */
export type NeuronColumns = ValueOf<typeof neuronColumns>;

/**
Read the neurons of a subnet; `index` selects the mechanism of incentives and last updates.
*/
export function readNeuronColumns(
	state: StateReader,
	netuid: number,
	index = netuid,
): NeuronColumns {
	const hotkeys = getHotkeys(state, netuid);
	const stakes = getNeuronStakes(state, netuid);
	return {
		hotkeys,
		coldkeys: getColdkeys(state, hotkeys),
		active: state.get(consensusItems.Active, netuid),
		validator_permit: state.get(consensusItems.ValidatorPermit, netuid),
		// The chain no longer computes these three.
		pruning_score: [],
		trust: [],
		rank: [],
		last_update: state.get(consensusItems.LastUpdate, index),
		emission: state.get(consensusItems.Emission, netuid),
		dividends: state.get(consensusItems.Dividends, netuid),
		incentives: state.get(consensusItems.Incentive, index),
		consensus: state.get(consensusItems.Consensus, netuid),
		block_at_registration: getRegistrationBlocks(state, netuid),
		alpha_stake: stakes.map(({alpha}) => alpha),
		tao_stake: stakes.map(({tao}) => tao),
		total_stake: stakes.map(({total}) => total),
	};
}
