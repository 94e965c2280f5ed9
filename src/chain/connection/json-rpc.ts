import {type Clock, systemClock} from '../../support/clock.ts';
import {ChainUnreachableError} from '../errors.ts';
import {type Listener, type Pending, deliver, parseMessage} from './message.ts';
import {withPatience} from './patience.ts';
import {type Socket, openSocket} from './socket.ts';

/** One WebSocket to a node. It does not come back: what it held ends with it. */
export type Connection = {
	readonly url: string;
	/**
	@throws {ChainRequestError} If the node answers with an error.
	@throws {ChainUnreachableError} If the connection ends first, or no answer comes in time.
	*/
	readonly request: (method: string, parameters: readonly unknown[]) => Promise<unknown>;
	/** Ask for notifications, which last as long as the connection; resolves with the subscription's ID. */
	readonly subscribe: (
		method: string,
		parameters: readonly unknown[],
		listener: Listener,
	) => Promise<string>;
	/** Stop listening; the node is told by the request of this name. */
	readonly unsubscribe: (method: string, id: string) => void;
	/** Resolves with the reason when the connection is over; never rejects. */
	readonly ended: Promise<ChainUnreachableError>;
	readonly close: () => void;
};

export type ConnectionOptions = {
	readonly url: string;
	/** Milliseconds until a request, or the opening, counts as failed. */
	readonly timeout: number;
	readonly signal: AbortSignal;
	readonly onLatency?: (latency: number) => void;
	/** @default 20_000 */
	readonly pingInterval?: number;
	readonly clock?: Clock;
};

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
	const pending = new Map<number, Pending>();
	const listeners = new Map<string, Listener>();
	const {promise: ended, resolve: end} = Promise.withResolvers<ChainUnreachableError>();
	let lastId = 0;
	let over: ChainUnreachableError | undefined;

	const socket: Socket = await openSocket({
		url,
		timeout,
		pingInterval,
		clock,
		signal,
		onLatency,
		onMessage(text) {
			const message = parseMessage(text);
			if (message === undefined) {
				socket.close();
			} else {
				deliver(message, pending, listeners);
			}
		},
		onEnd(error) {
			over = error;
			for (const {settle} of pending.values()) {
				settle({error});
			}

			pending.clear();
			listeners.clear();
			end(error);
		},
	});

	const send = async (method: string, parameters: readonly unknown[], listener?: Listener) => {
		if (over) {
			throw over;
		}

		lastId++;
		const id = lastId;
		const {promise, resolve, reject} = Promise.withResolvers<unknown>();
		const cancel = clock.after(timeout, () => {
			pending.delete(id);
			reject(new ChainUnreachableError(url, `no answer to \`${method}\` in ${timeout} ms`));
		});
		pending.set(id, {
			method,
			listener,
			settle(outcome) {
				cancel();
				if ('error' in outcome) {
					reject(outcome.error);
				} else {
					resolve(outcome.result);
				}
			},
		});
		socket.send(JSON.stringify({jsonrpc: '2.0', id, method, params: parameters}));
		return promise;
	};

	const patiently = async (...request: Parameters<typeof send>) =>
		withPatience(async () => send(...request), {clock, signal});
	return {
		url,
		request: patiently,
		subscribe: async (method, parameters, listener) =>
			String(await patiently(method, parameters, listener)),
		unsubscribe(method, id) {
			if (over === undefined && listeners.delete(id)) {
				// Whether the node heard of it changes nothing here.
				send(method, [id]).catch(() => undefined);
			}
		},
		ended,
		close() {
			socket.close();
		},
	};
}
