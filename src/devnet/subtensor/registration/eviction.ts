import type {StateReader} from '../../pallet/context.ts';
import {chooseEvicted, chooseSpared} from '../economy/eviction.ts';
import {consensusItems, neuronItems} from '../storage/neurons.ts';
import {registrationItems} from '../storage/registration.ts';
import {accountItems} from '../storage/stake.ts';
import {subnetItems} from '../storage/subnets.ts';

/**
Get the UID that a newcomer to a full subnet would replace, or `undefined` if none can be replaced.
*/
export function getEvicted(state: StateReader, netuid: number): number | undefined {
	const spared = getSpared(state, netuid);
	const emission = state.get(consensusItems.Emission, netuid);
	const immunity = BigInt(state.get(registrationItems.ImmunityPeriod, netuid));
	const neurons = state.entries(neuronItems.Keys, netuid).map(([[, uid], hotkey]) => {
		const registeredAt = state.get(neuronItems.BlockAtRegistration, netuid, uid);
		return {
			uid,
			emission: emission[uid] ?? 0n,
			registeredAt,
			isImmune: BigInt(state.number) - registeredAt < immunity,
			isSpared: spared.includes(hotkey),
		};
	});
	return chooseEvicted(neurons, {
		minNonImmune: state.get(registrationItems.MinNonImmuneUids, netuid),
	});
}

/** Get the hotkeys of a subnet's owner that are never replaced. */
function getSpared(state: StateReader, netuid: number) {
	const owner = state.get(subnetItems.SubnetOwner, netuid);
	const ownerHotkey = state.get(subnetItems.SubnetOwnerHotkey, netuid);
	const hotkeys = new Set([ownerHotkey, ...state.get(accountItems.OwnedHotkeys, owner)]);
	const owned = [...hotkeys].flatMap(hotkey => {
		const uid = state.get(neuronItems.Uids, netuid, hotkey);
		return uid === undefined
			? []
			: [{uid, hotkey, registeredAt: state.get(neuronItems.BlockAtRegistration, netuid, uid)}];
	});
	return chooseSpared(owned, {
		ownerHotkey,
		limit: state.get(registrationItems.ImmuneOwnerUidsLimit, netuid),
	});
}
