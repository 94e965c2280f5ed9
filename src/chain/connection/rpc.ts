import type * as v from 'valibot';
import {type Clock, systemClock} from '../../support/clock.ts';
import type {ReadableStore} from '../../support/store.ts';
import {ChainUnreachableError} from '../errors.ts';
import {type Connection, type Listener, openConnection} from './connection.ts';
import {type ConnectionStatus, createStatusKeeper} from './status.ts';
import {type SubscriptionRequest, createSubscriptions} from './subscriptions.ts';

/** A JSON-RPC client of a chain's nodes, over one connection at a time. */
export type Rpc = {
	readonly status: ReadableStore<ConnectionStatus>;
	/**
	Get the current connection, or wait for one up to the request timeout.

	@throws {ChainUnreachableError} If there is none in time.
	*/
	readonly connection: () => Promise<Connection>;
	/**
	Send a request; the answer is parsed by the schema.

	@throws {ChainRequestError} If the node answers with an error.
	@throws {ChainUnreachableError} If there is no connection, it is lost, or the request times out.
	@throws {NoNodeError} If the answer does not match the schema.
	*/
	readonly request: <Schema extends v.GenericSchema = v.GenericSchema>(
		method: string,
		parameters?: readonly unknown[],
		schema?: Schema,
	) => Promise<v.InferOutput<Schema>>;
	/** Subscribe, across reconnections, until the returned function is called. */
	readonly subscribe: <Schema extends v.GenericSchema = v.GenericSchema>(
		request: SubscriptionRequest<Schema>,
		listener: Listener<v.InferOutput<Schema>>,
	) => Promise<() => void>;
	/** Disconnect the current node, if any, for this reason. The next one is tried, or the same if it is the only one. */
	readonly drop: (reason: string) => void;
	readonly close: () => void;
};

export type RpcOptions = {
	/** Nodes of one chain, tried in turn when one fails. */
	readonly urls: readonly [string, ...string[]];
	/** Timeout for each request, in milliseconds. Opening a connection may take three times as long. */
	readonly timeout: number;
	/** Called with each new connection before it is used. If it rejects, the next node is tried. */
	readonly onConnect: (connection: Connection) => Promise<void>;
	/** Closes it when aborted. */
	readonly signal?: AbortSignal;
	readonly clock?: Clock;
};

/**
Connect to the first node that answers and stay connected: after a loss, the nodes are tried in turn, with backoff, until the client is closed.

@throws {ChainUnreachableError} If no node answers initially.
*/
export async function createRpc({
	urls,
	timeout,
	onConnect,
	signal: outer,
	clock = systemClock,
}: RpcOptions): Promise<Rpc> {
	const controller = new AbortController();
	const {signal} = controller;
	const status = createStatusKeeper(urls[0], clock);
	const subscriptions = createSubscriptions();
	let current: Connection | undefined;
	let turn = 0;

	const open = async () => {
		const url = urls[turn % urls.length]!;
		turn++;
		const connection = await openConnection({
			url,
			timeout,
			signal,
			clock,
			onLatency: status.measured,
		});
		try {
			await onConnect(connection);
			await subscriptions.restore(connection);
		} catch (error) {
			connection.close();
			throw error;
		}

		current = connection;
		status.connected(url);
		return connection;
	};

	const reopen = async (failuresBefore: number) => {
		for (let failures = failuresBefore; ; failures++) {
			await clock.sleep(backOff(failures), {signal});
			try {
				return {connection: await open(), failures};
			} catch (error) {
				status.disconnected(urls[(turn - 1) % urls.length]!, toReason(error as Error));
			}
		}
	};

	const keepOpen = async (first: Connection) => {
		for (let connection = first, failures = 0; ;) {
			const openedAt = clock.now();
			const loss = await connection.ended;
			current = undefined;
			signal.throwIfAborted();
			status.disconnected(connection.url, toReason(loss));
			// A node that drops each connection at once must not be retried without delay.
			failures = clock.now() - openedAt < longestPause ? failures + 1 : 0;
			({connection, failures} = await reopen(failures));
		}
	};

	const close = () => {
		if (signal.aborted) {
			return;
		}

		outer?.removeEventListener('abort', close);
		current = undefined;
		status.closed();
		controller.abort();
	};

	outer?.addEventListener('abort', close);
	/** Get the current connection, or wait for one. */
	const getConnection = async (): Promise<Connection> => {
		const {promise, resolve, reject} = Promise.withResolvers<Connection>();
		const fail = (reason: string) => {
			reject(new ChainUnreachableError(status.store.getSnapshot().url, reason));
		};

		const look = () => {
			if (current !== undefined) {
				resolve(current);
			} else if (status.store.getSnapshot().state === 'closed') {
				fail('the client was closed');
			}
		};

		const unsubscribe = status.store.subscribe(look);
		const cancel = clock.after(timeout, () => {
			fail(status.store.getSnapshot().reason ?? 'not connected');
		});
		look();
		try {
			return await promise;
		} finally {
			unsubscribe();
			cancel();
		}
	};

	keepOpen(await openFirst(open, urls.length, close)).catch(() => {
		// Only `close()` ends it.
	});

	return {
		status: status.store,
		connection: getConnection,
		request: async (method, parameters, schema) =>
			(await getConnection()).request(method, parameters ?? [], schema),
		subscribe: async (request, listener) =>
			subscriptions.add(await getConnection(), request, listener),
		drop(reason) {
			current?.close(reason);
		},
		close,
	};
}

/** Milliseconds. */
const longestPause = 15_000;

/** Get the delay before the next attempt, in milliseconds: exponential, with up to a quarter of jitter so that clients do not all reconnect at once. */
function backOff(failures: number): number {
	const pause = Math.min(250 * 2 ** failures, longestPause);
	return pause * (1 - Math.random() / 4);
}

/** Try each node once. */
async function openFirst(
	open: () => Promise<Connection>,
	nodes: number,
	close: () => void,
): Promise<Connection> {
	for (let tried = 1; ; tried++) {
		try {
			return await open();
		} catch (error) {
			if (tried >= nodes) {
				close();
				throw error;
			}
		}
	}
}

/** Get the reason without the URL, which is shown next to it. */
const toReason = (error: Error) =>
	error instanceof ChainUnreachableError ? error.reason : error.message;
