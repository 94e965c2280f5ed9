import type * as v from 'valibot';
import type {Connection, Listener} from './connection.ts';

export type SubscriptionRequest<Schema extends v.GenericSchema = v.GenericSchema> = {
	readonly method: string;
	/** The method that unsubscribes. */
	readonly unsubscribe: string;
	readonly parameters?: readonly unknown[];
	/** Schema of each notification. @default any */
	readonly schema?: Schema;
};

/** Subscriptions that outlive their connection. */
export type Subscriptions = {
	/** Subscribe on this connection, and on those later passed to `restore()`, until the returned function is called. */
	readonly add: <Schema extends v.GenericSchema>(
		connection: Connection,
		request: SubscriptionRequest<Schema>,
		listener: Listener<v.InferOutput<Schema>>,
	) => Promise<() => void>;
	/** Renew all subscriptions on a new connection. */
	readonly restore: (connection: Connection) => Promise<void>;
};

/** Create an empty set of subscriptions. */
export function createSubscriptions(): Subscriptions {
	const restorers = new Set<(connection: Connection) => Promise<void>>();
	return {
		async add(connection, {method, unsubscribe, parameters = [], schema}, listener) {
			let leave: () => void;
			const enter = async (current: Connection) => {
				const id = await current.subscribe(method, parameters, listener, schema);
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
