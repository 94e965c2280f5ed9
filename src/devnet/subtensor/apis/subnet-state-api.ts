import type {StateReader} from '../../pallet/context.ts';
import {defineApiMethod} from '../../pallet/runtime-apis.ts';
import {accountId} from '../../scale/bytes.ts';
import {option, vec} from '../../scale/collections.ts';
import {struct} from '../../scale/composites.ts';
import {u16} from '../../scale/numbers.ts';
import type {ValueOf} from '../../scale/type.ts';
import {stakeItems} from '../storage/stake.ts';
import {getNetworks} from '../subnets/networks.ts';
import {consensusFields, keyFields, readNeuronColumns} from './neuron-columns.ts';
import {forNetwork} from './subnet-reads.ts';
import {compactU16, compactU64s, replyPath} from './types.ts';

const subnetState = struct(
	replyPath('show_subnet', 'SubnetState'),
	{
		netuid: compactU16,
		...keyFields,
		...consensusFields,
		emission_history: vec(compactU64s),
	},
	[{name: 'AccountId', type: accountId}],
);

/** The method that returns the results of a subnet's last epoch. */
export const subnetStateMethods = {
	get_subnet_state: defineApiMethod({
		inputs: {netuid: u16},
		output: option(subnetState),
		run: (state, {netuid}) => forNetwork(state, netuid, () => readState(state, netuid)),
	}),
};

function readState(state: StateReader, netuid: number): ValueOf<typeof subnetState> {
	const columns = readNeuronColumns(state, netuid);
	return {
		netuid,
		...columns,
		emission_history: getNetworks(state).map(other =>
			columns.hotkeys.map(hotkey =>
				state.get(stakeItems.LastHotkeyEmissionOnNetuid, hotkey, other),
			),
		),
	};
}
