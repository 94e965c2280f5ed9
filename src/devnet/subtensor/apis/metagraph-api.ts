import type {StateReader} from '../../pallet/context.ts';
import {defineApiMethod} from '../../pallet/runtime-apis.ts';
import {option, vec} from '../../scale/collections.ts';
import {u16, u8} from '../../scale/numbers.ts';
import {compare} from '../economy/fixed-point.ts';
import {getNeuronStakes} from '../stake/weight.ts';
import {consensusItems} from '../storage/neurons.ts';
import {subnetItems} from '../storage/subnets.ts';
import {weightItems} from '../storage/weights.ts';
import {getIndex, getIndices} from '../subnets/mechanisms.ts';
import {getNetworks} from '../subnets/networks.ts';
import {
	metagraph,
	metagraphNames,
	selectiveMetagraph,
	type SelectiveMetagraph,
} from './metagraph-types.ts';
import {readMetagraph} from './metagraph.ts';
import {forNetwork} from './subnet-reads.ts';

/** Methods that return everything about subnets and their neurons, or the requested parts. */
export const metagraphMethods = {
	get_metagraph: defineApiMethod({
		inputs: {netuid: u16},
		output: option(metagraph),
		run: (state, {netuid}) => forNetwork(state, netuid, () => readMetagraph(state, netuid)),
	}),
	get_all_metagraphs: defineApiMethod({
		inputs: {},
		output: vec(option(metagraph)),
		run: state => getNetworks(state).map(netuid => readMetagraph(state, netuid)),
	}),
	get_mechagraph: defineApiMethod({
		inputs: {netuid: u16, mecid: u8},
		output: option(metagraph),
		run: (state, {netuid, mecid}) =>
			mecid < state.get(subnetItems.MechanismCountCurrent, netuid)
				? forNetwork(state, netuid, () => readMetagraph(state, netuid, getIndex(netuid, mecid)))
				: undefined,
	}),
	get_all_mechagraphs: defineApiMethod({
		inputs: {},
		output: vec(option(metagraph)),
		run: state =>
			getNetworks(state).flatMap(netuid =>
				getIndices(state, netuid).map(index => readMetagraph(state, netuid, index)),
			),
	}),
	get_selective_metagraph: defineApiMethod({
		inputs: {netuid: u16, metagraph_indexes: vec(u16)},
		output: option(selectiveMetagraph),
		run: (state, {netuid, metagraph_indexes: places}) =>
			forNetwork(state, netuid, () => select(state, netuid, {places})),
	}),
	get_selective_mechagraph: defineApiMethod({
		inputs: {netuid: u16, subid: u8, metagraph_indexes: vec(u16)},
		output: option(selectiveMetagraph),
		run: (state, {netuid, subid, metagraph_indexes: places}) =>
			forNetwork(state, netuid, () =>
				select(state, netuid, {index: getIndex(netuid, subid), places}),
			),
	}),
};

/** Keep the fields of a metagraph at the requested indices. */
function select(
	state: StateReader,
	netuid: number,
	{index = netuid, places}: {readonly index?: number; readonly places: readonly number[]},
): SelectiveMetagraph {
	const whole = readMetagraph(state, netuid, index);
	const isWanted = (place: number) => places.includes(place);
	const parts = metagraphNames
		.filter((_, place) => isWanted(place))
		.map(name => [name, whole[name]] as const);
	// The two fields that only exist here come after all others.
	const count = metagraphNames.length;
	const selected: Partial<SelectiveMetagraph> = {
		...Object.fromEntries(parts),
		netuid,
		validators: isWanted(count) ? getValidators(state, netuid) : undefined,
		commitments: isWanted(count + 1) ? [] : undefined,
	};
	return selected as SelectiveMetagraph;
}

/** Get the UIDs that may validate and have stake above the threshold, lowest first. */
function getValidators(state: StateReader, netuid: number): readonly number[] {
	const permits = state.get(consensusItems.ValidatorPermit, netuid);
	const threshold = state.get(weightItems.StakeThreshold);
	return getNeuronStakes(state, netuid)
		.map(({total}, uid) => ({uid, total}))
		.filter(({uid, total}) => permits[uid] === true && total > threshold)
		.toSorted((left, right) => compare(left.total, right.total))
		.map(({uid}) => uid);
}
