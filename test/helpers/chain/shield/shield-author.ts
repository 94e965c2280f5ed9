import {
	type ShieldKey,
	type Shielded,
	createShieldKey,
} from '../../../../src/devnet/shield/shield-key.ts';

/** An author of blocks whose key changes when a test says so, and who does not have to decrypt. */
export type ShieldAuthor = ShieldKey & {
	/** Announce another key from the next block on. */
	readonly rotate: () => void;
	/** Include carriers, and ignore what they carry; or decrypt it again. */
	readonly refuse: (isRefusing: boolean) => void;
	/** What was decrypted, or would have been. */
	readonly opened: readonly Uint8Array[];
};

/** Create such an author, to be given to `createShield()`. */
export function createShieldAuthor(): ShieldAuthor {
	let key = createShieldKey();
	let isRefusing = false;
	const opened: Uint8Array[] = [];
	return {
		get publicKey() {
			return key.publicKey;
		},
		get hash() {
			return key.hash;
		},
		opened,
		open(shielded: Shielded) {
			const extrinsic = key.open(shielded);
			opened.push(...(extrinsic ? [extrinsic] : []));
			return isRefusing ? undefined : extrinsic;
		},
		rotate() {
			key = createShieldKey();
		},
		refuse(refuses) {
			isRefusing = refuses;
		},
	};
}
