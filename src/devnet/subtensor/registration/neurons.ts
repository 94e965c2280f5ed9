import type {State, StateReader} from '../../pallet/context.ts';
import type {StorageItem} from '../../pallet/storage.ts';
import type {AccountId} from '../../scale/bytes.ts';
import {consensusItems, neuronItems} from '../storage/neurons.ts';
import {subnetItems} from '../storage/subnets.ts';
import {getIndices} from '../subnets/mechanisms.ts';

/** A UID of a subnet. */
export type Place = {
	readonly netuid: number;
	readonly uid: number;
};

/** Whether a hotkey has a UID on a subnet. */
export const isRegistered = (state: StateReader, netuid: number, hotkey: AccountId): boolean =>
	state.has(neuronItems.Uids, netuid, hotkey);

/**
Assign the next free UID of a subnet to a hotkey.

@returns The UID.
*/
export function appendNeuron(state: State, netuid: number, hotkey: AccountId): number {
	const uid = state.get(subnetItems.SubnetworkN, netuid);
	const {Active, Consensus, Dividends, Emission, ValidatorPermit, ValidatorTrust} = consensusItems;
	state.set(subnetItems.SubnetworkN, netuid, uid + 1);
	setAt(state, Active, {netuid, uid}, true);
	setAt(state, Emission, {netuid, uid}, 0n);
	setAt(state, ValidatorPermit, {netuid, uid}, false);
	for (const item of [Consensus, Dividends, ValidatorTrust]) {
		setAt(state, item, {netuid, uid}, 0);
	}

	for (const index of getIndices(state, netuid)) {
		setAt(state, consensusItems.Incentive, {netuid: index, uid}, 0);
		setAt(state, consensusItems.LastUpdate, {netuid: index, uid}, BigInt(state.number));
	}

	seat(state, {netuid, uid}, hotkey);
	return uid;
}

/** Assign an occupied UID to another hotkey. Everything of the old one is cleared, except its stake. */
export function replaceNeuron(state: State, {netuid, uid}: Place, hotkey: AccountId): void {
	const old = state.get(neuronItems.Keys, netuid, uid);
	state.remove(neuronItems.Uids, netuid, old);
	state.remove(neuronItems.IsNetworkMember, old, netuid);
	state.remove(neuronItems.Axons, netuid, old);
	state.remove(neuronItems.Prometheus, netuid, old);
	state.remove(neuronItems.NeuronCertificates, netuid, old);
	state.remove(neuronItems.AssociatedEvmAddress, netuid, uid);
	clearNeuron(state, {netuid, uid});
	setAt(state, consensusItems.Active, {netuid, uid}, true);
	for (const index of getIndices(state, netuid)) {
		setAt(state, consensusItems.LastUpdate, {netuid: index, uid}, BigInt(state.number));
	}

	seat(state, {netuid, uid}, hotkey);
}

function seat(state: State, {netuid, uid}: Place, hotkey: AccountId) {
	state.set(neuronItems.Keys, netuid, uid, hotkey);
	state.set(neuronItems.Uids, netuid, hotkey, uid);
	state.set(neuronItems.BlockAtRegistration, netuid, uid, BigInt(state.number));
	state.set(neuronItems.IsNetworkMember, hotkey, netuid, true);
}

function clearNeuron(state: State, {netuid, uid}: Place) {
	const {Bonds, Consensus, Dividends, Emission, Incentive, StakeWeight, ValidatorTrust, Weights} =
		consensusItems;
	setAt(state, Emission, {netuid, uid}, 0n);
	setAt(state, consensusItems.ValidatorPermit, {netuid, uid}, false);
	for (const item of [Consensus, Dividends, StakeWeight, ValidatorTrust]) {
		setAt(state, item, {netuid, uid}, 0);
	}

	for (const index of getIndices(state, netuid)) {
		setAt(state, Incentive, {netuid: index, uid}, 0);
		state.remove(Bonds, index, uid);
		state.remove(Weights, index, uid);
		clearWeightsFor(state, {netuid: index, uid});
	}
}

function clearWeightsFor(state: State, {netuid, uid}: Place) {
	const {Weights} = consensusItems;
	for (const [keys, row] of state.entries(Weights, netuid)) {
		if (row.some(([target]) => target === uid)) {
			state.set(
				Weights,
				...keys,
				row.map(([target, weight]) => [target, target === uid ? 0 : weight] as const),
			);
		}
	}
}

type ListItem<Value> = StorageItem<readonly [netuid: number], readonly Value[], readonly Value[]>;

/** Write one UID's element of a list; a list that ends just before it grows by one. */
export function setAt<Value>(
	state: State,
	item: ListItem<Value>,
	{netuid, uid}: Place,
	element: Value,
): void {
	const list = state.get(item, netuid);
	if (uid < list.length) {
		state.set(item, netuid, list.with(uid, element));
	} else if (uid === list.length) {
		state.set(item, netuid, [...list, element]);
	}
}
