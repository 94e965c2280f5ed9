import {Buffer} from 'node:buffer';
import {sha256Hex} from '../crypto/hashes.ts';
import type {SignatureScheme} from '../crypto/signer.ts';

export type SignedTextOptions = {
	readonly scheme: SignatureScheme;
	readonly method: string;
	/** Path with the query, as it stands on the request line. */
	readonly path: string;
	/** The bytes of the body as they travel, before any parsing. */
	readonly body: Uint8Array;
	/** Unix time in nanoseconds. */
	readonly nonce: bigint;
	/** Hotkey of the sender as SS58. */
	readonly sender: string;
	/** Hotkey of the receiver as SS58; absent where a request is bound to none. */
	readonly receiver?: string;
};

/**
Write the bytes that btauth/1 signs: eight lines, each a fact that must not change on the way.

@see https://www.bittensor.com/docs/guides/signed-requests
*/
export function writeSignedText({
	scheme,
	method,
	path,
	body,
	nonce,
	sender,
	receiver = '-',
}: SignedTextOptions): Uint8Array {
	return Buffer.from(
		[
			'btauth/1',
			scheme,
			method.toUpperCase(),
			path,
			sha256Hex(body),
			String(nonce),
			sender,
			receiver,
		].join('\n'),
	);
}
