import type {IncomingHttpHeaders} from 'node:http';
import {readAddress} from '../crypto/ss58.ts';
import type {Verify} from '../crypto/verifier.ts';
import {systemClock} from '../support/clock.ts';
import type {Source} from '../support/fair-queue.ts';
import {tell} from '../support/observer.ts';
import {createRecentMap} from '../support/recent-map.ts';
import {
	type AuthAnswer,
	type AuthRefusal,
	describeAge,
	describeReceiver,
	refuse,
} from './auth-answer.ts';
import {type AuthHeaders, readAuthHeaders} from './auth-headers.ts';
import {createReplayWindow} from './replay-window.ts';
import {writeSignedText} from './signed-text.ts';

/** A request from `node:http`, with its body read. */
export type ReceivedRequest = {
	readonly method: string;
	/** `url` in `node:http`: path with the query. */
	readonly path: string;
	readonly headers: IncomingHttpHeaders;
	readonly body: Uint8Array;
};

export type RequestVerifierOptions = {
	/** Our own hotkey as SS58. */
	readonly receiver: string;
	/** How old a nonce may be, in milliseconds. @default 10_000 */
	readonly maxAge?: number;
	/** How far in the future a nonce may be, in milliseconds. @default usualMaxAhead */
	readonly maxAhead?: number;
	/** When the process started, in milliseconds since the Unix epoch: requests that the previous process may have accepted are refused. @default no previous process */
	readonly startedAt?: number;
	/** Maximum number of requests accepted within `maxAge + maxAhead`; takes up to 2 × 110 bytes each. @default 131_072 */
	readonly capacity?: number;
	/** @default systemClock */
	readonly clock?: {readonly now: () => number};
	/** Unix time in nanoseconds, if a clock that precise is available. @default that of `clock` */
	readonly nanoseconds?: () => bigint;
	/** Verifies a signature: `verifySignature`, or `verify` of `createVerifier()` in a server. */
	readonly verify: Verify;
	/** Called with each claim whose nonce is too old or too far ahead. */
	readonly onStaleClaim?: (claim: StaleClaim) => void;
};

/** A nonce by which sender and receiver disagree about the time. Nothing of it is proven. */
export type StaleClaim = {
	/** The claimed sender, SS58. */
	readonly sender: string;
	/** Milliseconds that our clock is ahead of the nonce; negative if it is behind. */
	readonly age: number;
};

/** How far in the future nonces may be by default, in milliseconds. */
export const usualMaxAhead = 2000;

/** The claims in a request's headers, valid as far as the headers show, but not yet proven. */
export type AuthClaims = {
	readonly ok: true;
	readonly headers: AuthHeaders;
	readonly publicKey: Uint8Array;
};

export type RequestVerifier = {
	/** Check the shape of the headers, the receiver, and the freshness of the nonce: cheap, and without the body. */
	readonly readClaims: (headers: IncomingHttpHeaders) => AuthClaims | AuthRefusal;
	/**
	Verify the signature, and check that the hotkey has not used this nonce before. The nonce is remembered only once the signature is valid.

	@param source Where the request is from; sources take turns at the verifier.
	*/
	readonly prove: (
		claims: AuthClaims,
		request: Omit<ReceivedRequest, 'headers'>,
		source: Source,
	) => Promise<AuthAnswer>;
};

/**
Create a verifier of btauth/1 requests addressed to one hotkey.

@example
```
const {verify} = createVerifier();
const {readClaims, prove} = createRequestVerifier({receiver: hotkey.address, verify});
const claims = readClaims(headers);
claims.ok && (await prove(claims, {method: 'POST', path: '/generate', body}, {name: address, rank: 0}));
//=> {ok: true, hotkey: '5Grw…', nonce: 1752076800000000000n, scheme: 'sr25519'}
```
*/
export function createRequestVerifier({
	receiver,
	maxAge = 10_000,
	maxAhead = usualMaxAhead,
	startedAt = -Infinity,
	capacity = 131_072,
	clock = systemClock,
	nanoseconds = () => toNanoseconds(clock.now()),
	verify,
	onStaleClaim,
}: RequestVerifierOptions): RequestVerifier {
	const window = createReplayWindow({duration: maxAge + maxAhead, capacity});
	// The previous process may have accepted nonces that were ahead of its clock.
	let startHorizon = startedAt === -Infinity ? -1n : toNanoseconds(startedAt + maxAhead);
	const publicKeys = createRecentMap<string, Uint8Array>(1024);

	const readPublicKey = (sender: string) => {
		const known = publicKeys.get(sender);
		if (known) {
			return known;
		}

		const publicKey = readAddress(sender);
		if (publicKey) {
			publicKeys.set(sender, publicKey);
		}

		return publicKey;
	};

	const isOff = (age: bigint) => age > toNanoseconds(maxAge) || -age > toNanoseconds(maxAhead);

	const refuseStale = (nonce: bigint, now: bigint): AuthRefusal | undefined => {
		const age = now - nonce;
		if (isOff(age)) {
			return refuse('stale-request', describeAge(age, age > 0n ? maxAge : maxAhead));
		}

		// If the clock ran ahead at the start and has been set since, nobody has to wait until it gets there again.
		const latestHorizon = now + toNanoseconds(maxAhead);
		if (latestHorizon < startHorizon) {
			startHorizon = latestHorizon;
		}

		return nonce > startHorizon && nonce > window.horizon()
			? undefined
			: refuse(
					'stale-request',
					'The nonce is older than this miner’s start; sign the request again',
				);
	};

	return {
		readClaims(received) {
			const headers = readAuthHeaders(received);
			if ('message' in headers) {
				return refuse('malformed-auth', headers.message);
			}

			if (headers.receiver !== receiver) {
				return refuse('wrong-receiver', describeReceiver(headers.receiver));
			}

			const {sender, nonce} = headers;
			const now = nanoseconds();
			const stale = refuseStale(nonce, now);
			if (stale) {
				const age = now - nonce;
				if (isOff(age)) {
					tell(onStaleClaim, {sender, age: Number(age / nanosecondsPerMillisecond)});
				}

				return stale;
			}

			const publicKey = readPublicKey(sender);
			return publicKey && headers.signature.length === 64
				? {ok: true, headers, publicKey}
				: refuse(
						'malformed-auth',
						'The hotkey is not an address, or the signature is not 64 bytes',
					);
		},
		async prove({headers, publicKey}, request, source) {
			const {sender, scheme, nonce, signature} = headers;
			const message = writeSignedText({...request, ...headers});
			const verdict = await verify({scheme, message, signature, publicKey}, source);
			if (verdict === 'busy') {
				return refuse(
					'too-busy',
					'Too many signatures are waiting to be checked; retry in a moment',
				);
			}

			if (!verdict) {
				return refuse('bad-signature', 'The signature does not match the hotkey and this request');
			}

			// Reading the body and verifying took a while, after which an earlier use of the nonce may be forgotten.
			const stale = refuseStale(nonce, nanoseconds());
			if (stale) {
				return stale;
			}

			switch (window.remember({sender, nonce}, Number(nanoseconds() / nanosecondsPerMillisecond))) {
				case 'seen': {
					return refuse('replayed-request', 'That hotkey has already used this nonce');
				}

				case 'full': {
					return refuse('replay-window-full', 'Too many requests at once; retry in a moment');
				}

				case 'new': {
					return {ok: true, hotkey: sender, nonce, scheme};
				}
			}
		},
	};
}

const nanosecondsPerMillisecond = 1_000_000n;

const toNanoseconds = (milliseconds: number) =>
	BigInt(Math.floor(milliseconds)) * nanosecondsPerMillisecond;
