import {
	compactAddLength,
	compactFromU8aLim,
	compactToU8a,
	hexToU8a,
	u8aConcat,
	u8aToHex,
} from '@polkadot/util';
import {blake2b256} from '../../crypto/hashes.ts';
import type {SignatureScheme, Signer} from '../../crypto/signer.ts';
import {encodeAddress} from '../../crypto/ss58.ts';
import type {Call} from '../call.ts';
import type {Runtime} from '../runtime/runtime.ts';

/** A signed transaction. The same bytes can stand in the chain once only, however often they are sent. */
export type Extrinsic = {
	readonly hex: string;
	readonly hash: string;
	/** SS58 of the account that signed it. */
	readonly signer: string;
	readonly nonce: number;
	/** Number of the block it was signed at; only later ones can include it. */
	readonly birth: number;
	/** Number of the first block that can no longer include it. */
	readonly death: number;
	/** What carries it encrypted; `undefined` if it is sent as it is. */
	readonly carrier?: Carrier;
};

/** A transaction that carries another encrypted. It has the same signer and era, and the nonce before. */
export type Carrier = Pick<Extrinsic, 'hex' | 'hash'>;

export type ExtrinsicOptions = {
	readonly nonce: number;
	readonly genesisHash: string;
	/** The block at which its time begins. */
	readonly birth: {readonly number: number; readonly hash: string};
	/** How many blocks its time lasts; a power of two. @default `leastPeriod` */
	readonly period?: number;
};

/**
The fewest blocks for which a signed transaction is valid, a power of two. It is the longest wait, six minutes on the main chain, until a lost transaction can no longer get into a block.
*/
export const leastPeriod = 32;

/** Version 4, with the bit that says signed. */
const signedVersion = 0x84;
/** `MultiAddress::Id`. */
const addressById = 0;
/** The variants of `MultiSignature`. */
const signatureVariants: Readonly<Record<SignatureScheme, number>> = {ed25519: 0, sr25519: 1};
/** Bytes of a signature, by variant: ed25519, sr25519, ECDSA. */
const signatureLengths: readonly number[] = [64, 64, 65];
/** What is signed is hashed first when it is longer. */
const longestPayload = 256;

/**
Sign a call.

@throws {ChainUnsupportedError} If the runtime has no such call, or the call has other arguments.
*/
export async function signExtrinsic(
	runtime: Runtime,
	call: Call,
	{signer, ...options}: ExtrinsicOptions & {readonly signer: Signer},
): Promise<Extrinsic> {
	const encodedCall = runtime.encodeCall(call);
	const {birth, nonce, period} = options;
	const era = eraFrom(birth.number, period);
	const {inExtrinsic, signedOnly} = encodeExtensions(runtime, era, options);
	const payload = u8aConcat(encodedCall, inExtrinsic, signedOnly);
	const signature = await signer.sign(
		payload.length > longestPayload ? blake2b256(payload) : payload,
	);
	const bytes = assemble({...signer, signature, inExtrinsic, encodedCall});
	return {
		hex: u8aToHex(bytes),
		hash: u8aToHex(blake2b256(bytes)),
		signer: signer.address,
		nonce,
		birth: birth.number,
		death: era.death,
	};
}

/**
Make an extrinsic as long as the signed one would be, to ask what it costs.

@throws {ChainUnsupportedError} If the runtime has no such call, or the call has other arguments.
*/
export function mockExtrinsic(
	runtime: Runtime,
	call: Call,
	{publicKey, ...options}: ExtrinsicOptions & {readonly publicKey: Uint8Array},
): Uint8Array {
	const era = eraFrom(options.birth.number, options.period);
	const {inExtrinsic} = encodeExtensions(runtime, era, options);
	return assemble({
		publicKey,
		scheme: 'sr25519',
		signature: new Uint8Array(64),
		inExtrinsic,
		encodedCall: runtime.encodeCall(call),
	});
}

/** The blocks in which a transaction may stand. */
type Era = {
	/** Two bytes, as they stand in the extrinsic. */
	readonly encoded: Uint8Array;
	/** Number of the first block that it may not stand in. */
	readonly death: number;
};

/**
Get the era that begins at a block.

Its wire form is the period's power of two, less one, in the low four bits, and the block's place within the period above them, little-endian (`sp_runtime::generic::Era`). Periods of more than 4096 blocks would be written less exactly, and are not used.
*/
export function eraFrom(birth: number, period: number = leastPeriod): Era {
	const length = Math.log2(period) - 1;
	const phase = (birth % period) * 16;
	const encoded = new Uint8Array(2);
	new DataView(encoded.buffer).setUint16(0, length + phase, true);
	return {encoded, death: birth + period};
}

/**
Read who signed an extrinsic, as SS58, and with which nonce; `undefined` if nobody did, or it has another form than `signExtrinsic()` makes. What follows the nonce is not read.
*/
export function readSignature(
	{extensions}: Pick<Runtime, 'extensions'>,
	hex: string,
): {readonly signer: string; readonly nonce: number} | undefined {
	const bytes = hexToU8a(hex);
	const [start] = compactFromU8aLim(bytes);
	const [version, address] = bytes.subarray(start);
	const key = start + 2;
	const signature = signatureLengths[bytes[key + 32] ?? -1];
	if (version !== signedVersion || address !== addressById || signature === undefined) {
		return undefined;
	}

	let offset = key + 32 + 1 + signature;
	for (const {name, neutral} of extensions) {
		if (name === 'CheckNonce') {
			const [, nonce] = compactFromU8aLim(bytes.subarray(offset));
			return {signer: encodeAddress(bytes.subarray(key, key + 32)), nonce};
		}

		// One byte is an era without end.
		const isMortal = name === 'CheckMortality' && bytes[offset] !== 0;
		offset += isMortal ? 2 : neutral.length;
	}

	return undefined;
}

type Parts = Pick<Signer, 'publicKey' | 'scheme'> & {
	readonly signature: Uint8Array;
	readonly inExtrinsic: Uint8Array;
	readonly encodedCall: Uint8Array;
};

const assemble = ({publicKey, scheme, signature, inExtrinsic, encodedCall}: Parts) =>
	compactAddLength(
		u8aConcat(
			[signedVersion, addressById],
			publicKey,
			[signatureVariants[scheme]],
			signature,
			inExtrinsic,
			encodedCall,
		),
	);

/** Go through the extensions that this chain names, in its order; those that we have nothing to say to get their neutral value. */
function encodeExtensions(
	{extensions, version}: Runtime,
	era: Era,
	{nonce, genesisHash, birth}: ExtrinsicOptions,
) {
	const inExtrinsic = new Map([
		['CheckMortality', era.encoded],
		['CheckNonce', compactToU8a(nonce)],
	]);
	const signedOnly = new Map([
		['CheckSpecVersion', u32(version.specVersion)],
		['CheckTxVersion', u32(version.transactionVersion)],
		['CheckGenesis', hexToU8a(genesisHash)],
		['CheckMortality', hexToU8a(birth.hash)],
	]);
	return {
		inExtrinsic: u8aConcat(
			...extensions.map(({name, neutral}) => inExtrinsic.get(name) ?? neutral),
		),
		signedOnly: u8aConcat(
			...extensions.map(({name, neutralImplicit}) => signedOnly.get(name) ?? neutralImplicit),
		),
	};
}

function u32(value: number): Uint8Array {
	const bytes = new Uint8Array(4);
	new DataView(bytes.buffer).setUint32(0, value, true);
	return bytes;
}
