import type {SignatureScheme} from '../crypto/signer.ts';

/** Why a request is refused, in the order of the checks. */
export type AuthRefusalReason =
	| 'malformed-auth'
	| 'wrong-receiver'
	| 'stale-request'
	| 'bad-signature'
	| 'replayed-request'
	/** More requests were accepted within the window than can be remembered. */
	| 'replay-window-full'
	/** Too many signatures are waiting to be verified. */
	| 'too-busy';

export type AuthRefusal = {
	readonly ok: false;
	/** 401, or 503 if it is not the sender's fault. */
	readonly status: 401 | 503;
	readonly reason: AuthRefusalReason;
	/** A sentence for the sender, without secrets from the request. */
	readonly message: string;
};

export type AuthAnswer =
	| AuthRefusal
	| {
			readonly ok: true;
			/** The sender, as SS58. */
			readonly hotkey: string;
			/** Unix time in nanoseconds. */
			readonly nonce: bigint;
			readonly scheme: SignatureScheme;
	  };

/** Create a refusal. */
export function refuse(reason: AuthRefusalReason, message: string): AuthRefusal {
	const status = reason === 'replay-window-full' || reason === 'too-busy' ? 503 : 401;
	return {ok: false, status, reason, message};
}

/** Describe what is wrong with a request's receiver. */
export function describeReceiver(receiver: string | undefined): string {
	return receiver === undefined
		? '`X-Bittensor-Receiver` is missing: a request must name its receiver'
		: 'The request was signed for another hotkey';
}

/**
Describe how far off a nonce is; usually one of the clocks is wrong.

@param age Nanoseconds, negative for a nonce in the future.
@param limit Milliseconds.
*/
export function describeAge(age: bigint, limit: number): string {
	const seconds = Math.abs(Number(age) / 1e9).toFixed(3);
	return `The nonce is ${seconds} s ${age > 0n ? 'old' : 'ahead'}, more than ${limit / 1000} s; compare the clocks`;
}
