import {accountOf, bytes, type AccountId} from '../../scale/bytes.ts';
import {vec} from '../../scale/collections.ts';
import {struct} from '../../scale/composites.ts';
import {u16, u64} from '../../scale/numbers.ts';
import type {Type} from '../../scale/type.ts';
import {palletPath} from '../name.ts';
import type {Weights} from './set.ts';

const path = (name: string) => [palletPath, 'coinbase', 'reveal_commits', name];

/** The payload of a timelocked commit. The hotkey makes a copied commit worthless. */
export const timelockPayload = struct(path('WeightsTlockPayload'), {
	hotkey: bytes,
	uids: vec(u16),
	values: vec(u16),
	version_key: u64,
});

const legacyPayload = struct(path('LegacyWeightsTlockPayload'), {
	uids: vec(u16),
	values: vec(u16),
	version_key: u64,
});

const accountLength = 32;

/**
Decode the payload of a timelocked commit: the format with the committer's hotkey, or the older one without.

@returns The weights, or `undefined` if the bytes are neither, or name another hotkey.
*/
export function readPayload(payload: Uint8Array, hotkey: AccountId): Weights | undefined {
	const read = tryDecode(timelockPayload, payload);
	if (read === undefined || read.hotkey.length < accountLength) {
		const legacy = tryDecode(legacyPayload, payload);
		return legacy && {uids: legacy.uids, values: legacy.values, versionKey: legacy.version_key};
	}

	const committer = accountOf(read.hotkey.subarray(0, accountLength));
	return committer === hotkey
		? {uids: read.uids, values: read.values, versionKey: read.version_key}
		: undefined;
}

function tryDecode<Value>(type: Type<Value>, payload: Uint8Array): Value | undefined {
	try {
		return type.decode(payload);
	} catch {
		// The committer chose these bytes; if they do not decode, that is not our error.
		return undefined;
	}
}
