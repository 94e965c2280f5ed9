import type * as v from 'valibot';
import {type Clock, systemClock} from '../../support/clock.ts';
import type {ReadableStore} from '../../support/store.ts';
import {ChainLimitedError} from '../errors.ts';
import type {RequestLimit} from './bucket.ts';
import {awaitConnection} from './await-connection.ts';
import {type Connection, type Listener, type RequestOptions} from './connection.ts';
import {type Endpoints, createEndpoints} from './endpoints.ts';
import {isHangup, keepConnected, type KeptConnection} from './keep-connected.ts';
import type {Urgency} from './request-queue.ts';
import {defaultPatience, isReading, repeatWhileLimited} from './slow-down.ts';
import {type ConnectionStatus, createStatusKeeper} from './status.ts';
import {type SubscriptionRequest, createSubscriptions} from './subscriptions.ts';

/** A JSON-RPC client of a chain's nodes, over one connection at a time. */
export type Rpc = Pick<KeptConnection, 'drop' | 'moveTo' | 'probe'> & {
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
	/** What is known of the endpoints. */
	readonly endpoints: Endpoints;
	readonly close: () => void;
};

export type RpcOptions = {
	/** Endpoints of one chain, in the order in which they are preferred. */
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
Connect to the first endpoint that answers and stay connected, until the client is closed: after a loss, the first endpoint that is not avoided is tried, with backoff. An endpoint that fails is avoided for a while, longer each time.

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
	const endpoints = createEndpoints({urls, limitOf, clock});
	const close = () => {
		if (signal.aborted) {
			return;
		}

		outer?.removeEventListener('abort', close);
		status.closed();
		controller.abort(outer?.reason);
	};

	outer?.addEventListener('abort', close);
	const kept = await keepConnected({
		endpoints,
		status,
		async prepare(connection) {
			await onConnect(connection);
			await subscriptions.restore(connection);
		},
		timeout,
		patience,
		close,
		signal,
		clock,
	});

	const getConnection = async () =>
		awaitConnection({
			status: status.store,
			current: kept.current,
			limitation: kept.limitation,
			isLimited: endpoints.isLimited,
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
		await Promise.race([kept.nextAttempt(), waiting.promise]);
		cancel();
		return kept.limitation() ?? error;
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
					if (error instanceof ChainLimitedError && endpoints.hasOther(connection.url)) {
						const {url, said, retryAfter} = error;
						connection.close(new ChainLimitedError(url, said, {retryAfter, endsConnection: true}));
					}

					throw isRepeatable && isHangup(connection, error) ? await explainLoss(error) : error;
				}
			},
			{
				clock,
				patience,
				canRepeat: ({endsConnection}) => isRepeatable && (endsConnection || urls.length > 1),
			},
		);

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
		endpoints,
		drop: kept.drop,
		moveTo: kept.moveTo,
		probe: kept.probe,
		close,
	};
}

/** Get a view of the client whose requests are of this urgency, unless they name another. */
export const withUrgency = (rpc: Rpc, urgency: Urgency): Rpc => ({
	...rpc,
	request: async (method, parameters, schema, options) =>
		rpc.request(method, parameters, schema, {urgency, ...options}),
});
