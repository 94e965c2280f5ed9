import {type Clock, systemClock} from '../../support/clock.ts';
import {HubUnreachableError, PassingFailure} from './errors.ts';

export type RetryOptions = {
	/** @default `systemClock` */
	readonly clock?: Clock;
	readonly signal: AbortSignal;
	/** Called with what went wrong, before it is tried again. */
	readonly report: (line: string) => void;
};

/**
Try until it succeeds, waiting longer each time, or as long as the server asks.

@param work Calls back once it gets somewhere; the count of attempts begins anew then.

@throws {HubUnreachableError} After six attempts in a row that got nowhere, or if the server asks for a long wait.
*/
export async function retry<Value>(
	what: string,
	work: (onProgress: () => void) => Promise<Value>,
	{clock = systemClock, signal, report}: RetryOptions,
): Promise<Value> {
	for (let attempt = 1; ; attempt++) {
		try {
			return await work(() => {
				attempt = 1;
			});
		} catch (error) {
			signal.throwIfAborted();
			if (!(error instanceof PassingFailure)) {
				throw error;
			}

			const wait = Math.max(error.wait ?? 0, Math.min(1000 * 2 ** (attempt - 1), longestPause));
			if (attempt >= mostAttempts || wait > longestWait) {
				throw new HubUnreachableError(
					what,
					wait > longestWait
						? `${error.message}, and should not be before ${Math.ceil(wait / 60_000)} minutes have passed`
						: error.message,
					{cause: error},
				);
			}

			report(`${what}: ${error.message}; trying again in ${Math.ceil(wait / 1000)} s`);
			await clock.sleep(wait, {signal});
		}
	}
}

const mostAttempts = 6;
const longestPause = 30_000;
const longestWait = 300_000;
