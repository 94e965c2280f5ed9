import {Buffer} from 'node:buffer';
import {randomInt} from 'node:crypto';
import type {Signer} from '../crypto/signer.ts';
import {systemClock} from '../support/clock.ts';
import {writeSignedText} from './signed-text.ts';

export type SignRequestOptions = {
	readonly method: string;
	/** Path with the query, as it will appear on the request line. */
	readonly path: string;
	/** The bytes of the body as they will be sent. @default none */
	readonly body?: Uint8Array;
	/** The receiver's hotkey as SS58; servers refuse requests that are not bound to one. */
	readonly receiver?: string;
	readonly signer: Signer;
	/** @default systemClock */
	readonly clock?: {readonly now: () => number};
};

/**
Sign an HTTP request with btauth/1. A retry must be signed again.

@returns The headers to add to the request.
*/
export async function signRequest({
	method,
	path,
	body = new Uint8Array(),
	receiver,
	signer,
	clock = systemClock,
}: SignRequestOptions): Promise<Record<string, string>> {
	const {scheme, address: sender} = signer;
	const nonce = createNonce(clock.now());
	const text = writeSignedText({scheme, method, path, body, nonce, sender, receiver});
	const signature = await signer.sign(text);
	return {
		'X-Bittensor-Version': '1',
		'X-Bittensor-Hotkey': sender,
		'X-Bittensor-Nonce': String(nonce),
		...(receiver !== undefined && {'X-Bittensor-Receiver': receiver}),
		...(scheme !== 'sr25519' && {'X-Bittensor-Crypto': scheme}),
		'X-Bittensor-Signature': `0x${Buffer.from(signature).toString('hex')}`,
	};
}

const nanosecondsPerMillisecond = 1_000_000n;
/** The part of a nonce after the milliseconds: a counter, so that this process never reuses a nonce. */
let sequence = BigInt(randomInt(1_000_000));

function createNonce(now: number): bigint {
	sequence = (sequence + 1n) % nanosecondsPerMillisecond;
	return BigInt(Math.floor(now)) * nanosecondsPerMillisecond + sequence;
}
