import {defineStorage, identity, map, twox} from '../../pallet/storage.ts';
import {accountId, bytes, hash160} from '../../scale/bytes.ts';
import {vec} from '../../scale/collections.ts';
import {tuple} from '../../scale/composites.ts';
import {bool, u16, u64} from '../../scale/numbers.ts';
import {palletName} from '../name.ts';
import {axonInfo, neuronCertificate, prometheusInfo, uidValues, zeroAccount} from '../types.ts';
import {accountKey, netuidKey, uidKey} from './keys.ts';

/** Which hotkey has which UID, and its endpoint. */
export const neuronItems = defineStorage(palletName, {
	Uids: map([netuidKey, accountKey], u16),
	Keys: map([netuidKey, uidKey], accountId, zeroAccount),
	BlockAtRegistration: map([netuidKey, uidKey], u64, 0n),
	IsNetworkMember: map([accountKey, netuidKey], bool, false),
	Axons: map([netuidKey, accountKey], axonInfo),
	Prometheus: map([netuidKey, accountKey], prometheusInfo),
	NeuronCertificates: map([netuidKey, accountKey], neuronCertificate),
	AssociatedEvmAddress: map([twox(u16), twox(u16)], tuple(hash160, u64)),
	UsedWork: map([identity(bytes)], u64, 0n),
});

/**
The results of the last epoch: lists with an entry per UID, and a row per UID for weights and bonds. Those that are separate for each mechanism (incentive, last update, weights, bonds) are keyed by `m · 4096 + netuid`.
*/
export const consensusItems = defineStorage(palletName, {
	Active: map([netuidKey], vec(bool), []),
	ValidatorPermit: map([netuidKey], vec(bool), []),
	StakeWeight: map([netuidKey], vec(u16), []),
	Consensus: map([netuidKey], vec(u16), []),
	Incentive: map([netuidKey], vec(u16), []),
	Dividends: map([netuidKey], vec(u16), []),
	ValidatorTrust: map([netuidKey], vec(u16), []),
	Emission: map([netuidKey], vec(u64), []),
	LastUpdate: map([netuidKey], vec(u64), []),
	Weights: map([netuidKey, uidKey], uidValues, []),
	Bonds: map([netuidKey, uidKey], uidValues, []),
	Rank: map([netuidKey], vec(u16), []),
	Trust: map([netuidKey], vec(u16), []),
	PruningScores: map([netuidKey], vec(u16), []),
});
