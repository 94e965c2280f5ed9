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
