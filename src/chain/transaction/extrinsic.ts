import {compactAddLength, compactToU8a, hexToU8a, u8aConcat, u8aToHex} from '@polkadot/util';
import {blake2b256} from '../../crypto/hashes.ts';
import type {SignatureScheme, Signer} from '../../crypto/signer.ts';
import type {Call} from '../call.ts';
import type {Runtime} from '../runtime/runtime.ts';
import {type Era, eraFrom} from './era.ts';

/** A signed transaction. The same bytes can stand in the chain once only, however often they are sent. */
export type Extrinsic = {
	readonly hex: string;
	readonly hash: string;
	readonly bytes: Uint8Array;
	/** Number of the block that it was signed at; it stands in a later one. */
	readonly birth: number;
	/** Number of the first block that it can no longer stand in. */
	readonly death: number;
};

export type ExtrinsicOptions = {
	readonly nonce: number;
	readonly genesisHash: string;
	/** The block at which its time begins. */
	readonly birth: {readonly number: number; readonly hash: string};
};

/** Version 4, with the bit that says signed. */
const signedVersion = 0x84;
/** `MultiAddress::Id`. */
const addressById = 0;
/** The variants of `MultiSignature`. */
const signatureVariants: Readonly<Record<SignatureScheme, number>> = {ed25519: 0, sr25519: 1};
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
	const era = eraFrom(options.birth.number);
	const {inExtrinsic, signedOnly} = encodeExtensions(runtime, era, options);
	const payload = u8aConcat(encodedCall, inExtrinsic, signedOnly);
	const signature = await signer.sign(
		payload.length > longestPayload ? blake2b256(payload) : payload,
	);
	const bytes = assemble({...signer, signature, inExtrinsic, encodedCall});
	return {
		hex: u8aToHex(bytes),
		hash: u8aToHex(blake2b256(bytes)),
		bytes,
		birth: options.birth.number,
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
	const {inExtrinsic} = encodeExtensions(runtime, eraFrom(options.birth.number), options);
	return assemble({
		publicKey,
		scheme: 'sr25519',
		signature: new Uint8Array(64),
		inExtrinsic,
		encodedCall: runtime.encodeCall(call),
	});
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
