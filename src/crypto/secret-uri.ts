import {Buffer} from 'node:buffer';
import {str as scaleText} from '@polkadot-api/substrate-bindings';
import {
	sr25519_derive_keypair_hard as deriveHard,
	sr25519_derive_keypair_soft as deriveSoft,
	sr25519_derive_seed_hard as deriveSeedHard,
} from '@polkadot-labs/schnorrkel-wasm';
import {blake2b256} from './hashes.ts';
import {mnemonicToSeed} from './mnemonic.ts';
import {expandSeed, type Keypair} from './schnorrkel.ts';

/** The mnemonic of Substrate's development accounts; `//Alice` is a path derived from it. */
const developmentPhrase = 'bottom drive obey lake curtain smoke basket hold race lonely fit walk';

/**
Derive the key pair of a secret URI: a mnemonic or 0x seed (by default the development phrase), a path of `//hard` and `/soft` junctions, and a password after `///`.

@throws {TypeError} If it is not a secret URI; the message never quotes it.
@throws {MnemonicError} If the phrase is not a mnemonic.

@see https://docs.rs/sp-core/latest/sp_core/crypto/trait.Pair.html#method.from_string_with_seed
*/
export function expandSecretUri(uri: string): Keypair {
	const match = /^(?<phrase>[^\/]*)(?<path>(?:\/\/?[^\/]+)*)(?:\/\/\/(?<password>.*))?$/sv.exec(
		uri,
	);
	if (!match || uri === '') {
		throw new TypeError('That is not a secret URI such as `//Alice`');
	}

	const {phrase, path, password} = match.groups!;
	const seed = readSeed(phrase!, password);
	let pair = expandSeed(seed);
	seed.fill(0);
	for (const {groups} of path!.matchAll(/(?<slashes>\/\/?)(?<name>[^\/]+)/gv)) {
		const derive = groups!.slashes === '//' ? deriveHard : deriveSoft;
		const child = derive(pair, toChainCode(groups!.name!));
		pair.fill(0);
		pair = child;
	}

	return pair;
}

/**
Derive the 32-byte mini-secret of the hard junction `//name`. The seed cannot be recovered from it.
*/
export function deriveSeed(seed: Uint8Array, name: string): Uint8Array {
	return deriveSeedHard(seed, toChainCode(name));
}

function readSeed(phrase: string, password: string | undefined): Uint8Array {
	if (!phrase.startsWith('0x')) {
		return mnemonicToSeed(phrase === '' ? developmentPhrase : phrase, password);
	}

	if (!/^0x[\da-f]{64}$/iv.test(phrase)) {
		throw new TypeError('A seed has 64 hex digits after `0x`');
	}

	return new Uint8Array(Buffer.from(phrase.slice(2), 'hex'));
}

/** 32 bytes: a number as u64, other text in SCALE; zero-padded, or hashed if too long. */
function toChainCode(name: string): Uint8Array {
	const code = new Uint8Array(32);
	if (/^\d+$/v.test(name) && BigInt(name) < 2n ** 64n) {
		new DataView(code.buffer).setBigUint64(0, BigInt(name), true);
		return code;
	}

	const encoded = scaleText.enc(name);
	if (encoded.length > 32) {
		return blake2b256(encoded);
	}

	code.set(encoded);
	return code;
}
