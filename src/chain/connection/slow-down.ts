import type {Clock} from '../../support/clock.ts';
import type {RpcErrorValue} from '../../support/json-rpc.ts';
import {ChainLimitedError} from '../errors.ts';

/** How long a request that an endpoint refuses is repeated by default, in milliseconds. */
export const defaultPatience = 120_000;

/** The codes that gateways use for it: HTTP's, those of EIP-1474 and of common providers, and Polkadot SDK's own. */
const limitCodes = new Set([429, -32_005, -32_029, -32_999]);

/** Words for it, as endpoints put them: a limit that is exceeded, or a request to wait. */
const limitWords: readonly RegExp[] = [
	/rate.?limit|too many (?:requests|calls|connections|messages|queries)/iv,
	/slow down|throttl|back.?off|requests? per (?:second|minute|hour|day|month)/iv,
	/(?:limit|quota|capacity|allowance|credits|units|throughput)\b.{1,30}(?:exceed|exhaust|reached|used up)/isv,
	/(?:exceed|exhaust|reached|used up).{0,60}(?:limit|quota|capacity|allowance|credits|units|throughput)\b/isv,
];

/** What is limited is a message, a batch or a connection's subscriptions: waiting does not help. */
const otherLimits =
	/too (?:big|large|long)|oversized|batch|subscription|\bbytes\b|max(?:imum)? limit of/iv;

/** Codes of the node's own modules, such as the transaction pool, whose words tell of other limits (`sc-rpc-api`). */
const isOfNode = (code: number) => code >= 1000 && code < 10_000;

/** Check whether a text says that there were too many requests. */
export const isLimitText = (text: string): boolean =>
	limitWords.some(words => words.test(text)) && !otherLimits.test(text);

/** Check whether an error says that there were too many requests, in whatever words. */
export function isLimitError({code, message, data}: RpcErrorValue): boolean {
	const text = `${message} ${typeof data === 'string' ? data : JSON.stringify(data ?? '')}`;
	return (
		!isOfNode(code) && (isLimitText(text) || (limitCodes.has(code) && !otherLimits.test(text)))
	);
}

/** Close codes for it: policy violation, and try again later (IANA's registry of WebSocket close codes). */
const limitCloses = new Set([1008, 1013]);

/** Check whether a connection was closed because there were too many requests. */
export const isLimitClose = (code: number, reason: string): boolean =>
	limitCloses.has(code) || isLimitText(reason);

/** A refusal of an HTTP handshake. */
export type Handshake = {readonly status: number; readonly retryAfter: string | undefined};

/** Check whether a handshake was refused because there were too many requests. */
export const isLimitStatus = ({status, retryAfter}: Handshake): boolean =>
	status === 429 || (status === 503 && retryAfter !== undefined);

/** Parse the header `Retry-After`, seconds or a date, into milliseconds from now; `undefined` if it says nothing of use. */
export function parseRetryAfter(value: string | undefined, now: number): number | undefined {
	if (value === undefined || value.trim() === '') {
		return undefined;
	}

	const seconds = Number(value);
	const wait = Number.isNaN(seconds) ? Date.parse(value) - now : seconds * 1000;
	return Number.isFinite(wait) && wait > 0 ? wait : undefined;
}

/** Check whether a request only reads, so that it may be asked again without harm. What sends a transaction is repeated only by those who follow it. */
export const isReading = (method: string): boolean =>
	!/^author_|^transaction|submit|send|broadcast/iv.test(method);

export type PatienceOptions = {
	readonly clock: Pick<Clock, 'now'>;
	/** Milliseconds from the first refusal. */
	readonly patience: number;
	/** Whether to ask again after this refusal. */
	readonly canRepeat: (error: ChainLimitedError) => boolean;
};

/**
Ask again while the endpoint limits requests. Each try waits for its turn in the endpoint's queue, so there is no delay here.

@throws {ChainLimitedError} If the refusals persist, or the endpoint asks for more patience than there is.
*/
export async function repeatWhileLimited<Result>(
	ask: () => Promise<Result>,
	{clock, patience, canRepeat}: PatienceOptions,
): Promise<Result> {
	let firstAt: number | undefined;
	for (;;) {
		try {
			return await ask();
		} catch (error) {
			if (!(error instanceof ChainLimitedError) || !canRepeat(error)) {
				throw error;
			}

			firstAt ??= clock.now();
			if (clock.now() + error.retryAfter - firstAt > patience) {
				throw error;
			}
		}
	}
}
