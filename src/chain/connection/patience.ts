import type {Clock} from '../../support/clock.ts';
import {ChainRequestError} from '../errors.ts';

export type PatienceOptions = {
	readonly clock: Clock;
	readonly signal: AbortSignal;
};

/** Public nodes allow about one request a second. */
const pause = 1100;
const maximumTries = 5;

/**
Do a request again, a little later, when the node says that it came too soon.

@throws {ChainRequestError} What the node answered, when it stays so or is about anything else.
*/
export async function withPatience<Result>(
	request: () => Promise<Result>,
	{clock, signal}: PatienceOptions,
): Promise<Result> {
	for (let tries = 1; ; tries++) {
		try {
			return await request();
		} catch (error) {
			if (tries === maximumTries || !isLimited(error)) {
				throw error;
			}
		}

		await clock.sleep(pause * tries, {signal});
	}
}

const isLimited = (error: unknown) =>
	error instanceof ChainRequestError &&
	/rate limit|too many requests/iv.test(`${error.rpc.message} ${String(error.rpc.data)}`);
