import type {Clock} from '../../support/clock.ts';
import type {ReadableStore} from '../../support/store.ts';
import {ChainUnreachableError} from '../errors.ts';
import type {Connection} from './json-rpc.ts';
import type {ConnectionStatus} from './status.ts';

export type AwaitOptions = {
	readonly getCurrent: () => Connection | undefined;
	/** Published whenever the current connection comes or goes. */
	readonly status: ReadableStore<ConnectionStatus>;
	/** Milliseconds. */
	readonly timeout: number;
	readonly clock: Clock;
};

/**
Wait until there is a connection.

@throws {ChainUnreachableError} If there is none in time, or the client is closed.
*/
export async function awaitConnection({
	getCurrent,
	status,
	timeout,
	clock,
}: AwaitOptions): Promise<Connection> {
	const {promise, resolve, reject} = Promise.withResolvers<Connection>();
	const fail = (reason: string) => {
		reject(new ChainUnreachableError(status.getSnapshot().url, reason));
	};

	const look = () => {
		const connection = getCurrent();
		if (connection !== undefined) {
			resolve(connection);
		} else if (status.getSnapshot().state === 'closed') {
			fail('the client was closed');
		}
	};

	const forget = status.subscribe(look);
	const cancel = clock.after(timeout, () => {
		fail(status.getSnapshot().reason ?? 'not connected');
	});
	look();
	try {
		return await promise;
	} finally {
		forget();
		cancel();
	}
}
