import {compactToU8a, u8aConcat} from '@polkadot/util';
import {decodeAddress} from '../../crypto/ss58.ts';
import type {Call} from '../call.ts';

/** A validator's scores of miners: a u16 for each of some UIDs. Only their proportions count. */
export type Weights = {
	readonly uids: readonly number[];
	readonly values: readonly number[];
	/** The version required by the subnet's owner. */
	readonly versionKey: bigint;
};

export type SetWeightsOptions = Weights & {readonly netuid: number};

/** Create the call that sets weights in the open, to be signed by the validator's hotkey. Subnets with commit-reveal refuse it. */
export const setWeights = ({netuid, uids, values, versionKey}: SetWeightsOptions): Call => ({
	pallet: 'SubtensorModule',
	name: 'set_weights',
	args: {netuid, dests: uids, weights: values, versionKey},
});

export type CommitTimelockedWeightsOptions = {
	readonly netuid: number;
	/** The timelocked weights payload. */
	readonly commit: Uint8Array;
	/** Beacon round whose pulse decrypts it. */
	readonly revealRound: bigint;
	/** Version of weight commits. @default 4 */
	readonly version?: number;
};

/** Create the call that commits encrypted weights, to be signed by the validator's hotkey. */
export const commitTimelockedWeights = ({
	netuid,
	commit,
	revealRound,
	version = 4,
}: CommitTimelockedWeightsOptions): Call => ({
	pallet: 'SubtensorModule',
	name: 'commit_timelocked_weights',
	args: {netuid, commit, revealRound, commitRevealVersion: version},
});

/**
Encode weights for a timelocked commit: hotkey, UIDs, values, version key (`WeightsTlockPayload` in the chain's source).
*/
export function encodeWeightsPayload({
	hotkey,
	uids,
	values,
	versionKey,
}: Weights & {
	/** SS58 of the validator, so that another cannot commit a copy. */
	readonly hotkey: string;
}): Uint8Array {
	const version = new Uint8Array(8);
	new DataView(version.buffer).setBigUint64(0, versionKey, true);
	const key = decodeAddress(hotkey);
	return u8aConcat(
		compactToU8a(key.length),
		key,
		encodeNumbers(uids),
		encodeNumbers(values),
		version,
	);
}

function encodeNumbers(numbers: readonly number[]): Uint8Array {
	const bytes = new Uint8Array(numbers.length * 2);
	const view = new DataView(bytes.buffer);
	for (const [index, value] of numbers.entries()) {
		view.setUint16(index * 2, value, true);
	}

	return u8aConcat(compactToU8a(numbers.length), bytes);
}
