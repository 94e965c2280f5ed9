import type {SignedMessage} from './signer.ts';

/** Scheme 1 byte, message length 4, public key 32, signature 64; then the message. */
const headLength = 101;

/**
Pack signed messages into one block of bytes, which can be transferred to another thread without a copy.

A small `Buffer` is a view of a pool, which a message port would copy as a whole.

@param messages Must have keys of 32 bytes and signatures of 64.
*/
export function packBatch(messages: readonly SignedMessage[]): Uint8Array<ArrayBuffer> {
	const length = messages.reduce((sum, {message}) => sum + headLength + message.length, 0);
	const bytes = new Uint8Array(length);
	const view = new DataView(bytes.buffer);
	let offset = 0;
	for (const {scheme, message, publicKey, signature} of messages) {
		bytes[offset] = scheme === 'ed25519' ? 1 : 0;
		view.setUint32(offset + 1, message.length);
		bytes.set(publicKey, offset + 5);
		bytes.set(signature, offset + 37);
		bytes.set(message, offset + headLength);
		offset += headLength + message.length;
	}

	return bytes;
}

/** Unpack the signed messages of `packBatch()`, as views of its bytes. */
export function unpackBatch(bytes: Uint8Array<ArrayBuffer>): SignedMessage[] {
	const view = new DataView(bytes.buffer, bytes.byteOffset);
	const messages: SignedMessage[] = [];
	let offset = 0;
	while (offset < bytes.length) {
		const end = offset + headLength + view.getUint32(offset + 1);
		messages.push({
			scheme: bytes[offset] === 1 ? 'ed25519' : 'sr25519',
			publicKey: bytes.subarray(offset + 5, offset + 37),
			signature: bytes.subarray(offset + 37, offset + headLength),
			message: bytes.subarray(offset + headLength, end),
		});
		offset = end;
	}

	return messages;
}
