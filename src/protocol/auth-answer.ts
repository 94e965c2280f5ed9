import type {SignatureScheme} from '../crypto/signer.ts';

/** Why a request is not accepted, in the order of the checks. */
export type AuthRefusalReason =
	| 'malformed-auth'
	| 'wrong-receiver'
	| 'stale-request'
	| 'bad-signature'
	| 'replayed-request'
	/** More requests were accepted within the window than may be remembered. */
	| 'replay-window-full';

export type AuthAnswer =
	| {
			readonly ok: true;
			/** The sender, as SS58. */
			readonly hotkey: string;
			/** Unix time in nanoseconds. */
			readonly nonce: bigint;
			readonly scheme: SignatureScheme;
	  }
	| {
			readonly ok: false;
			/** 401, and 503 when the window is full. */
			readonly status: 401 | 503;
			readonly reason: AuthRefusalReason;
			/** A sentence for the sender; it repeats nothing secret of the request. */
			readonly message: string;
	  };

/** Make a refusal. */
export function refuse(reason: AuthRefusalReason, message: string): AuthAnswer {
	return {ok: false, status: reason === 'replay-window-full' ? 503 : 401, reason, message};
}

/** Say what is wrong with the receiver of a request. */
export function describeReceiver(receiver: string | undefined): string {
	return receiver === undefined
		? '`X-Bittensor-Receiver` is missing: a request must say whom it is for'
		: 'The request was signed for another hotkey';
}

/**
Say how far a nonce is off; the cause is usually a clock.

@param age Nanoseconds, negative for a nonce that lies ahead.
@param limit Milliseconds.
*/
export function describeAge(age: bigint, limit: number): string {
	const seconds = Math.abs(Number(age) / 1e9).toFixed(3);
	return `The nonce is ${seconds} s ${age > 0n ? 'old' : 'ahead'}, more than ${limit / 1000} s; compare both clocks`;
}
