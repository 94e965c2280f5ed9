import {Buffer} from 'node:buffer';
import {parseFields, refuse} from '../parse.ts';
import type {Parsed} from '../task.ts';

/** A picture in wire format. */
export type PictureQuestion = {
	/** 28 × 28 gray values of one byte, 0 is black, row by row from the top, in base64 with padding. */
	readonly pixels: string;
};

/** Width and height of a picture, in pixels. */
export const imageSide = 28;

/** Encode a picture of 784 bytes in wire format. */
export function createPicture(pixels: Uint8Array): PictureQuestion {
	return {pixels: Buffer.from(pixels).toString('base64')};
}

/** Convert a parsed question to the model's input: 784 numbers from 0 to 1. */
export function toPictureInput({pixels}: PictureQuestion): Float32Array {
	// `Float32Array.from()` with a callback is many times slower.
	return new Float32Array(Buffer.from(pixels, 'base64')).map(pixel => pixel / 255);
}

/** Validate an untrusted question. Its base64 must be canonical. */
export function parsePicture(value: unknown): Parsed<PictureQuestion> {
	const fields = parseFields(value, ['pixels']);
	if (!fields.ok) {
		return fields;
	}

	const {pixels} = fields.value;
	if (typeof pixels !== 'string' || pixels.length !== encodedLength) {
		return refuse(`\`pixels\` is not a string of ${encodedLength} characters`);
	}

	const bytes = Buffer.from(pixels, 'base64');
	return bytes.length === imageSide ** 2 && bytes.toString('base64') === pixels
		? {ok: true, value: {pixels}}
		: refuse(`\`pixels\` is not ${imageSide ** 2} bytes in base64`);
}

const encodedLength = 4 * Math.ceil(imageSide ** 2 / 3);
