import type {StateReader} from '../../pallet/context.ts';
import type {AccountId} from '../../scale/bytes.ts';
import {neuronItems} from '../storage/neurons.ts';
import {emissionItems} from '../storage/pools.ts';
import {accountItems} from '../storage/stake.ts';
import {subnetItems} from '../storage/subnets.ts';
import {getUids} from '../stake/weight.ts';
import {isNetwork} from '../subnets/networks.ts';

/** Answer for a subnet that exists, `undefined` for another. */
export const forNetwork = <Reply>(
	state: StateReader,
	netuid: number,
	read: () => Reply,
): Reply | undefined => (isNetwork(state, netuid) ? read() : undefined);

/** The hotkeys of a subnet in the order of their UIDs. */
export const getHotkeys = (state: StateReader, netuid: number): readonly AccountId[] =>
	getUids(state, netuid).map(uid => state.get(neuronItems.Keys, netuid, uid));

/** Whose the hotkeys are, in the same order. */
export const getColdkeys = (
	state: StateReader,
	hotkeys: readonly AccountId[],
): readonly AccountId[] => hotkeys.map(hotkey => state.get(accountItems.Owner, hotkey));

/** The block of each UID's registration. */
export const getRegistrationBlocks = (state: StateReader, netuid: number): readonly bigint[] =>
	getUids(state, netuid).map(uid => state.get(neuronItems.BlockAtRegistration, netuid, uid));

/** A subnet's name as a list of bytes: that of its identity, or `root`, or its number. */
export function getName(state: StateReader, netuid: number): readonly number[] {
	const name = state.get(subnetItems.SubnetIdentitiesV3, netuid)?.subnet_name;
	const fallback = netuid === 0 ? 'root' : `subnet ${netuid}`;
	return [...(name === undefined || name.length === 0 ? new TextEncoder().encode(fallback) : name)];
}

/** The sign of a subnet's token as a list of bytes. */
export const getSymbolBytes = (state: StateReader, netuid: number): readonly number[] => [
	...state.get(subnetItems.TokenSymbol, netuid),
];

/** Blocks since the last epoch. */
export const getBlocksSinceEpoch = (state: StateReader, netuid: number): bigint =>
	BigInt(state.number) - state.get(subnetItems.LastMechansimStepBlock, netuid);

/** Alpha that the next epoch will pay to miners and validators, as far as it has been made. */
export const getPendingAlpha = (state: StateReader, netuid: number): bigint =>
	state.get(emissionItems.PendingValidatorEmission, netuid) +
	state.get(emissionItems.PendingServerEmission, netuid);
