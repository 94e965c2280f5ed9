import type * as v from 'valibot';
import {type Clock, systemClock} from '../../support/clock.ts';
import type {ReadableStore} from '../../support/store.ts';
import {ChainLimitedError, ChainUnreachableError, NoNodeError} from '../errors.ts';
import type {RequestLimit} from './bucket.ts';
import {awaitConnection} from './await-connection.ts';
import {type Connection, type Listener, type RequestOptions, openConnection} from './connection.ts';
import {openFirst} from './open-first.ts';
import {type Urgency, createRequestQueue} from './request-queue.ts';
import {defaultPatience, isReading, repeatWhileLimited} from './slow-down.ts';
import {type ConnectionStatus, createStatusKeeper} from './status.ts';
import {type SubscriptionRequest, createSubscriptions} from './subscriptions.ts';

/** A JSON-RPC client of a chain's nodes, over one connection at a time. */
export type Rpc = {
	readonly status: ReadableStore<ConnectionStatus>;
	/**
	Get the current connection, or wait for one up to the request timeout; longer while the endpoint limits requests.

	@throws {ChainUnreachableError} If there is none in time.
	@throws {ChainLimitedError} If the endpoint limits requests for too long.
	*/
	readonly connection: () => Promise<Connection>;
	/**
	Send a request when it is its turn; the answer is parsed by the schema. While the endpoint limits requests, it is asked again if it only reads, if necessary on the next connection.

	@throws {ChainRequestError} If the node answers with an error.
	@throws {ChainUnreachableError} If there is no connection, it is lost, or the request times out.
	@throws {ChainLimitedError} If the endpoint limits requests for too long.
	@throws {NoNodeError} If the answer does not match the schema.
	*/
	readonly request: <Schema extends v.GenericSchema = v.GenericSchema>(
		method: string,
		parameters?: readonly unknown[],
		schema?: Schema,
		options?: RequestOptions,
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
	/** Timeout for each request from when it is sent, in milliseconds. Opening a connection may take three times as long. */
	readonly timeout: number;
	/** Called with each new connection before it is used. If it rejects, the next node is tried. */
	readonly onConnect: (connection: Connection) => Promise<void>;
	/** Get what is known in advance of an endpoint's limit. @default None is known */
	readonly limitOf?: (url: string) => RequestLimit | undefined;
	/** How long a request, or opening the first connection, may take while the endpoint limits requests, in milliseconds. @default 120_000 */
	readonly patience?: number;
	/** Closes it when aborted. */
	readonly signal?: AbortSignal;
	readonly clock?: Clock;
};

/**
Connect to the first node that answers and stay connected: after a loss, the nodes are tried in turn, with backoff, until the client is closed.

@throws {ChainUnreachableError} If no node answers initially.
@throws {ChainLimitedError} If that is because an endpoint limits requests for too long.
*/
export async function createRpc({
	urls,
	timeout,
	onConnect,
	limitOf = () => undefined,
	patience = defaultPatience,
	signal: outer,
	clock = systemClock,
}: RpcOptions): Promise<Rpc> {
	const controller = new AbortController();
	const {signal} = controller;
	const status = createStatusKeeper(urls[0], clock);
	const subscriptions = createSubscriptions();
	const queues = urls.map(url => createRequestQueue({limit: limitOf(url), clock}));
	let current: Connection | undefined;
	/** Why there is none, if that is the endpoint's limit. */
	let limitation: ChainLimitedError | undefined;
	let turn = 0;
	/** Whether the last node tried has hung up as soon as it was asked. */
	let hasHungUp = false;
	/** Resolves with the outcome of the next attempt to reconnect. */
	let attempt = Promise.withResolvers<void>();
	const endAttempt = () => {
		attempt.resolve();
		attempt = Promise.withResolvers();
	};

	const open = async () => {
		const url = urls[turn % urls.length]!;
		const queue = queues[turn % urls.length]!;
		turn++;
		hasHungUp = false;
		// Everything else waits for it.
		await queue.pass('transaction', signal);
		const connection = await openConnection({
			url,
			timeout,
			queue,
			patience,
			signal,
			clock,
			onLatency: status.measured,
		});
		try {
			await onConnect(connection);
			await subscriptions.restore(connection);
		} catch (error) {
			hasHungUp = isHangup(connection, error);
			connection.close();
			throw error;
		}

		current = connection;
		limitation = undefined;
		status.connected(url);
		return connection;
	};

	const noteLoss = (url: string, error: Error) => {
		limitation = error instanceof ChainLimitedError ? error : undefined;
		status.disconnected(url, toReason(error));
	};

	const reopen = async (failuresBefore: number) => {
		for (let failures = failuresBefore; ;) {
			await clock.sleep(backOff(failures), {signal});
			try {
				return {connection: await open(), failures};
			} catch (error) {
				signal.throwIfAborted();
				noteLoss(urls[(turn - 1) % urls.length]!, error as Error);
				// The endpoint's queue already waits longer after each refusal.
				failures += error instanceof ChainLimitedError ? 0 : 1;
			} finally {
				endAttempt();
			}
		}
	};

	const keepOpen = async (first: Connection) => {
		for (let connection = first, failures = 0; ;) {
			const openedAt = clock.now();
			const loss = await connection.ended;
			current = undefined;
			signal.throwIfAborted();
			noteLoss(connection.url, loss);
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
		endAttempt();
		controller.abort(outer?.reason);
	};

	outer?.addEventListener('abort', close);
	const getConnection = async () =>
		awaitConnection({
			status: status.store,
			current: () => current,
			limitation: () => limitation,
			isLimited: () => queues.some(queue => queue.isHolding()),
			timeout,
			patience,
			clock,
		});

	/** Some endpoints hang up without a word, and tell that it was for their limit when the client returns. */
	const explainLoss = async (error: unknown): Promise<unknown> => {
		if (signal.aborted) {
			return error;
		}

		const waiting = Promise.withResolvers<void>();
		const cancel = clock.after(timeout, waiting.resolve);
		await Promise.race([attempt.promise, waiting.promise]);
		cancel();
		return limitation ?? error;
	};

	/** A request that only reads continues on the next connection if the endpoint ended this one because of its limit. */
	const acrossConnections = async <Result>(
		ask: (connection: Connection) => Promise<Result>,
		isRepeatable: boolean,
	) =>
		repeatWhileLimited(
			async () => {
				const connection = await getConnection();
				try {
					return await ask(connection);
				} catch (error) {
					throw isRepeatable && isHangup(connection, error) ? await explainLoss(error) : error;
				}
			},
			{clock, patience, canRepeat: ({endsConnection}) => endsConnection && isRepeatable},
		);

	keepOpen(
		await openFirst(open, {nodes: urls.length, patience, clock, hasHungUp: () => hasHungUp, close}),
	).catch(() => {
		// Only `close()` ends it.
	});

	return {
		status: status.store,
		connection: getConnection,
		request: async (method, parameters, schema, options) =>
			acrossConnections(
				async connection => connection.request(method, parameters ?? [], schema, options),
				isReading(method),
			),
		subscribe: async (request, listener) =>
			acrossConnections(
				async connection => subscriptions.add(connection, request, listener),
				isReading(request.method),
			),
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

/** Check whether a node ended the connection without a word. */
const isHangup = (connection: Connection, error: unknown): boolean =>
	connection.isOver() && !(error instanceof ChainLimitedError || error instanceof NoNodeError);

/** Get the reason without the URL, which is shown next to it. */
const toReason = (error: Error) =>
	error instanceof ChainUnreachableError ? error.reason : error.message;

/** Get a view of the client whose requests are of this urgency, unless they name another. */
export const withUrgency = (rpc: Rpc, urgency: Urgency): Rpc => ({
	...rpc,
	request: async (method, parameters, schema, options) =>
		rpc.request(method, parameters, schema, {urgency, ...options}),
});
