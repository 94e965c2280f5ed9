import {hexToU8a, u8aConcat} from '@polkadot/util';
import {xxhashAsU8a} from '@polkadot/util-crypto';
import {sealLengths, sealToKey} from '../../crypto/seal-to-key.ts';
import type {Signer} from '../../crypto/signer.ts';
import {awaitHead} from '../await-head.ts';
import type {Call} from '../call.ts';
import type {At, ChainClient} from '../client.ts';
import {ChainUnsupportedError, ShieldUnavailableError} from '../errors.ts';
import {getBlockHash, getFinalized} from '../head.ts';
import {bytes} from '../value.ts';
import {type Extrinsic, signExtrinsic} from './extrinsic.ts';
import {getNextNonce} from './nonce.ts';

/*
The chain’s MEV shield: a transaction that stays encrypted until the author of a block has decrypted it there, so that nobody who sees what waits for a block can trade ahead of it. Another transaction of the same account, the carrier, takes it there (`pallets/shield` of the chain’s source, from spec 393 on).
*/

/** The longest era of a carrier, in blocks; the chain refuses a longer one. */
const shieldPeriod = 8;
/** Blocks of it to have left at least: a key is that of the block after the next. */
const leastLeft = 3;
/** Heads to wait for a key: it is missing for a block whose author has announced none. */
const patience = 3;

/** Create the call that carries an encrypted transaction. */
export const submitEncrypted = (ciphertext: Uint8Array): Call => ({
	pallet: 'MevShield',
	name: 'submit_encrypted',
	args: {ciphertext},
});

/**
Check whether a chain has a shield in use: a call of the form that we know, and an author of one of the next blocks who has announced a key.
*/
export async function hasShield(client: ChainClient, {at}: At = {}): Promise<boolean> {
	if (!hasShieldCall(client)) {
		return false;
	}

	const keys = await client.query(at, [
		['MevShield', 'NextKey'],
		['MevShield', 'PendingKey'],
		['MevShield', 'CurrentKey'],
	]);
	return keys.some(key => isKey(bytes(key)));
}

/** The call of the same name before spec 393 takes other arguments. */
function hasShieldCall(client: ChainClient): boolean {
	try {
		client.runtime().encodeCall(submitEncrypted(new Uint8Array()));
		return true;
	} catch (error) {
		if (error instanceof ChainUnsupportedError) {
			return false;
		}

		throw error;
	}
}

const isKey = (key: Uint8Array | undefined) => key?.length === sealLengths.publicKey;

/** How many bytes an extrinsic of this many has when it is encrypted. */
export const shieldedLength = (length: number): number =>
	keyHashLength + 2 + sealLengths.encapsulated + sealLengths.nonce + length + sealLengths.tag;

/** Bytes of the hash by which the author knows the key, of 128 bits. */
const keyHashLength = 16;

/**
Encrypt an extrinsic to the key of an author: the key’s hash, the length (u16, little-endian) and the bytes of the encapsulated secret, a nonce of 24 bytes, then the ciphertext with its tag.

@param key 1184 bytes, as `MevShield.NextKey` has them.

@throws {RangeError} If that is no key.
*/
export function encryptExtrinsic(extrinsic: Uint8Array, key: Uint8Array): Uint8Array {
	const {encapsulated, nonce, box} = sealToKey(extrinsic, key);
	const length = new Uint8Array(2);
	new DataView(length.buffer).setUint16(0, encapsulated.length, true);
	return u8aConcat(xxhashAsU8a(key, 128), length, encapsulated, nonce, box);
}

export type ShieldOptions = {
	readonly signer: Signer;
	readonly signal?: AbortSignal;
};

/**
Sign a call and the transaction that carries it encrypted. The carrier has the account’s next nonce, and what it carries the one after that.

@throws {ShieldUnavailableError} If no author announces a key that can be used.
@throws {ChainUnsupportedError} If the chain lacks the call or the shield.
@throws {ChainUnreachableError} If the chain is lost and does not come back.
*/
export async function signShielded(
	client: ChainClient,
	call: Call,
	{signer, signal}: ShieldOptions,
): Promise<Extrinsic> {
	const runtime = client.runtime();
	runtime.encodeCall(submitEncrypted(new Uint8Array()));
	const {key, nonce, birth} = await readTerms(client, {signer, signal});
	const options = {
		signer,
		birth,
		genesisHash: client.genesisHash,
		period: shieldPeriod,
	};
	const inner = await signExtrinsic(runtime, call, {...options, nonce: nonce + 1});
	let ciphertext: Uint8Array;
	try {
		ciphertext = encryptExtrinsic(hexToU8a(inner.hex), key);
	} catch (error) {
		throw new ShieldUnavailableError('the key that it announces is not valid', {cause: error});
	}

	const {hex, hash} = await signExtrinsic(runtime, submitEncrypted(ciphertext), {
		...options,
		nonce,
	});
	return {...inner, carrier: {hex, hash}};
}

/** Read what both transactions depend on, at the block at which the key is announced. */
async function readTerms(client: ChainClient, {signer, signal}: ShieldOptions) {
	let looks = 0;
	const {key, ...terms} = await awaitHead(
		client,
		async () => {
			const [nonce, birth, [stored]] = await Promise.all([
				getNextNonce(client, signer),
				getBirth(client),
				client.query(undefined, [['MevShield', 'NextKey']]),
			]);
			const announced = bytes(stored);
			looks++;
			return isKey(announced) || looks > patience ? {nonce, birth, key: announced} : undefined;
		},
		{signal},
	);
	if (key === undefined || !isKey(key)) {
		throw new ShieldUnavailableError('no author of the next blocks announces a key');
	}

	return {...terms, key};
}

/** Get the block at which the era begins: the finalized one, unless finality lags so much that too little of the era would be left. */
async function getBirth(
	client: ChainClient,
): Promise<{readonly number: number; readonly hash: string}> {
	const finalized = await getFinalized(client.rpc);
	const best = client.head.getSnapshot();
	if (best.number + leastLeft < finalized.number + shieldPeriod) {
		return finalized;
	}

	// What is undone with that block becomes invalid, and so can be included nowhere.
	const number = best.number - 1;
	const hash = await getBlockHash(client.rpc, number);
	return hash === undefined ? best : {number, hash};
}

/** Make a carrier as long as the real one would be, to ask what it costs. */
export const mockCarrier = (length: number): Call =>
	submitEncrypted(new Uint8Array(shieldedLength(length)));
