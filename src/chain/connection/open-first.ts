import type {Clock} from '../../support/clock.ts';
import {ChainLimitedError} from '../errors.ts';
import type {Connection} from './connection.ts';

export type OpenFirstOptions = {
	/** How many nodes there are to try. */
	readonly nodes: number;
	/** How long to try while one limits requests, in milliseconds. */
	readonly patience: number;
	readonly clock: Pick<Clock, 'now'>;
	/** Whether the node tried last has hung up as soon as it was asked. */
	readonly hasHungUp: () => boolean;
	/** Called when it gives up. */
	readonly close: () => void;
};

/**
Try each node once, and again while one limits requests. One that hangs up gets a second chance, in case it tells then that it was for its limit.

@param open - Try the next node.
@throws {ChainUnreachableError} If no node answers.
@throws {ChainLimitedError} If that is because one limits requests for too long.
*/
export async function openFirst(
	open: () => Promise<Connection>,
	{nodes, patience, clock, hasHungUp, close}: OpenFirstOptions,
): Promise<Connection> {
	const end = clock.now() + patience;
	let limitation: ChainLimitedError | undefined;
	let isWorthwhile = false;
	let chances = 1;
	for (let tried = 1; ; tried++) {
		try {
			return await open();
		} catch (error) {
			if (error instanceof ChainLimitedError) {
				limitation = error;
				isWorthwhile = clock.now() + error.retryAfter < end;
			} else if (chances > 0 && hasHungUp()) {
				chances--;
				isWorthwhile = clock.now() < end;
			}

			if (tried % nodes === 0) {
				if (!isWorthwhile) {
					close();
					throw limitation ?? error;
				}

				isWorthwhile = false;
			}
		}
	}
}
