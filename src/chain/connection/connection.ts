import * as v from 'valibot';
import {type Clock, systemClock} from '../../support/clock.ts';
import {createCaller, parseReply} from '../../support/json-rpc.ts';
import {
	ChainLimitedError,
	ChainRequestError,
	ChainUnreachableError,
	NoNodeError,
} from '../errors.ts';
import {type RequestQueue, type Urgency, createRequestQueue} from './request-queue.ts';
import {subscriptionId} from './schemas.ts';
import {
	defaultPatience,
	isLimitError,
	isLimitText,
	isReading,
	repeatWhileLimited,
} from './slow-down.ts';
import {type Socket, openSocket} from './socket.ts';

/** Called with each notification of a subscription. */
export type Listener<Result = unknown> = (result: Result) => void;

export type RequestOptions = {
	/** @default 'normal' */
	readonly urgency?: Urgency;
};

/** A WebSocket connection to a node. It does not reconnect: its requests and subscriptions end with it. A node that sends malformed messages is disconnected. */
export type Connection = {
	readonly url: string;
	/**
	Send a request when it is its turn; the answer is parsed by the schema. While the endpoint limits requests, it is asked again if it only reads.

	@throws {ChainRequestError} If the node answers with an error.
	@throws {ChainUnreachableError} If the connection ends first, or the request times out.
	@throws {ChainLimitedError} If the endpoint limits requests for too long.
	@throws {NoNodeError} If the answer does not match the schema. This ends the connection.
	*/
	readonly request: <Schema extends v.GenericSchema = v.GenericSchema>(
		method: string,
		parameters: readonly unknown[],
		schema?: Schema,
		options?: RequestOptions,
	) => Promise<v.InferOutput<Schema>>;
	/** Subscribe for as long as the connection lasts. Resolves with the subscription's ID. */
	readonly subscribe: <Schema extends v.GenericSchema = v.GenericSchema>(
		method: string,
		parameters: readonly unknown[],
		listener: Listener<v.InferOutput<Schema>>,
		schema?: Schema,
	) => Promise<string>;
	/** Stop listening, and send the node the unsubscribe request of this name. */
	readonly unsubscribe: (method: string, id: string) => void;
	readonly isOver: () => boolean;
	/** Resolves with the reason when the connection ends. Never rejects. */
	readonly ended: Promise<ChainUnreachableError>;
	/** @param reason Why it ends, for `ended` and what it is being asked. */
	readonly close: (reason?: string | ChainUnreachableError) => void;
};

export type ConnectionOptions = {
	readonly url: string;
	/** Timeout for each request from when it is sent, in milliseconds. Opening the connection may take three times as long. */
	readonly timeout: number;
	readonly signal: AbortSignal;
	readonly onLatency?: (latency: number) => void;
	/** @default 20_000 */
	readonly pingInterval?: number;
	readonly clock?: Clock;
	/** The requests that wait for their turn at this endpoint. @default One of its own, without a known limit */
	readonly queue?: RequestQueue;
	/** How long to repeat a request while the endpoint limits requests, in milliseconds. @default 120_000 */
	readonly patience?: number;
};

/** Parameters of a subscription's notification. */
const notificationSchema = v.object({
	subscription: subscriptionId,
	result: v.optional(v.unknown()),
});

