import {randomBytes} from 'node:crypto';
import {RpcError} from './rpc-error.ts';

/** What a subscription can do: send notifications, and end itself. */
export type Outlet = {
	readonly send: (result: unknown) => void;
	readonly end: () => void;
};

/** A function that starts sending, and returns a function that stops it. */
export type Start = (outlet: Outlet) => () => void;

/** A client as seen by methods. */
export type Connection = {
	/**
	Start sending notifications of this name.

	@returns The subscription's id, which the client receives before the first notification.
	*/
	readonly subscribe: (notification: string, start: Start) => string;
	/** End a subscription; returns whether it existed. */
	readonly unsubscribe: (id: string) => boolean;
};

export type OpenConnection = Connection & {
	/** Answer a request; notifications sent meanwhile follow its reply. */
	readonly answer: (run: () => string | undefined) => void;
	/** End all subscriptions. */
	readonly close: () => void;
};

/** Maximum number of subscriptions per client. */
const mostSubscriptions = 1024;

/**
Open the server side of a connection.

@param send - Sends a message to the client.
*/
export function openConnection(send: (message: string) => void): OpenConnection {
	const stops = new Map<string, () => void>();
	let held: string[] | undefined;

	const post = (message: string) => {
		if (held) {
			held.push(message);
		} else {
			send(message);
		}
	};

	return {
		subscribe(method, start) {
			if (stops.size >= mostSubscriptions) {
				throw new RpcError(-32_006, 'Too many subscriptions on the connection');
			}

			const subscription = randomBytes(8).toString('hex');
			const stop = start({
				send(result) {
					post(JSON.stringify({jsonrpc: '2.0', method, params: {subscription, result}}));
				},
				end() {
					stops.delete(subscription);
				},
			});
			stops.set(subscription, stop);
			return subscription;
		},
		unsubscribe(id) {
			stops.get(id)?.();
			return stops.delete(id);
		},
		answer(run) {
			held = [];
			const reply = run();
			const after = held;
			held = undefined;
			for (const message of reply === undefined ? after : [reply, ...after]) {
				send(message);
			}
		},
		close() {
			for (const stop of stops.values()) {
				stop();
			}

			stops.clear();
		},
	};
}
