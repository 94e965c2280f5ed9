import {Buffer} from 'node:buffer';
import {parseFields, refuse} from '../parse.ts';
import type {Parsed} from '../task.ts';

/** A picture as it travels. */
export type ImageQuestion = {
	/** 28 × 28 grey values, a byte each, 0 is black, row by row from the top, in base64 with padding. */
	readonly pixels: string;
};

/** Width and height of a picture, in pixels. */
export const imageSide = 28;

/** Put a picture of 784 bytes into its wire form. */
export function createImageQuestion(pixels: Uint8Array): ImageQuestion {
	return {pixels: Buffer.from(pixels).toString('base64')};
}

/** Get the 784 bytes of a question that was parsed. */
export function readPixels({pixels}: ImageQuestion): Uint8Array {
	return Buffer.from(pixels, 'base64');
}

/** Check a question from outside. Base64 must be the one spelling that we would write ourselves. */
export function parseImageQuestion(value: unknown): Parsed<ImageQuestion> {
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
