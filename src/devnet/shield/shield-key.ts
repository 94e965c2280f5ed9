import {Buffer} from 'node:buffer';
import {decapsulate, generateKeyPairSync} from 'node:crypto';
import {Twox128} from '@polkadot-api/substrate-bindings';
import {openXchacha} from './xchacha.ts';

/** The length of an ML-KEM-768 public key, in bytes. */
const publicKeyLength = 1184;

/** The key of the chain's author, to which clients encrypt what must stay secret until its block. */
export type ShieldKey = {
	/** ML-KEM-768, 1184 bytes. */
	readonly publicKey: Uint8Array;
	/** The prefix by which a client says which key it used: 16 bytes. */
	readonly hash: Uint8Array;
	/** Decrypt what was encrypted to this key, or return `undefined` if it was not, or was modified. */
	readonly open: (shielded: Shielded) => Uint8Array | undefined;
};

/** The parts of an encrypted extrinsic. */
export type Shielded = {
	/** Hash of the key used. */
	readonly keyHash: Uint8Array;
	/** The encapsulated secret, for the key's owner. */
	readonly encapsulated: Uint8Array;
	readonly nonce: Uint8Array;
	/** The extrinsic encrypted with that secret. */
	readonly box: Uint8Array;
};

/**
Create a key. It is never stored: a restarted chain announces a new one.
*/
export function createShieldKey(): ShieldKey {
	const {publicKey, privateKey} = generateKeyPairSync('ml-kem-768');
	// The raw key is at the end of its SPKI encoding.
	const raw = publicKey.export({type: 'spki', format: 'der'}).subarray(-publicKeyLength);
	return {
		publicKey: Uint8Array.from(raw),
		hash: Twox128(raw),
		open({encapsulated, nonce, box}) {
			const key = decapsulateOr(() => decapsulate(privateKey, encapsulated));
			return key && openXchacha({key, nonce, box});
		},
	};
}

/** Bytes of the wrong length are no secret; all others decapsulate to one, possibly a wrong one. */
function decapsulateOr(run: () => Uint8Array): Uint8Array | undefined {
	try {
		return run();
	} catch {
		return undefined;
	}
}

/** The lengths in bytes of the key's hash, the following length field, and the nonce. */
const lengths = {hash: 16, length: 2, nonce: 24} as const;

/**
Split an encrypted extrinsic: key hash, length (u16, little-endian) and bytes of the encapsulated secret, nonce, box.

@returns `undefined` if the bytes end too early.
*/
export function parseShielded(bytes: Uint8Array): Shielded | undefined {
	const head = lengths.hash + lengths.length;
	if (bytes.length < head) {
		return undefined;
	}

	const nonceAt = head + Buffer.from(bytes).readUInt16LE(lengths.hash);
	const boxAt = nonceAt + lengths.nonce;
	if (bytes.length < boxAt) {
		return undefined;
	}

	return {
		keyHash: bytes.slice(0, lengths.hash),
		encapsulated: bytes.slice(head, nonceAt),
		nonce: bytes.slice(nonceAt, boxAt),
		box: bytes.slice(boxAt),
	};
}
