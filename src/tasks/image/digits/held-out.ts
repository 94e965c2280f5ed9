import {Buffer} from 'node:buffer';
import {inflateRawSync} from 'node:zlib';
import type {LabelledShape} from '../ask-about-shape.ts';
import {heldOutDigits} from './held-out-digits.ts';

/** Read scanned handwritten digits from records of 65 bytes: 64 pixels and the label. */
export function readDigits(records: Uint8Array): readonly LabelledShape[] {
	return Array.from({length: records.length / recordLength}, (_, index) => {
		const start = index * recordLength;
		return {
			pixels: records.subarray(start, start + 64),
			side: 8,
			ink: 16,
			label: records[start + 64]!,
		};
	});
}

/** Get the digits that validators ask about; no shipped model was trained on them. They are decompressed on the first call. */
export function readHeldOutDigits(): readonly LabelledShape[] {
	heldOut ??= readDigits(inflateRawSync(Buffer.from(heldOutDigits, 'base64')));
	return heldOut;
}

const recordLength = 65;
let heldOut: readonly LabelledShape[] | undefined;
