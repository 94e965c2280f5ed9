import {Buffer} from 'node:buffer';
import {blake2b256} from '../../../src/crypto/hashes.ts';
import {createSigner} from '../../../src/crypto/sr25519.ts';
import type {Signer} from '../../../src/crypto/signer.ts';
import type {Devnet} from '../../../src/devnet/devnet.ts';
import type {RuntimeCall} from '../../../src/devnet/pallet/context.ts';
import {bytes, fromHex} from '../../../src/devnet/scale/bytes.ts';
import {era as eraType, type Era} from '../../../src/devnet/scale/era.ts';
import {compact, u32, u64} from '../../../src/devnet/scale/numbers.ts';
import type {Hex} from '../../../src/devnet/scale/type.ts';

export type SignOptions = {
	/** A secret URI such as `//Alice`, or any signer. @default '//Alice' */
	readonly signer?: string | Signer;
	readonly nonce?: number;
	readonly tip?: bigint;
	readonly era?: Era;
	/** Hash of the era's first block. @default The genesis hash */
	readonly birth?: Hex;
	readonly specVersion?: number;
	/** Metadata hash mode: 1 asks the chain to know its metadata's hash. @default 0 */
	readonly mode?: 0 | 1;
};

/**
Write and sign an extrinsic by hand, as the main chain wants it; nothing of the devnet's own reading is used.
*/
export async function signExtrinsic(
	devnet: Devnet,
	call: RuntimeCall,
	{
		signer: secret = '//Alice',
		nonce = 0,
		tip = 0n,
		era = {type: 'Immortal'},
		birth,
		specVersion,
		mode = 0,
	}: SignOptions = {},
): Promise<Uint8Array> {
	const {chain} = devnet;
	const {version, outer} = chain.runtime;
	const signer = typeof secret === 'string' ? signerOf(secret) : secret;
	const content = outer.call.encode(call);
	const extra = Buffer.concat([
		eraType.encode(era),
		compact(u32).encode(nonce),
		compact(u64).encode(tip),
		Uint8Array.of(mode),
	]);
	const implied = Buffer.concat([
		u32.encode(specVersion ?? version.spec_version),
		u32.encode(version.transaction_version),
		fromHex(chain.genesis),
		fromHex(birth ?? chain.genesis),
		Uint8Array.of(0),
	]);
	const payload = Buffer.concat([content, extra, implied]);
	const signature = await signer.sign(payload.length > 256 ? blake2b256(payload) : payload);
	const scheme = signer.scheme === 'ed25519' ? 0 : 1;
	return bytes.encode(
		Buffer.concat([
			Uint8Array.of(0x84, 0),
			signer.publicKey,
			Uint8Array.of(scheme),
			signature,
			extra,
			content,
		]),
	);
}

const signers = new Map<string, Signer>();

/** Deriving a key takes a while, so each is derived once. */
const signerOf = (uri: string): Signer => {
	const signer = signers.get(uri) ?? createSigner({uri});
	signers.set(uri, signer);
	return signer;
};

/** A call as the chain's types hold it. */
export const callOf = (type: string, name: string, value: unknown): RuntimeCall => ({
	type,
	value: {type: name, value},
});
