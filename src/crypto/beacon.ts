import {Buffer} from 'node:buffer';
import {hash} from 'node:crypto';
import {bls12_381 as curve} from '@noble/curves/bls12-381.js';

/*
A beacon signs the number of each round when the round is due, never before. Signatures are short (G1), public keys are in G2: the scheme `bls-unchained-g1-rfc9380` of drand's quicknet.

https://docs.drand.love/docs/cryptography
*/

const signatures = curve.shortSignatures;
const domain = 'BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_';

export type RoundPoint = ReturnType<typeof signatures.hash>;

/** Generate a beacon's secret key, 32 bytes. */
export function createBeaconSecret(): Uint8Array {
	return curve.utils.randomSecretKey();
}

/**
Get the public key of a beacon, 96 bytes.

@throws {RangeError} If the secret is not a scalar of 32 bytes.
*/
export function beaconPublicKey(secretKey: Uint8Array): Uint8Array {
	try {
		return signatures.getPublicKey(secretKey).toBytes();
	} catch (error) {
		throw new RangeError(
			'The secret of a beacon has 32 bytes and is below the order of the curve',
			{cause: error},
		);
	}
}

/** Sign a round. The 48-byte signature opens everything locked until that round. Takes about 7 ms. */
export function signRound(secretKey: Uint8Array, round: bigint): Uint8Array {
	return signatures.sign(roundPoint(round), secretKey).toBytes();
}

/** Check whether a signature is the beacon's for that round. Takes about 25 ms. */
export function verifyRound({
	publicKey,
	round,
	signature,
}: {
	readonly publicKey: Uint8Array;
	readonly round: bigint;
	readonly signature: Uint8Array;
}): boolean {
	try {
		return signatures.verify(signature, roundPoint(round), publicKey);
	} catch {
		// Bytes that are not points cannot be a valid key or signature.
		return false;
	}
}

/** Get a round's point: the hash to G1 of SHA-256 over the round as 8 bytes, big-endian. */
export function roundPoint(round: bigint): RoundPoint {
	const number = Buffer.alloc(8);
	number.writeBigUInt64BE(round);
	return signatures.hash(hash('sha256', number, 'buffer'), domain);
}
