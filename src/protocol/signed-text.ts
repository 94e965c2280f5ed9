import {Buffer} from 'node:buffer';
import {sha256Hex} from '../crypto/hashes.ts';
import type {SignatureScheme} from '../crypto/signer.ts';

export type SignedTextOptions = {
	readonly scheme: SignatureScheme;
	readonly method: string;
	/** Path with the query, as it appears on the request line. */
	readonly path: string;
	/** The raw bytes of the body, before any parsing. */
	readonly body: Uint8Array;
	/** Unix time in nanoseconds. */
	readonly nonce: bigint;
	/** The sender's hotkey as SS58. */
	readonly sender: string;
	/** The receiver's hotkey as SS58; absent if the request is not bound to one. */
	readonly receiver?: string;
};

/**
Write the bytes that btauth/1 signs: eight lines, one per value that must not change in transit.

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
