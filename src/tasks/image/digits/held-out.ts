import {Buffer} from 'node:buffer';
import {inflateRawSync} from 'node:zlib';
import {heldOutDigits} from './held-out-digits.ts';

/** A scanned handwritten digit. */
export type Digit = {
	/** 8 × 8 values from 0 (paper) to 16 (ink), row by row. */
	readonly pixels: Uint8Array;
	/** Which digit it is, from 0 to 9. */
	readonly label: number;
};

/** Read records of 65 bytes: 64 pixels and the label. */
export function readDigits(records: Uint8Array): readonly Digit[] {
	return Array.from({length: records.length / recordLength}, (_, index) => {
		const start = index * recordLength;
		return {
			pixels: records.subarray(start, start + 64),
			label: records[start + 64]!,
		};
	});
}

/** Get the digits that validators ask about; no shipped model was trained on them. They are decompressed on the first call. */
export function readHeldOutDigits(): readonly Digit[] {
	heldOut ??= readDigits(inflateRawSync(Buffer.from(heldOutDigits, 'base64')));
	return heldOut;
}

const recordLength = 65;
let heldOut: readonly Digit[] | undefined;
