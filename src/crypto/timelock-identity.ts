import {Buffer} from 'node:buffer';
import {hash, randomBytes} from 'node:crypto';
import {bls12_381 as curve} from '@noble/curves/bls12-381.js';
import {roundPoint} from './beacon.ts';

/*
Boneh–Franklin identity-based encryption (FullIdent) of a 32-byte key: the identity is a beacon's round, and the round's signature is the decryption key. Hashes and byte order are those of the crate `tle`, with which Subtensor chains open commitments.

https://github.com/ideal-lab5/timelock, `tle/src/ibe`
*/

const {fields, pairing} = curve;
const G1 = curve.G1.Point;
const G2 = curve.G2.Point;

type Target = ReturnType<typeof pairing>;

export type SealedKey = {
	/** A point of G2, 96 bytes: the sender's one-time key. */
	readonly u: Uint8Array;
	/** The encrypted seed, 32 bytes. */
	readonly v: Uint8Array;
	/** The encrypted key, 32 bytes. */
	readonly w: Uint8Array;
};

export const pointLength = 96;
export const keyLength = 32;

/** Seal a 32-byte key until the beacon signs the round. Takes about 20 ms. */
export function sealKey(key: Uint8Array, publicKey: Uint8Array, round: bigint): SealedKey {
	const seed = randomBytes(keyLength);
	const factor = oneTimeScalar(seed, key);
	const shared = pairing(roundPoint(round).multiply(factor), G2.fromBytes(publicKey));
	return {
		u: G2.BASE.multiply(factor).toBytes(),
		v: xor(seed, hashTarget(shared)),
		w: xor(key, sha256(seed)),
	};
}

/**
Open a sealed key with the beacon's signature of its round. Takes about 20 ms.

@returns The key, or `undefined` if the signature is for another round or beacon, or the bytes were modified.
*/
export function openKey({u, v, w}: SealedKey, signature: Uint8Array): Uint8Array | undefined {
	const point = readPoint(() => G2.fromBytes(u));
	const opener = readPoint(() => G1.fromBytes(signature));
	if (point === undefined || opener === undefined) {
		return undefined;
	}

	const seed = xor(v, hashTarget(pairing(opener, point)));
	const key = xor(w, sha256(seed));
	return G2.BASE.multiply(oneTimeScalar(seed, key)).equals(point) ? key : undefined;
}

function readPoint<Point>(read: () => Point): Point | undefined {
	try {
		return read();
	} catch {
		// Bytes from the chain may be anything; if they are not a point on the curve, they open nothing.
		return undefined;
	}
}

function oneTimeScalar(seed: Uint8Array, key: Uint8Array): bigint {
	const digest = Buffer.from(sha256(Buffer.concat([seed, key]))).toString('hex');
	return fields.Fr.create(BigInt(`0x${digest}`));
}

/** Hash an element of the target group, encoded as its twelve coordinates, 48 bytes each, little-endian. */
function hashTarget(element: Target): Uint8Array {
	const coordinates = [element.c0, element.c1]
		.flatMap(({c0, c1, c2}) => [c0, c1, c2])
		.flatMap(({c0, c1}) => [c0, c1]);
	return sha256(Buffer.concat(coordinates.map(coordinate => littleEndian(coordinate))));
}

function littleEndian(coordinate: bigint): Uint8Array {
	return Buffer.from(coordinate.toString(16).padStart(96, '0'), 'hex').reverse();
}

const sha256 = (data: Uint8Array): Uint8Array => hash('sha256', data, 'buffer');

const xor = (left: Uint8Array, right: Uint8Array) =>
	// eslint-disable-next-line no-bitwise -- This is XOR.
	left.map((byte, index) => byte ^ right[index]!);
