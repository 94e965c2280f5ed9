import {hash} from 'node:crypto';

/** Thirty-two bytes that depend on nothing but these words, as hex: a key, say. */
export const bytesOf = (...words: ReadonlyArray<number | string>): `0x${string}` =>
	`0x${hash('sha256', words.join('/'))}`;

/** A number from 0 to 1 that depends on nothing but these words. */
export function fractionOf(...words: ReadonlyArray<number | string>): number {
	// FNV-1a, then the finalizer of MurmurHash3: a hundred times faster than a real hash.
	let state = 0x81_1c_9d_c5;
	for (const character of words.join('/')) {
		state = Math.imul(state ^ character.codePointAt(0)!, 0x01_00_01_93);
	}

	state = Math.imul(state ^ (state >>> 16), 0x85_eb_ca_6b);
	state = Math.imul(state ^ (state >>> 13), 0xc2_b2_ae_35);
	return ((state ^ (state >>> 16)) >>> 0) / 2 ** 32;
}

/** A whole number of a range, without its end. */
export const between = (
	start: number,
	end: number,
	...words: ReadonlyArray<number | string>
): number => start + Math.floor(fractionOf(...words) * (end - start));
