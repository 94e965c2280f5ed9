export type SignatureScheme = 'sr25519' | 'ed25519';

/**
Something that signs without showing its key. Everything that needs a signature takes one of these; only `wallet/` and the devnet's own accounts make them.
*/
export type Signer = {
	/** The account as SS58 with format 42. */
	readonly address: string;
	/** 32 bytes. */
	readonly publicKey: Uint8Array;
	readonly scheme: SignatureScheme;
	/** Sign the message as it is, without wrapping or hashing; 64 bytes. */
	readonly sign: (message: Uint8Array) => Uint8Array | Promise<Uint8Array>;
};

/** A message with who is said to have signed it. */
export type SignedMessage = {
	/** @default 'sr25519' */
	readonly scheme?: SignatureScheme;
	readonly message: Uint8Array;
	/** 64 bytes; any other length is no valid signature. */
	readonly signature: Uint8Array;
	/** 32 bytes; any other length is no valid key. */
	readonly publicKey: Uint8Array;
};
