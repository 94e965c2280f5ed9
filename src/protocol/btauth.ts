import {Buffer} from 'node:buffer';
import {randomInt} from 'node:crypto';
import type {IncomingHttpHeaders} from 'node:http';
import type {SignedMessage, Signer} from '../crypto/signer.ts';
import {readAddress} from '../crypto/ss58.ts';
import {systemClock} from '../support/clock.ts';
import {type AuthAnswer, describeAge, describeReceiver, refuse} from './auth-answer.ts';
import {readAuthHeaders} from './auth-headers.ts';
import {createReplayWindow} from './replay-window.ts';
import {writeSignedText} from './signed-text.ts';

export type SignRequestOptions = {
	readonly method: string;
	/** Path with the query, as it will stand on the request line. */
	readonly path: string;
	/** The body's bytes as they will be sent. @default none */
	readonly body?: Uint8Array;
	/** Hotkey of the receiver as SS58; servers refuse a request that is bound to none. */
	readonly receiver?: string;
	readonly signer: Signer;
	/** @default systemClock */
	readonly clock?: {readonly now: () => number};
};

/**
Sign an HTTP request by btauth/1. A request that is tried again must be signed again.

@returns The headers to send with it.
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
/** What follows the milliseconds in a nonce: counted, so that no two requests of this process have the same. */
let sequence = BigInt(randomInt(1_000_000));

function createNonce(now: number): bigint {
	sequence = (sequence + 1n) % nanosecondsPerMillisecond;
	return toNanoseconds(now) + sequence;
}

const toNanoseconds = (milliseconds: number) =>
	BigInt(Math.floor(milliseconds)) * nanosecondsPerMillisecond;

/** A request as `node:http` gives it, with its body read. */
export type ReceivedRequest = {
	readonly method: string;
	/** `url` of `node:http`: path with the query. */
	readonly path: string;
	readonly headers: IncomingHttpHeaders;
	readonly body: Uint8Array;
};

export type RequestVerifierOptions = {
	/** The own hotkey as SS58. */
	readonly receiver: string;
	/** How old a nonce may be, in milliseconds. @default 10_000 */
	readonly maxAge?: number;
	/** How far a nonce may lie ahead, in milliseconds. @default 2000 */
	readonly maxAhead?: number;
	/** Requests accepted within `maxAge + maxAhead` that are remembered; about 110 bytes each, twice. @default 131_072 */
	readonly capacity?: number;
	/** @default systemClock */
	readonly clock?: {readonly now: () => number};
	/** Unix time in nanoseconds, for who has a clock that fine. @default that of `clock` */
	readonly nanoseconds?: () => bigint;
	/** Checks a signature: `verifySignature`, or `verify` of `createVerifier()` where requests are served. */
	readonly verify: (message: SignedMessage) => boolean | Promise<boolean>;
};

/**
Create a check of btauth/1 requests that are meant for one hotkey.

It looks, in this order, at the shape of the headers, the receiver, the freshness of the nonce, the signature, and whether the same hotkey used that nonce before. What is remembered against replays is written only once the signature is good.

@returns A function that tells who sent a request, or why it is refused.

@example
```
const {verify} = createVerifier();
const check = createRequestVerifier({receiver: hotkey.address, verify});
await check({method: 'POST', path: '/generate', headers, body});
//=> {ok: true, hotkey: '5Grw…', nonce: 1752076800000000000n, scheme: 'sr25519'}
```
*/
export function createRequestVerifier({
	receiver,
	maxAge = 10_000,
	maxAhead = 2000,
	capacity = 131_072,
	clock = systemClock,
	nanoseconds = () => toNanoseconds(clock.now()),
	verify,
}: RequestVerifierOptions): (request: ReceivedRequest) => Promise<AuthAnswer> {
	const remember = createReplayWindow({duration: maxAge + maxAhead, capacity});

	return async ({headers, ...request}) => {
		const claims = readAuthHeaders(headers);
		if ('message' in claims) {
			return refuse('malformed-auth', claims.message);
		}

		const {sender, scheme, nonce, signature} = claims;
		if (claims.receiver !== receiver) {
			return refuse('wrong-receiver', describeReceiver(claims.receiver));
		}

		const age = nanoseconds() - nonce;
		if (age > toNanoseconds(maxAge) || -age > toNanoseconds(maxAhead)) {
			return refuse('stale-request', describeAge(age, age > 0n ? maxAge : maxAhead));
		}

		const publicKey = readAddress(sender);
		if (!publicKey || signature.length !== 64) {
			return refuse('malformed-auth', 'The hotkey is no address, or the signature not 64 bytes');
		}

		const message = writeSignedText({...request, ...claims});
		if (!(await verify({scheme, message, signature, publicKey}))) {
			return refuse('bad-signature', 'The signature is not that hotkey’s for this request');
		}

		switch (remember(`${nonce} ${sender}`, Number(nanoseconds() / nanosecondsPerMillisecond))) {
			case 'seen': {
				return refuse('replayed-request', 'That hotkey has used this nonce before');
			}

			case 'full': {
				return refuse('replay-window-full', 'Too many requests at once; ask again in a moment');
			}

			case 'new': {
				return {ok: true, hotkey: sender, nonce, scheme};
			}
		}
	};
}
