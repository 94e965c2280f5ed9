import type {DispatchInfo} from '../pallet/calls.ts';

/** The cost of an extrinsic, in rao. */
export type Fee = {
	/** For any extrinsic. */
	readonly base: bigint;
	/** Per byte. */
	readonly length: bigint;
	/** For the execution time of its call. */
	readonly weight: bigint;
	readonly tip: bigint;
	readonly total: bigint;
};

/** The base weight of every extrinsic, without its call, in picoseconds; from the main chain. */
export const baseRefTime = 108_157_000n;

const freeOfCharge = {base: 0n, length: 0n, weight: 0n};

/**
Compute an extrinsic's fee as the main chain does: one rao per byte, and 0.0005 rao per picosecond of its base and its call.

A call that pays no fee still pays its tip.

@param length - Of the whole extrinsic, in bytes.
*/
export function computeFee(info: DispatchInfo, length: number, tip: bigint): Fee {
	const parts = info.paysFee
		? {
				base: weightFee(baseRefTime),
				length: BigInt(length),
				weight: weightFee(info.refTime),
			}
		: freeOfCharge;
	return {...parts, tip, total: parts.base + parts.length + parts.weight + tip};
}

/** Get the fee for a number of picoseconds, in rao. */
export function weightFee(refTime: bigint): bigint {
	return refTime / 2000n;
}
