import {Buffer} from 'node:buffer';
import {stringCamelCase} from '@polkadot/util';
import type {Value} from '../../../src/chain/value.ts';
import {readAddress} from '../../../src/crypto/ss58.ts';

/**
Compare a value as we decode it with the same as Bittensor’s SDK does. The SDK has accounts as SS58, bytes as text where they are valid UTF-8 and otherwise as hex, variants as `Name` or `{Name: value}`, and fields in snake_case.

@returns What differs, each with where it stands; nothing if they are alike.
*/
export function findDifferences(ours: Value, theirs: unknown, where = 'value'): readonly string[] {
	if (isAlike(ours, theirs)) {
		return [];
	}

	return (
		pairParts(ours, theirs)?.flatMap(([one, other, name]) =>
			findDifferences(one, other, `${where}.${name}`),
		) ?? [`${where}: ${show(ours)} for ${show(theirs)}`]
	);
}

/** Pair the parts of two values; `undefined` if they do not have the same. */
function pairParts(
	ours: Value,
	theirs: unknown,
): ReadonlyArray<readonly [ours: Value, theirs: unknown, name: number | string]> | undefined {
	if (Array.isArray(ours) && Array.isArray(theirs)) {
		return ours.length === theirs.length
			? ours.map((item: Value, index) => [item, theirs[index], index] as const)
			: undefined;
	}

	if (!isRecord(ours) || !isRecord(theirs)) {
		return undefined;
	}

	const names = Object.keys(theirs);
	if (ours.type === names[0] && isVariant(ours)) {
		return [[ours.value as Value, theirs[ours.type], ours.type]];
	}

	return names.length === Object.keys(ours).length
		? names.map(name => [ours[stringCamelCase(name)], theirs[name], name])
		: undefined;
}

function isAlike(ours: Value, theirs: unknown): boolean {
	if (typeof theirs === 'string') {
		return isRecord(ours)
			? isVariant(ours) && ours.type === theirs && ours.value === undefined
			: isSameText(ours, theirs);
	}

	return theirs === null || theirs === undefined ? ours === undefined : ours === theirs;
}

function isSameText(ours: Value, theirs: string): boolean {
	if (typeof ours === 'string') {
		return ours === theirs;
	}

	const isBytes =
		ours instanceof Uint8Array ||
		(Array.isArray(ours) && ours.every(byte => typeof byte === 'bigint' && byte < 256n));
	if (!isBytes) {
		return false;
	}

	const bytes = Buffer.from(Array.from(ours, Number));
	const account = readAddress(theirs);
	const hex = `0x${bytes.toString('hex')}`;
	return theirs === hex || bytes.equals(Buffer.from(account ?? theirs));
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
	typeof value === 'object' &&
	value !== null &&
	!Array.isArray(value) &&
	!(value instanceof Uint8Array);

const isVariant = (
	value: Readonly<Record<string, unknown>>,
): value is {readonly type: string; readonly value: unknown} =>
	typeof value.type === 'string' && 'value' in value;

const show = (value: unknown) =>
	JSON.stringify(value, (_key, part: unknown) =>
		typeof part === 'bigint' ? `${part}n` : part,
	)?.slice(0, 200);