/**
Open a connection and speak JSON-RPC 2.0 over it.

@throws {ChainUnreachableError} If it does not open.
*/
export async function openConnection({
	url,
	timeout,
	signal,
	onLatency = () => undefined,
	pingInterval = 20_000,
	clock = systemClock,
	queue = createRequestQueue({clock}),
	patience = defaultPatience,
}: ConnectionOptions): Promise<Connection> {
	const listeners = new Map<string, Listener>();
	const {promise: ended, resolve: end} = Promise.withResolvers<ChainUnreachableError>();
	const over = new AbortController();
	const caller = createCaller({
		send(text) {
			socket.send(text);
		},
		timeout,
		clock,
		toError: (method, error) =>
			isLimitError(error)
				? new ChainLimitedError(url, error.message)
				: new ChainRequestError(method, error),
		toTimeoutError: method =>
			new ChainUnreachableError(url, `no answer to \`${method}\` in ${timeout} ms`),
	});

	/** Whether the endpoint can hang up. */
	let isOpen = false;

	const finish = (error: ChainUnreachableError) => {
		if (over.signal.aborted) {
			return;
		}

		if (error instanceof ChainLimitedError) {
			queue.refused(error.retryAfter);
		}

		listeners.clear();
		end(error);
		caller.end(error);
		over.abort(error);
	};

	/** Disconnect a node and ignore anything else it sends. */
	const giveUp = <Reason extends ChainUnreachableError>(reason: Reason): Reason => {
		finish(reason);
		socket.close();
		return reason;
	};

	const parse = <Schema extends v.GenericSchema>(schema: Schema, said: unknown, about: string) => {
		const parsed = v.safeParse(schema, said);
		return parsed.success
			? {ok: true as const, value: parsed.output}
			: {ok: false as const, error: giveUp(new NoNodeError(url, {about, said}))};
	};

	/** The endpoint does not tell which request it refused, so none of them waits any longer. */
	const refuse = (said: string) => {
		queue.refused();
		caller.interrupt(new ChainLimitedError(url, said));
	};

	const hear = (text: string) => {
		if (over.signal.aborted) {
			return;
		}

		const message = parseReply(text);
		if (message === undefined && isLimitText(text)) {
			refuse(text);
		} else if (message === undefined) {
			giveUp(new NoNodeError(url, {said: text}));
		} else if ('method' in message) {
			const notification = parse(notificationSchema, message.params, message.method);
			if (notification.ok) {
				const {subscription, result} = notification.value;
				listeners.get(subscription)?.(result);
			}
		} else if ('error' in message && isLimitError(message.error)) {
			if (typeof message.id === 'number') {
				queue.refused();
				caller.settle(message);
			} else {
				refuse(message.error.message);
			}
		} else if ('error' in message && typeof message.id !== 'number') {
			// It cannot be matched to a request.
			giveUp(new ChainUnreachableError(url, `it said \`${message.error.message}\``));
		} else {
			queue.answered();
			caller.settle(message);
		}
	};

	const ask = async <Schema extends v.GenericSchema>(
		method: string,
		parameters: readonly unknown[],
		schema: Schema,
		{
			urgency = 'normal',
			use,
		}: RequestOptions & {readonly use?: (result: v.InferOutput<Schema>) => void} = {},
	): Promise<v.InferOutput<Schema>> =>
		repeatWhileLimited(
			async () => {
				await queue.pass(urgency, over.signal);
				return caller.call(method, parameters, said => {
					const result = parse(schema, said, method);
					if (!result.ok) {
						throw result.error;
					}

					use?.(result.value);
					return result.value;
				});
			},
			{clock, patience, canRepeat: ({endsConnection}) => !endsConnection && isReading(method)},
		);

	const socket: Socket = await openSocket({
		url,
		timeout,
		pingInterval,
		clock,
		signal,
		onLatency,
		onMessage: hear,
		onEnd(error) {
			// An endpoint that has just refused requests may also do so without a word.
			const isRefusal = isOpen && !signal.aborted && queue.hasRefused();
			finish(
				isRefusal && !(error instanceof ChainLimitedError)
					? new ChainLimitedError(url, error.reason, {endsConnection: true})
					: error,
			);
		},
	});
	isOpen = true;
	return {
		url,
		request: async (method, parameters, schema, options) =>
			ask(method, parameters, schema ?? v.unknown(), options),
		subscribe: async (method, parameters, listener, schema) =>
			// Notifications may arrive right behind the answer.
			ask(method, parameters, subscriptionId, {
				use(id) {
					listeners.set(id, said => {
						const result = parse(schema ?? v.unknown(), said, method);
						if (result.ok) {
							listener(result.value);
						}
					});
				},
			}),
		unsubscribe(method, id) {
			if (!over.signal.aborted && listeners.delete(id)) {
				// The outcome does not matter here.
				ask(method, [id], v.unknown(), {urgency: 'background'}).catch(() => undefined);
			}
		},
		isOver: () => over.signal.aborted,
		ended,
		close(reason) {
			isOpen = false;
			if (reason === undefined) {
				socket.close();
			} else {
				giveUp(typeof reason === 'string' ? new ChainUnreachableError(url, reason) : reason);
			}
		},
	};
}
