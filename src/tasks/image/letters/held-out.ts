import {Buffer} from 'node:buffer';
import {inflateRawSync} from 'node:zlib';
import type {LabelledShape} from '../ask-about-shape.ts';
import {heldOutGlyphs} from './held-out-glyphs.ts';

/** Read characters as fonts draw them from records of 129 bytes: two pixels in each of 128, the left one in the higher bits, and the class. */
export function readGlyphs(records: Uint8Array): readonly LabelledShape[] {
	return Array.from({length: records.length / recordLength}, (_record, index) => {
		const record = records.subarray(index * recordLength, (index + 1) * recordLength);
		const pixels = Uint8Array.from({length: 256}, (_pixel, place) => {
			const pair = record[Math.floor(place / 2)]!;
			return place % 2 === 0 ? Math.floor(pair / 16) : pair % 16;
		});
		return {pixels, side: 16, ink: 15, label: record[recordLength - 1]!};
	});
}

/** Get the glyphs that validators ask about, of fonts that no shipped model was trained on. They are decompressed on the first call. */
export function readHeldOutGlyphs(): readonly LabelledShape[] {
	heldOut ??= readGlyphs(inflateRawSync(Buffer.from(heldOutGlyphs, 'base64')));
	return heldOut;
}

const recordLength = 129;
let heldOut: readonly LabelledShape[] | undefined;
