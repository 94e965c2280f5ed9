import {type Clock, systemClock} from '../../support/clock.ts';
import type {ReadableStore} from '../../support/store.ts';
import {ChainUnreachableError} from '../errors.ts';
import {backOff} from './back-off.ts';
import {awaitConnection} from './await-connection.ts';
import {type Connection, openConnection} from './json-rpc.ts';
import type {Listener} from './message.ts';
import {type ConnectionStatus, createStatusKeeper} from './status.ts';
import {type SubscriptionRequest, createSubscriptions} from './subscriptions.ts';

/** A way to ask a chain's nodes, over one connection after the other. */
export type Rpc = {
	readonly status: ReadableStore<ConnectionStatus>;
	/**
	Get the connection of the moment; waits for one, at most as long as a request may take.

	@throws {ChainUnreachableError} If there is none by then.
	*/
	readonly connection: () => Promise<Connection>;
	/**
	@throws {ChainRequestError} If the node answers with an error.
	@throws {ChainUnreachableError} If there is no connection, it is lost meanwhile, or no answer comes in time.
	*/
	readonly request: (method: string, parameters?: readonly unknown[]) => Promise<unknown>;
	/** Listen until the returned function is called, across reconnections. */
	readonly subscribe: (request: SubscriptionRequest, listener: Listener) => Promise<() => void>;
	readonly close: () => void;
};

export type RpcOptions = {
	/** Nodes of one chain; the next is tried when one fails. */
	readonly urls: readonly [string, ...string[]];
	/** Milliseconds that opening a connection, or a request, may take. */
	readonly timeout: number;
	/** Called with each new connection before it is used; if it rejects, the next node is tried. */
	readonly onConnect: (connection: Connection) => Promise<void>;
	/** Closes it when aborted. */
	readonly signal?: AbortSignal;
	readonly clock?: Clock;
};

/**
Connect to the first node that answers and stay connected: after a loss the nodes are tried in turn, with growing pauses, until it is closed.

@throws {ChainUnreachableError} If none of them answers at first.
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

	const reopen = async () => {
		for (let failures = 0; ; failures++) {
			await clock.sleep(backOff(failures), {signal});
			try {
				return await open();
			} catch (error) {
				status.disconnected(urls[(turn - 1) % urls.length]!, toReason(error as Error));
			}
		}
	};

	const keepOpen = async (first: Connection) => {
		for (let connection = first; ;) {
			const loss = await connection.ended;
			current = undefined;
			signal.throwIfAborted();
			status.disconnected(connection.url, toReason(loss));
			connection = await reopen();
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
	const getConnection = async () =>
		current ?? awaitConnection({getCurrent: () => current, status: status.store, timeout, clock});

	keepOpen(await openFirst(open, urls.length, close)).catch(() => {
		// Only `close()` ends it.
	});

	return {
		status: status.store,
		connection: getConnection,
		request: async (method, parameters = []) => (await getConnection()).request(method, parameters),
		subscribe: async (request, listener) =>
			subscriptions.add(await getConnection(), request, listener),
		close,
	};
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

/** Say why without saying where, which stands beside it. */
const toReason = (error: Error) =>
	error instanceof ChainUnreachableError ? error.reason : error.message;
