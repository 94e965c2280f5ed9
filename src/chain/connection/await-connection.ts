import type {Clock} from '../../support/clock.ts';
import type {ReadableStore} from '../../support/store.ts';
import {ChainLimitedError, ChainUnreachableError} from '../errors.ts';
import type {Connection} from './connection.ts';
import type {ConnectionStatus} from './status.ts';

export type AwaitConnectionOptions = {
	readonly status: ReadableStore<ConnectionStatus>;
	readonly current: () => Connection | undefined;
	/** Get why there is none, if that is an endpoint's limit. */
	readonly limitation: () => ChainLimitedError | undefined;
	/** Whether an endpoint's limit keeps requests waiting. */
	readonly isLimited: () => boolean;
	/** How long to wait, in milliseconds. */
	readonly timeout: number;
	/** How long to wait while an endpoint limits requests, in milliseconds. */
	readonly patience: number;
	readonly clock: Clock;
};

/**
Get the current connection, or wait for one.

@throws {ChainUnreachableError} If there is none in time, or the client was closed.
@throws {ChainLimitedError} If that is because an endpoint limits requests.
*/
export async function awaitConnection({
	status,
	current,
	limitation,
	isLimited,
	timeout,
	patience,
	clock,
}: AwaitConnectionOptions): Promise<Connection> {
	const {promise, resolve, reject} = Promise.withResolvers<Connection>();
	const fail = (reason: string) => {
		reject(new ChainUnreachableError(status.getSnapshot().url, reason));
	};

	const look = () => {
		const connection = current();
		if (connection !== undefined) {
			resolve(connection);
		} else if (status.getSnapshot().state === 'closed') {
			fail('the client was closed');
		}
	};

	const unsubscribe = status.subscribe(look);
	const start = clock.now();
	let cancel: () => void = () => undefined;
	const wait = () => {
		cancel = clock.after(timeout, () => {
			const limited = limitation();
			if (isLimited() && clock.now() - start < patience) {
				wait();
			} else if (limited === undefined) {
				fail(status.getSnapshot().reason ?? 'not connected');
			} else {
				const {url, said, retryAfter} = limited;
				reject(new ChainLimitedError(url, said, {retryAfter}));
			}
		});
	};

	wait();
	look();
	try {
		return await promise;
	} finally {
		unsubscribe();
		cancel();
	}
}
