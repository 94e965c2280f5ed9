import type {Clock} from '../../support/clock.ts';

/** How many requests an endpoint allows. */
export type RequestLimit = {
	readonly perSecond: number;
	/** Most requests at once after a pause. */
	readonly burst: number;
};

export type BucketOptions = {
	/** What is known of the endpoint in advance. @default No limit, until the endpoint refuses a request */
	readonly limit?: RequestLimit;
	readonly clock: Pick<Clock, 'now'>;
	/** Spreads the pauses, so that clients do not all return at once. From 0 to 1. @default `Math.random` */
	readonly random?: () => number;
};

/** A token bucket that learns how many requests an endpoint allows. */
export type Bucket = {
	/**
	Take the token of one request.

	@returns 0 if it was taken, otherwise the milliseconds after which to try again.
	*/
	readonly take: () => number;
	/** Record that the endpoint has processed a request. */
	readonly answered: () => void;
	/**
	Record that the endpoint has refused a request. Nothing is sent for a while, and then less often.

	@param retryAfter How long it asks to wait, in milliseconds.
	*/
	readonly refused: (retryAfter?: number) => void;
	/** Get the current rate in requests per second; `Infinity` while no limit is known. */
	readonly rate: () => number;
	/** Whether it has refused a request in the last ten minutes. */
	readonly hasRefused: () => boolean;
	/** Whether nothing may be sent because of a refusal. */
	readonly isPaused: () => boolean;
};

/** Networks bring requests closer together than they were sent. */
const margin = 0.95;
/** Requests per second. */
const leastRate = 0.25;
/** The lowest guess of the rate that an unknown endpoint has refused. */
const leastGuess = 2;
/** Milliseconds. */
const leastPause = 1000;
const longestPause = 30_000;
/** The most that an endpoint can make a client wait. */
const longestRetryAfter = 600_000;
const lowering = 0.5;
const raising = 1.1;
/** Milliseconds without a refusal before the rate is raised: below the rate that was refused, and from there on. */
const calm = 30_000;
const longCalm = 600_000;
/** A token less this is a token: times are rounded. */
const almost = 1 - 1e-6;

/**
Create a full bucket.

A refusal pauses it and halves the rate; one right after a pause makes the next pause longer. The rate is raised again by a tenth at a time, but only if requests have had to wait for their turn since, and slowly once it reaches what the endpoint has refused or is known to allow.
*/
export function createBucket({limit, clock, random = Math.random}: BucketOptions): Bucket {
	const initial = limit === undefined ? Infinity : limit.perSecond * margin;
	let rate = initial;
	/** The rate that the endpoint is known not to exceed. */
	let known = limit?.perSecond ?? Infinity;
	const getCapacity = () =>
		Math.max(1, limit === undefined ? rate : (limit.burst * Math.min(rate, initial)) / initial);
	let tokens = getCapacity();
	let filledAt = clock.now();
	let pausedUntil = -Infinity;
	let refusedAt = -Infinity;
	let changedAt = clock.now();
	let hasWaited = false;
	/** Refusals in a row. */
	let refusals = 0;
	/** Requests since the last refusal. Those under way during a refusal may be refused as well, which is no news. */
	let sent = 0;
	/** When requests of the last second were sent, while no limit is known. */
	let recent: readonly number[] = [];

	const fill = () => {
		const now = clock.now();
		tokens = Math.min(getCapacity(), tokens + ((now - filledAt) / 1000) * rate);
		filledAt = now;
	};

	const isPaused = () => clock.now() < pausedUntil;
	const getRecent = () => recent.filter(at => at > clock.now() - 1000);

	const getWait = () => {
		if (isPaused()) {
			return pausedUntil - clock.now();
		}

		if (rate === Infinity) {
			return 0;
		}

		fill();
		return tokens >= almost ? 0 : ((1 - tokens) / rate) * 1000;
	};

	const lower = () => {
		known = rate === Infinity ? Math.max(leastGuess, getRecent().length) : rate;
		rate = Math.max(leastRate, known * lowering);
		changedAt = clock.now();
		filledAt = clock.now();
		tokens = 0;
		hasWaited = false;
	};

	return {
		take() {
			const wait = Math.ceil(getWait());
			if (wait > 0) {
				hasWaited = true;
				return wait;
			}

			sent++;
			if (rate === Infinity) {
				recent = [...getRecent(), clock.now()];
			} else {
				tokens--;
			}

			return 0;
		},
		answered() {
			refusals = 0;
			const pause = rate * raising < known ? calm : longCalm;
			if (!hasWaited || clock.now() - changedAt < pause) {
				return;
			}

			fill();
			rate *= raising;
			changedAt = clock.now();
			hasWaited = false;
		},
		refused(retryAfter = 0) {
			refusedAt = clock.now();
			// The first request after a pause says nothing of the rate.
			if (rate === Infinity || sent > 1) {
				lower();
			}

			if (sent > 0) {
				refusals++;
				sent = 0;
			}

			const growing =
				Math.min(leastPause * 2 ** Math.max(0, refusals - 1), longestPause) * (1 + random() / 4);
			const pause = retryAfter > 0 ? Math.min(retryAfter, longestRetryAfter) : growing;
			pausedUntil = Math.max(pausedUntil, clock.now() + pause);
		},
		rate: () => rate,
		hasRefused: () => clock.now() - refusedAt < longCalm,
		isPaused,
	};
}
