import type {DispatchInfo} from '../pallet/calls.ts';
import type {Runtime} from '../runtime/runtime.ts';
import {computeFee, type Fee} from './fees.ts';

/**
Tell what an extrinsic would cost, without its tip. Its signature is not looked at.

@param bytes - The extrinsic with its length.
@param length - The length to charge for; some clients quote before they know the whole.
@throws {TypeError} If the bytes are no extrinsic of this chain.
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
