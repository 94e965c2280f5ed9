import {createDecipheriv} from 'node:crypto';

/** Length of the authentication tag, in bytes. */
const tagLength = 16;

export type SealedBox = {
	/** 32 bytes. */
	readonly key: Uint8Array;
	/** 24 bytes. */
	readonly nonce: Uint8Array;
	/** The ciphertext, followed by its tag. */
	readonly box: Uint8Array;
};

/**
Decrypt XChaCha20-Poly1305 without associated data (draft-irtf-cfrg-xchacha-03). Node has the inner cipher; only the key derivation from the long nonce is implemented here.

@returns The plaintext, or `undefined` if the key is wrong or the bytes were modified.
*/
export function openXchacha({key, nonce, box}: SealedBox): Uint8Array | undefined {
	if (nonce.length !== 24 || box.length < tagLength) {
		return undefined;
	}

	const innerNonce = Uint8Array.of(0, 0, 0, 0, ...nonce.subarray(16));
	const innerKey = hchacha20(key, nonce.subarray(0, 16));
	const decipher = createDecipheriv('chacha20-poly1305', innerKey, innerNonce, {
		authTagLength: tagLength,
	});
	decipher.setAuthTag(box.subarray(-tagLength));
	const plaintext = decipher.update(box.subarray(0, -tagLength));
	try {
		decipher.final();
		return plaintext;
	} catch {
		return undefined;
	}
}

/** `expand 32-byte k` as four little-endian words. */
const constants = [0x61_70_78_65, 0x33_20_64_6e, 0x79_62_2d_32, 0x6b_20_65_74] as const;

/** The words of the state that each quarter round mixes: first its columns, then its diagonals. */
const quarters = [
	[0, 4, 8, 12],
	[1, 5, 9, 13],
	[2, 6, 10, 14],
	[3, 7, 11, 15],
	[0, 5, 10, 15],
	[1, 6, 11, 12],
	[2, 7, 8, 13],
	[3, 4, 9, 14],
] as const;

/**
Derive a key from a 32-byte key and the first 16 bytes of a long nonce.
*/
export function hchacha20(key: Uint8Array, nonce: Uint8Array): Uint8Array {
	const words = Uint32Array.of(...constants, ...wordsOf(key), ...wordsOf(nonce));
	for (let round = 0; round < 10; round++) {
		for (const quarter of quarters) {
			mix(words, quarter);
		}
	}

	const derived = new Uint8Array(32);
	const view = new DataView(derived.buffer);
	for (const [place, word] of [...words.subarray(0, 4), ...words.subarray(12)].entries()) {
		view.setUint32(place * 4, word, true);
	}

	return derived;
}

function mix(words: Uint32Array, [a, b, c, d]: (typeof quarters)[number]) {
	for (const [sum, addend, target, bits] of [
		[a, b, d, 16],
		[c, d, b, 12],
		[a, b, d, 8],
		[c, d, b, 7],
	] as const) {
		words[sum]! += words[addend]!;
		const mixed = words[target]! ^ words[sum]!;
		words[target] = (mixed << bits) | (mixed >>> (32 - bits));
	}
}

function wordsOf(bytes: Uint8Array): number[] {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
	return Array.from({length: bytes.length / 4}, (_, place) => view.getUint32(place * 4, true));
}
