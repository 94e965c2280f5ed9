import {defineStorage, map, twox, value} from '../../pallet/storage.ts';
import {accountId, hash} from '../../scale/bytes.ts';
import {boundedBytes, vec} from '../../scale/collections.ts';
import {tuple} from '../../scale/composites.ts';
import {bool, u16, u64} from '../../scale/numbers.ts';
import {palletName} from '../name.ts';
import {netuidKey} from './keys.ts';

/** The maximum size of a timelocked commit, in bytes. */
export const largestCommit = 5000;

/** A pending timelocked commit: committer, block, ciphertext, and the beacon round that opens it. */
export const timelockedCommit = tuple(accountId, u64, boundedBytes(largestCommit), u64);

/** How validators may set weights, and the weights that are still hidden. */
export const weightItems = defineStorage(palletName, {
	CommitRevealWeightsEnabled: map([netuidKey], bool, true),
	CommitRevealWeightsVersion: value(u16, 4),
	RevealPeriodEpochs: map([twox(u16)], u64, 1n),
	WeightCommits: map([twox(u16), twox(accountId)], vec(tuple(hash, u64, u64, u64))),
	TimelockedWeightCommits: map([twox(u16), twox(u64)], vec(timelockedCommit), []),
	CRV3WeightCommitsV2: map([twox(u16), twox(u64)], vec(timelockedCommit), []),

	WeightsVersionKey: map([netuidKey], u64, 0n),
	WeightsVersionKeyRateLimit: value(u64, 5n),
	WeightsSetRateLimit: map([netuidKey], u64, 100n),
	MinAllowedWeights: map([netuidKey], u16, 1024),
	MaxWeightsLimit: map([netuidKey], u16, 65_535),
	StakeThreshold: value(u64, 0n),
});
