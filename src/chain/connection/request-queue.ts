import type {Clock} from '../../support/clock.ts';
import {type Bucket, type BucketOptions, createBucket} from './bucket.ts';

/** What a request is for: a transaction in progress, what somebody waits for, or what is kept up to date. */
export type Urgency = 'transaction' | 'normal' | 'background';

const urgencies: readonly Urgency[] = ['transaction', 'normal', 'background'];

/** The requests that wait for their turn at an endpoint. It outlives connections. */
export type RequestQueue = Pick<Bucket, 'answered' | 'refused' | 'hasRefused'> & {
	/**
	Wait for a turn: the most urgent request is first, those of the same urgency in their order.

	@throws The signal's reason when aborted.
	*/
	readonly pass: (urgency: Urgency, signal?: AbortSignal) => Promise<void>;
	/** Whether the endpoint's limit keeps requests waiting. */
	readonly isHolding: () => boolean;
};

export type RequestQueueOptions = BucketOptions & {readonly clock: Clock};

/** Create the queue of an endpoint. */
export function createRequestQueue(options: RequestQueueOptions): RequestQueue {
	const {clock} = options;
	const bucket = createBucket(options);
	const waiting = urgencies.map(() => new Set<() => void>());
	let cancelTimer: () => void = () => undefined;

	const letPass = () => {
		cancelTimer();
		for (const group of waiting) {
			for (const pass of group) {
				const wait = bucket.take();
				if (wait > 0) {
					cancelTimer = clock.after(wait, letPass);
					return;
				}

				group.delete(pass);
				pass();
			}
		}
	};

	return {
		async pass(urgency, signal) {
			signal?.throwIfAborted();
			const group = waiting[urgencies.indexOf(urgency)]!;
			const {promise, resolve, reject} = Promise.withResolvers<void>();
			const leave = () => {
				group.delete(resolve);
				reject(signal!.reason as Error);
			};

			group.add(resolve);
			signal?.addEventListener('abort', leave);
			letPass();
			try {
				await promise;
			} finally {
				signal?.removeEventListener('abort', leave);
			}
		},
		answered: bucket.answered,
		refused: bucket.refused,
		hasRefused: bucket.hasRefused,
		isHolding: () => bucket.isPaused() || waiting.some(({size}) => size > 0),
	};
}
