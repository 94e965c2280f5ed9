import * as v from 'valibot';
import {type Clock, systemClock} from '../../support/clock.ts';
import {createCaller, parseReply} from '../../support/json-rpc.ts';
import {ChainRequestError, ChainUnreachableError, NoNodeError} from '../errors.ts';
import {subscriptionId} from './schemas.ts';
import {type Socket, openSocket} from './socket.ts';

/** Called with each notification of a subscription. */
export type Listener<Result = unknown> = (result: Result) => void;

/** A WebSocket connection to a node. It does not reconnect: its requests and subscriptions end with it. A node that sends malformed messages is disconnected. */
export type Connection = {
	readonly url: string;
	/**
	Send a request; the answer is parsed by the schema.

	@throws {ChainRequestError} If the node answers with an error.
	@throws {ChainUnreachableError} If the connection ends first, or the request times out.
	@throws {NoNodeError} If the answer does not match the schema. This ends the connection.
	*/
	readonly request: <Schema extends v.GenericSchema = v.GenericSchema>(
		method: string,
		parameters: readonly unknown[],
		schema?: Schema,
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
	/** Resolves with the reason when the connection ends. Never rejects. */
	readonly ended: Promise<ChainUnreachableError>;
	/** @param reason Why it ends, for `ended`. */
	readonly close: (reason?: string) => void;
};

export type ConnectionOptions = {
	readonly url: string;
	/** Timeout for each request, in milliseconds. Opening the connection may take three times as long. */
	readonly timeout: number;
	readonly signal: AbortSignal;
	readonly onLatency?: (latency: number) => void;
	/** @default 20_000 */
	readonly pingInterval?: number;
	readonly clock?: Clock;
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
}: ConnectionOptions): Promise<Connection> {
	const listeners = new Map<string, Listener>();
	const {promise: ended, resolve: end} = Promise.withResolvers<ChainUnreachableError>();
	let isOver = false;
	const caller = createCaller({
		send(text) {
			socket.send(text);
		},
		timeout,
		clock,
		toError: (method, error) => new ChainRequestError(method, error),
		toTimeoutError: method =>
			new ChainUnreachableError(url, `no answer to \`${method}\` in ${timeout} ms`),
	});

	const finish = (error: ChainUnreachableError) => {
		isOver = true;
		listeners.clear();
		caller.end(error);
		end(error);
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

	const hear = (text: string) => {
		if (isOver) {
			return;
		}

		const message = parseReply(text);
		if (message === undefined) {
			giveUp(new NoNodeError(url, {said: text}));
		} else if ('method' in message) {
			const notification = parse(notificationSchema, message.params, message.method);
			if (notification.ok) {
				const {subscription, result} = notification.value;
				listeners.get(subscription)?.(result);
			}
		} else if ('error' in message && typeof message.id !== 'number') {
			// It cannot be matched to a request.
			giveUp(new ChainUnreachableError(url, `it said \`${message.error.message}\``));
		} else {
			caller.settle(message);
		}
	};

	const ask = async <Schema extends v.GenericSchema>(
		method: string,
		parameters: readonly unknown[],
		schema: Schema,
		use?: (result: v.InferOutput<Schema>) => void,
	): Promise<v.InferOutput<Schema>> =>
		unlessLimited(
			async () =>
				caller.call(method, parameters, said => {
					const result = parse(schema, said, method);
					if (!result.ok) {
						throw result.error;
					}

					use?.(result.value);
					return result.value;
				}),
			{clock, signal},
		);

	const socket: Socket = await openSocket({
		url,
		timeout,
		pingInterval,
		clock,
		signal,
		onLatency,
		onMessage: hear,
		onEnd: finish,
	});
	return {
		url,
		request: async (method, parameters, schema) => ask(method, parameters, schema ?? v.unknown()),
		subscribe: async (method, parameters, listener, schema) =>
			// Notifications may arrive right behind the answer.
			ask(method, parameters, subscriptionId, id => {
				listeners.set(id, said => {
					const result = parse(schema ?? v.unknown(), said, method);
					if (result.ok) {
						listener(result.value);
					}
				});
			}),
		unsubscribe(method, id) {
			if (!isOver && listeners.delete(id)) {
				// The outcome does not matter here.
				ask(method, [id], v.unknown()).catch(() => undefined);
			}
		},
		ended,
		close(reason) {
			if (reason === undefined) {
				socket.close();
			} else {
				giveUp(new ChainUnreachableError(url, reason));
			}
		},
	};
}

/** Public nodes allow about one request a second. */
const pause = 1100;
const maximumTries = 5;

/**
Retry a request after a delay while the node rate-limits it.

@throws {ChainRequestError} If the rate limit persists, or for any other error.
*/
async function unlessLimited<Result>(
	request: () => Promise<Result>,
	{clock, signal}: {readonly clock: Clock; readonly signal: AbortSignal},
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
