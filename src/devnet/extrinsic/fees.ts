import type {DispatchInfo} from '../pallet/calls.ts';

/** What an extrinsic costs, in rao. */
export type Fee = {
	/** For being an extrinsic at all. */
	readonly base: bigint;
	/** For its bytes. */
	readonly length: bigint;
	/** For the time its call takes. */
	readonly weight: bigint;
	readonly tip: bigint;
	readonly total: bigint;
};

/** What every extrinsic takes besides its call, in picoseconds; as the main chain counts. */
export const baseRefTime = 108_157_000n;

const freeOfCharge = {base: 0n, length: 0n, weight: 0n};

/**
Compute the fee of an extrinsic as the main chain does: a rao a byte, and 0.0005 rao a picosecond of its base and of its call.

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

/** The fee for this many picoseconds, in rao. */
export function weightFee(refTime: bigint): bigint {
	return refTime / 2000n;
}
