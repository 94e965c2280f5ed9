export type SignatureScheme = 'sr25519' | 'ed25519';

/**
A signing key that never reveals its secret. Everything that needs a signature is passed one of these; only `wallet/` and the devnet's own accounts create them.
*/
export type Signer = {
	/** SS58 with format 42. */
	readonly address: string;
	/** 32 bytes. */
	readonly publicKey: Uint8Array;
	readonly scheme: SignatureScheme;
	/** Sign the message as is, without wrapping or hashing; 64 bytes. */
	readonly sign: (message: Uint8Array) => Uint8Array | Promise<Uint8Array>;
};

/** A message with its claimed signer. */
export type SignedMessage = {
	/** @default 'sr25519' */
	readonly scheme?: SignatureScheme;
	readonly message: Uint8Array;
	/** 64 bytes; any other length is invalid. */
	readonly signature: Uint8Array;
	/** 32 bytes; any other length is invalid. */
	readonly publicKey: Uint8Array;
};
