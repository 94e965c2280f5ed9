import type {StateReader} from '../../pallet/context.ts';
import {defineApiMethod} from '../../pallet/runtime-apis.ts';
import {accountId} from '../../scale/bytes.ts';
import {option, vec} from '../../scale/collections.ts';
import {struct, tuple} from '../../scale/composites.ts';
import {bool, u16} from '../../scale/numbers.ts';
import type {ValueOf} from '../../scale/type.ts';
import {getHotkeyStake} from '../stake/alpha.ts';
import {getUids} from '../stake/weight.ts';
import {consensusItems, neuronItems} from '../storage/neurons.ts';
import {accountItems} from '../storage/stake.ts';
import {isNetwork} from '../subnets/networks.ts';
import {axonInfo, noAxon, noPrometheus, prometheusInfo} from '../types.ts';
import {compactU16, compactU64, replyPath} from './types.ts';

const values = vec(tuple(compactU16, compactU16));

const shortFields = {
	hotkey: accountId,
	coldkey: accountId,
	uid: compactU16,
	netuid: compactU16,
	active: bool,
	axon_info: axonInfo,
	prometheus_info: prometheusInfo,
	stake: vec(tuple(accountId, compactU64)),
	rank: compactU16,
	emission: compactU64,
	incentive: compactU16,
	consensus: compactU16,
	trust: compactU16,
	validator_trust: compactU16,
	dividends: compactU16,
	last_update: compactU64,
	validator_permit: bool,
} as const;

const parameters = [{name: 'AccountId', type: accountId}];

const neuronInfo = struct(
	replyPath('neuron_info', 'NeuronInfo'),
	{...shortFields, weights: values, bonds: values, pruning_score: compactU16},
	parameters,
);

const neuronInfoLite = struct(
	replyPath('neuron_info', 'NeuronInfoLite'),
	{...shortFields, pruning_score: compactU16},
	parameters,
);

/** Methods that return neurons, with or without their weights and bonds. */
export const neuronMethods = {
	get_neurons: defineApiMethod({
		inputs: {netuid: u16},
		output: vec(neuronInfo),
		run: (state, {netuid}) => listUids(state, netuid).map(uid => readNeuron(state, netuid, uid)),
	}),
	get_neuron: defineApiMethod({
		inputs: {netuid: u16, uid: u16},
		output: option(neuronInfo),
		run: (state, {netuid, uid}) =>
			listUids(state, netuid).includes(uid) ? readNeuron(state, netuid, uid) : undefined,
	}),
	get_neurons_lite: defineApiMethod({
		inputs: {netuid: u16},
		output: vec(neuronInfoLite),
		run: (state, {netuid}) =>
			listUids(state, netuid).map(uid => readNeuronLite(state, netuid, uid)),
	}),
	get_neuron_lite: defineApiMethod({
		inputs: {netuid: u16, uid: u16},
		output: option(neuronInfoLite),
		run: (state, {netuid, uid}) =>
			listUids(state, netuid).includes(uid) ? readNeuronLite(state, netuid, uid) : undefined,
	}),
};

/** The pruning score that the chain reports for every neuron, since it no longer computes one. */
const pruningScore = 65_535;

const listUids = (state: StateReader, netuid: number) =>
	isNetwork(state, netuid) ? getUids(state, netuid) : [];

function readNeuron(state: StateReader, netuid: number, uid: number): ValueOf<typeof neuronInfo> {
	const isSome = ([, value]: readonly [number, number]) => value > 0;
	return {
		...readNeuronLite(state, netuid, uid),
		weights: state.get(consensusItems.Weights, netuid, uid).filter(pair => isSome(pair)),
		bonds: state.get(consensusItems.Bonds, netuid, uid).filter(pair => isSome(pair)),
	};
}

function readNeuronLite(
	state: StateReader,
	netuid: number,
	uid: number,
): ValueOf<typeof neuronInfoLite> {
	const hotkey = state.get(neuronItems.Keys, netuid, uid);
	const coldkey = state.get(accountItems.Owner, hotkey);
	return {
		hotkey,
		coldkey,
		uid,
		netuid,
		active: state.get(consensusItems.Active, netuid)[uid] ?? false,
		axon_info: state.get(neuronItems.Axons, netuid, hotkey) ?? noAxon,
		prometheus_info: state.get(neuronItems.Prometheus, netuid, hotkey) ?? noPrometheus,
		stake: [[coldkey, getHotkeyStake(state, {hotkey, netuid})]],
		rank: 0,
		emission: state.get(consensusItems.Emission, netuid)[uid] ?? 0n,
		incentive: state.get(consensusItems.Incentive, netuid)[uid] ?? 0,
		consensus: state.get(consensusItems.Consensus, netuid)[uid] ?? 0,
		trust: 0,
		validator_trust: state.get(consensusItems.ValidatorTrust, netuid)[uid] ?? 0,
		dividends: state.get(consensusItems.Dividends, netuid)[uid] ?? 0,
		last_update: state.get(consensusItems.LastUpdate, netuid)[uid] ?? 0n,
		validator_permit: state.get(consensusItems.ValidatorPermit, netuid)[uid] ?? false,
		pruning_score: pruningScore,
	};
}
