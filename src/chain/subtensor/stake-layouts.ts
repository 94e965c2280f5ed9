import {u8aEq} from '@polkadot/util';
import {decodeAddress, encodeAddress} from '../../crypto/ss58.ts';
import type {Stake} from './held-stake.ts';

type Part = 'account' | 'compact' | 'flag';

type Layout = {
	readonly parts: readonly Part[];
	/** Places of the parts; without a netuid it is TAO, which is root's. */
	readonly netuid?: number;
	readonly stake: number;
};

/** What a record of a stake has looked like: hotkey, coldkey, then the figures. */
const layouts: readonly Layout[] = [
	// Before subnets had alpha of their own, up to spec 218.
	{parts: ['account', 'account', 'compact'], stake: 2},
	// Then with netuid, stake, locked, emission, drain, and whether it is registered.
	{
		parts: ['account', 'account', 'compact', 'compact', 'compact', 'compact', 'compact', 'flag'],
		netuid: 2,
		stake: 3,
	},
	// Then with an emission of TAO, too.
	{
		parts: [
			'account',
			'account',
			'compact',
			'compact',
			'compact',
			'compact',
			'compact',
			'compact',
			'flag',
		],
		netuid: 2,
		stake: 3,
	},
];

/**
Decode the stakes of a coldkey that a chain answers as mere bytes, as those up to spec 218 do.

@returns `undefined` if they fit no layout to the last byte, or are somebody else's.
*/
export function decodeStakes(
	bytes: Uint8Array,
	{coldkey}: {readonly coldkey: string},
): readonly Stake[] | undefined {
	for (const layout of layouts) {
		const stakes = decodeBy(layout, bytes, decodeAddress(coldkey));
		if (stakes) {
			return stakes;
		}
	}

	return undefined;
}

function decodeBy(
	{parts, netuid, stake}: Layout,
	bytes: Uint8Array,
	coldkey: Uint8Array,
): readonly Stake[] | undefined {
	const count = readCompact(bytes, 0);
	if (count === undefined || count.value > BigInt(bytes.length)) {
		return undefined;
	}

	const stakes: Stake[] = [];
	let {end} = count;
	for (let index = 0; index < Number(count.value); index++) {
		const read = readParts(parts, bytes, end);
		if (read === undefined || !u8aEq(read.accounts[1]!, coldkey)) {
			return undefined;
		}

		stakes.push({
			hotkey: encodeAddress(read.accounts[0]!),
			netuid: netuid === undefined ? 0 : Number(read.values[netuid]),
			amount: read.values[stake]!,
		});
		({end} = read);
	}

	return end === bytes.length ? stakes : undefined;
}

/** Read one record; `undefined` if the bytes end within it. The values stand at the places of their parts. */
function readParts(parts: readonly Part[], bytes: Uint8Array, start: number) {
	const accounts: Uint8Array[] = [];
	const values: bigint[] = [];
	let end = start;
	for (const part of parts) {
		if (part === 'account') {
			accounts.push(bytes.subarray(end, end + 32));
			values.push(0n);
			end += 32;
		} else {
			const read = part === 'flag' ? readFlag(bytes, end) : readCompact(bytes, end);
			if (read === undefined) {
				return undefined;
			}

			values.push(read.value);
			({end} = read);
		}
	}

	return end > bytes.length ? undefined : {accounts, values, end};
}

type Read = {readonly value: bigint; readonly end: number};

function readFlag(bytes: Uint8Array, start: number): Read | undefined {
	const byte = bytes[start];
	return byte === 0 || byte === 1 ? {value: BigInt(byte), end: start + 1} : undefined;
}

/** Read a compact integer; `undefined` if it is cut off. */
function readCompact(bytes: Uint8Array, start: number): Read | undefined {
	const first = bytes[start];
	if (first === undefined) {
		return undefined;
	}

	const mode = first % 4;
	const width = mode === 3 ? Math.floor(first / 4) + 4 : 2 ** mode;
	const from = mode === 3 ? start + 1 : start;
	if (from + width > bytes.length) {
		return undefined;
	}

	const raw = bytes
		.subarray(from, from + width)
		.reduceRight((value, byte) => value * 256n + BigInt(byte), 0n);
	return {value: mode === 3 ? raw : raw / 4n, end: from + width};
}
