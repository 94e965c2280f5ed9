import type {DispatchInfo} from '../pallet/calls.ts';
import type {Runtime} from '../runtime/runtime.ts';
import {computeFee, type Fee} from './fees.ts';

/**
Quote an extrinsic's cost, without its tip. Its signature is not checked.

@param bytes - The length-prefixed extrinsic.
@param length - The length to charge for; some clients request a quote before they know the whole extrinsic.
@throws {TypeError} If the bytes are not an extrinsic of this chain.
*/
export function quoteFee(
	runtime: Runtime,
	bytes: Uint8Array,
	length = bytes.length,
): {readonly info: DispatchInfo; readonly fee: Fee} {
	const extrinsic = runtime.format.read(bytes);
	if (!extrinsic) {
		throw new TypeError('The extrinsic does not decode');
	}

	const info = runtime.infoOf(extrinsic.call);
	return {info, fee: computeFee(info, length, 0n)};
}
