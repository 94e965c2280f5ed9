import {setTimeout as sleep} from 'node:timers/promises';

/**
Wait for a promise, up to a timeout.

@returns Whether it resolved within this many milliseconds. Rejects if `something` rejects or `signal` is aborted.
*/
export async function within(
	milliseconds: number,
	something: Promise<unknown>,
	signal?: AbortSignal,
): Promise<boolean> {
	const over = new AbortController();
	const either = signal ? AbortSignal.any([signal, over.signal]) : over.signal;
	try {
		return await Promise.race([
			something.then(() => true),
			sleep(milliseconds, false, {signal: either}),
		]);
	} finally {
		over.abort();
	}
}
