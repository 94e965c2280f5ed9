import {verifyEd25519} from './ed25519.ts';
import {
	type Keypair,
	expandSeed,
	getPublicKey,
	signSchnorrkel,
	verifySchnorrkel,
} from './schnorrkel.ts';
import {expandSecretUri} from './secret-uri.ts';
import type {SignedMessage, Signer} from './signer.ts';
import {encodeAddress} from './ss58.ts';

export type SignerOptions =
	| {
			/** The mini-secret, 32 bytes. The caller may wipe it afterwards. */
			readonly seed: Uint8Array;
	  }
	| {
			/** A development account such as `//Alice`, or a mnemonic or 0x seed, with or without a path. */
			readonly uri: string;
	  };

/**
Create a signer for an sr25519 key.

@throws {TypeError} If the URI is invalid.
@throws {RangeError} If the seed is not 32 bytes long.
@throws {MnemonicError} If the URI's phrase is not a mnemonic.

@example
```
createSigner({uri: '//Alice'}).address;
//=> '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY'
```
*/
export function createSigner(options: SignerOptions): Signer {
	return createPairSigner('uri' in options ? expandSecretUri(options.uri) : expand(options.seed));
}

/** Create a signer for an expanded key pair. The pair is kept, not copied. */
export function createPairSigner(pair: Keypair): Signer {
	const publicKey = getPublicKey(pair);
	return {
		address: encodeAddress(publicKey),
		publicKey,
		scheme: 'sr25519',
		sign: message => signSchnorrkel(pair, message),
	};
}

function expand(seed: Uint8Array): Keypair {
	if (seed.length !== 32) {
		throw new RangeError(`A seed has 32 bytes, not \`${seed.length}\``);
	}

	return expandSeed(seed);
}

/**
Verify a signature on this thread, in about 0.2 ms. Servers should use `createVerifier()`.

@returns Whether the key signed the message; `false` if the signature or the key is malformed.
*/
export function verifySignature({
	scheme = 'sr25519',
	message,
	signature,
	publicKey,
}: SignedMessage): boolean {
	const verify = scheme === 'ed25519' ? verifyEd25519 : verifySchnorrkel;
	return verify(message, signature, publicKey);
}
