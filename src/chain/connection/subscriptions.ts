import type {Connection} from './json-rpc.ts';
import type {Listener} from './message.ts';

export type SubscriptionRequest = {
	readonly method: string;
	/** The method that ends it. */
	readonly unsubscribe: string;
	readonly parameters?: readonly unknown[];
};

/** Subscriptions that outlive the connections they stand on. */
export type Subscriptions = {
	/** Subscribe on this connection, and on those that `restore()` names later, until the returned function is called. */
	readonly add: (
		connection: Connection,
		request: SubscriptionRequest,
		listener: Listener,
	) => Promise<() => void>;
	/** Subscribe to everything again on a new connection. */
	readonly restore: (connection: Connection) => Promise<void>;
};

/** Create an empty set of subscriptions. */
export function createSubscriptions(): Subscriptions {
	const restorers = new Set<(connection: Connection) => Promise<void>>();
	return {
		async add(connection, {method, unsubscribe, parameters = []}, listener) {
			let leave: () => void;
			const enter = async (current: Connection) => {
				const id = await current.subscribe(method, parameters, listener);
				leave = () => {
					current.unsubscribe(unsubscribe, id);
				};
			};

			await enter(connection);
			restorers.add(enter);
			return () => {
				if (restorers.delete(enter)) {
					leave();
				}
			};
		},
		async restore(connection) {
			await Promise.all([...restorers].map(async enter => enter(connection)));
		},
	};
}
