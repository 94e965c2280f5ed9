import type {StateReader} from '../../pallet/context.ts';
import type {AccountId} from '../../scale/bytes.ts';
import {neuronItems} from '../storage/neurons.ts';
import {emissionItems} from '../storage/pools.ts';
import {accountItems} from '../storage/stake.ts';
import {subnetItems} from '../storage/subnets.ts';
import {getUids} from '../stake/weight.ts';
import {isNetwork} from '../subnets/networks.ts';

/** Answer for a subnet that exists, otherwise `undefined`. */
export const forNetwork = <Reply>(
	state: StateReader,
	netuid: number,
	read: () => Reply,
): Reply | undefined => (isNetwork(state, netuid) ? read() : undefined);

/** Get the hotkeys of a subnet, ordered by UID. */
export const getHotkeys = (state: StateReader, netuid: number): readonly AccountId[] =>
	getUids(state, netuid).map(uid => state.get(neuronItems.Keys, netuid, uid));

/** Get the owners of the hotkeys, in the same order. */
export const getColdkeys = (
	state: StateReader,
	hotkeys: readonly AccountId[],
): readonly AccountId[] => hotkeys.map(hotkey => state.get(accountItems.Owner, hotkey));

/** Get the registration block of each UID. */
export const getRegistrationBlocks = (state: StateReader, netuid: number): readonly bigint[] =>
	getUids(state, netuid).map(uid => state.get(neuronItems.BlockAtRegistration, netuid, uid));

/** Get a subnet's name as a list of bytes: from its identity, or `root`, or its number. */
export function getName(state: StateReader, netuid: number): readonly number[] {
	const name = state.get(subnetItems.SubnetIdentitiesV3, netuid)?.subnet_name;
	const fallback = netuid === 0 ? 'root' : `subnet ${netuid}`;
	return [...(name === undefined || name.length === 0 ? new TextEncoder().encode(fallback) : name)];
}

/** Get the symbol of a subnet's token as a list of bytes. */
export const getSymbolBytes = (state: StateReader, netuid: number): readonly number[] => [
	...state.get(subnetItems.TokenSymbol, netuid),
];

/** Get the number of blocks since the last epoch. */
export const getBlocksSinceEpoch = (state: StateReader, netuid: number): bigint =>
	BigInt(state.number) - state.get(subnetItems.LastMechansimStepBlock, netuid);

/** Get the alpha accrued so far that the next epoch will pay to miners and validators. */
export const getPendingAlpha = (state: StateReader, netuid: number): bigint =>
	state.get(emissionItems.PendingValidatorEmission, netuid) +
	state.get(emissionItems.PendingServerEmission, netuid);
