import type {StateReader} from '../../pallet/context.ts';
import {defineApiMethod} from '../../pallet/runtime-apis.ts';
import {accountId} from '../../scale/bytes.ts';
import {option, vec} from '../../scale/collections.ts';
import {struct} from '../../scale/composites.ts';
import {bool, u16} from '../../scale/numbers.ts';
import type {ValueOf} from '../../scale/type.ts';
import {getNeuronStakes} from '../stake/weight.ts';
import {consensusItems} from '../storage/neurons.ts';
import {stakeItems} from '../storage/stake.ts';
import {getNetworks} from '../subnets/networks.ts';
import {accountIds} from '../types.ts';
import {forNetwork, getColdkeys, getHotkeys, getRegistrationBlocks} from './subnet-reads.ts';
import {compactU16, compactU16s, compactU64s, replyPath} from './types.ts';

const subnetState = struct(
	replyPath('show_subnet', 'SubnetState'),
	{
		netuid: compactU16,
		hotkeys: accountIds,
		coldkeys: accountIds,
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
		emission_history: vec(compactU64s),
	},
	[{name: 'AccountId', type: accountId}],
);

/** The method that tells what the last epoch left on a subnet. */
export const subnetStateMethods = {
	get_subnet_state: defineApiMethod({
		inputs: {netuid: u16},
		output: option(subnetState),
		run: (state, {netuid}) => forNetwork(state, netuid, () => readState(state, netuid)),
	}),
};

function readState(state: StateReader, netuid: number): ValueOf<typeof subnetState> {
	const hotkeys = getHotkeys(state, netuid);
	const stakes = getNeuronStakes(state, netuid);
	return {
		netuid,
		hotkeys,
		coldkeys: getColdkeys(state, hotkeys),
		active: state.get(consensusItems.Active, netuid),
		validator_permit: state.get(consensusItems.ValidatorPermit, netuid),
		// The chain no longer works out these three.
		pruning_score: [],
		trust: [],
		rank: [],
		last_update: state.get(consensusItems.LastUpdate, netuid),
		emission: state.get(consensusItems.Emission, netuid),
		dividends: state.get(consensusItems.Dividends, netuid),
		incentives: state.get(consensusItems.Incentive, netuid),
		consensus: state.get(consensusItems.Consensus, netuid),
		block_at_registration: getRegistrationBlocks(state, netuid),
		alpha_stake: stakes.map(({alpha}) => alpha),
		tao_stake: stakes.map(({tao}) => tao),
		total_stake: stakes.map(({total}) => total),
		emission_history: getNetworks(state).map(other =>
			hotkeys.map(hotkey => state.get(stakeItems.LastHotkeyEmissionOnNetuid, hotkey, other)),
		),
	};
}
