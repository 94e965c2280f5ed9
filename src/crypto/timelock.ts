import {Buffer} from 'node:buffer';
import {createCipheriv, createDecipheriv, randomBytes} from 'node:crypto';
import {keyLength, openKey, pointLength, sealKey, type SealedKey} from './timelock-identity.ts';

export type EncryptOptions = {
	/** The round whose signature opens the message. */
	readonly round: bigint;
	/** Any bytes. */
	readonly message: Uint8Array;
	readonly beacon: {
		/** 96 bytes. */
		readonly publicKey: Uint8Array;
	};
};

export type DecryptOptions = {
	readonly ciphertext: Uint8Array;
	/** The beacon's signature of the message's round, 48 bytes. */
	readonly signature: Uint8Array;
};

export type Decryption =
	| {readonly ok: true; readonly message: Uint8Array}
	/** `malformed`: not a timelock ciphertext. `wrong-key`: locked for a different round or beacon, or modified since. */
	| {readonly ok: false; readonly reason: 'malformed' | 'wrong-key'};

const cipherSuite = Buffer.from('AES_GCM_');
const nonceLength = 12;
const tagLength = 16;
const lengthBytes = 8;

/** How many bytes longer a ciphertext is than its message. */
export const timelockOverhead = 244;

/**
Encrypt bytes so that nobody can read them until the beacon signs a round; not even the sender, since the key is discarded.

The result is a `TLECiphertext<TinyBLS381>` with AES-256-GCM, as accepted by `commit_timelocked_weights` of Subtensor chains. It is 244 bytes longer than the message.

@see https://github.com/ideal-lab5/timelock, `tle/src/tlock.rs`

@example
```
const ciphertext = encryptUntil({round: 1000n, message, beacon: {publicKey}});
decryptWithPulse({ciphertext, signature: signatureOfRound1000});
//=> {ok: true, message}
```
*/
export function encryptUntil({round, message, beacon}: EncryptOptions): Uint8Array {
	const key = randomBytes(keyLength);
	const nonce = randomBytes(nonceLength);
	const cipher = createCipheriv('aes-256-gcm', key, nonce);
	const encrypted = Buffer.concat([cipher.update(message), cipher.final(), cipher.getAuthTag()]);
	const {u, v, w} = sealKey(key, beacon.publicKey, round);
	const body = Buffer.concat([counted(encrypted), counted(nonce)]);
	return Buffer.concat([u, counted(v), counted(w), counted(body), counted(cipherSuite)]);
}

/** Decrypt with the round's signature. Bytes after the ciphertext are ignored, as the chain ignores them. Takes about 20 ms. */
export function decryptWithPulse({ciphertext, signature}: DecryptOptions): Decryption {
	const parts = readCiphertext(ciphertext);
	if (parts === undefined) {
		return {ok: false, reason: 'malformed'};
	}

	const key = openKey(parts.sealedKey, signature);
	const message = key && decryptBody(parts, key);
	return message === undefined ? {ok: false, reason: 'wrong-key'} : {ok: true, message};
}

type Parts = {
	readonly sealedKey: SealedKey;
	readonly encrypted: Uint8Array;
	readonly nonce: Uint8Array;
};

function readCiphertext(bytes: Uint8Array): Parts | undefined {
	const u = bytes.subarray(0, pointLength);
	const [v, w, body] = readCounted(bytes.subarray(pointLength), 3);
	const [encrypted, nonce] = readCounted(body ?? new Uint8Array(), 2);
	const isWhole =
		v?.length === keyLength &&
		w?.length === keyLength &&
		encrypted !== undefined &&
		encrypted.length >= tagLength &&
		nonce?.length === nonceLength;
	return isWhole ? {sealedKey: {u, v, w}, encrypted, nonce} : undefined;
}

function decryptBody({encrypted, nonce}: Parts, key: Uint8Array): Uint8Array | undefined {
	const decipher = createDecipheriv('aes-256-gcm', key, nonce);
	decipher.setAuthTag(encrypted.subarray(-tagLength));
	try {
		return Buffer.concat([decipher.update(encrypted.subarray(0, -tagLength)), decipher.final()]);
	} catch {
		return undefined;
	}
}

/** Prefix bytes with their length, 8 bytes, little-endian. */
function counted(bytes: Uint8Array): Uint8Array {
	const length = Buffer.alloc(lengthBytes);
	length.writeBigUInt64LE(BigInt(bytes.length));
	return Buffer.concat([length, bytes]);
}

/** Read length-prefixed runs of bytes; a truncated run is `undefined`. */
function readCounted(bytes: Uint8Array, count: number): ReadonlyArray<Uint8Array | undefined> {
	const runs: Array<Uint8Array | undefined> = [];
	let rest = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
	while (runs.length < count) {
		const length = rest.length < lengthBytes ? Infinity : Number(rest.readBigUInt64LE());
		const end = lengthBytes + length;
		runs.push(end <= rest.length ? rest.subarray(lengthBytes, end) : undefined);
		rest = rest.subarray(Math.min(end, rest.length));
	}

	return runs;
}
