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
	/** Renew all subscriptions on a new connection, from which alone they are heard from then on; if that fails, they continue as before. */
	readonly restore: (connection: Connection) => Promise<void>;
};

/** Create an empty set of subscriptions. */
export function createSubscriptions(): Subscriptions {
	const restorers = new Set<(connection: Connection) => Promise<void>>();
	/** What another connection still says is not passed on. */
	let latest: Connection | undefined;
	return {
		async add(connection, {method, unsubscribe, parameters = [], schema}, listener) {
			latest ??= connection;
			let leave: () => void;
			const enter = async (current: Connection) => {
				const hear = (said: Parameters<typeof listener>[0]) => {
					if (current === latest) {
						listener(said);
					}
				};

				const id = await current.subscribe(method, parameters, hear, schema);
				leave = () => {
					current.unsubscribe(unsubscribe, id);
				};
			};

			await enter(connection);
			restorers.add(enter);
			// The client may have moved to another endpoint meanwhile.
			if (latest !== connection) {
				await enter(latest);
			}

			return () => {
				if (restorers.delete(enter)) {
					leave();
				}
			};
		},
		async restore(connection) {
			const before = latest;
			latest = connection;
			try {
				await Promise.all([...restorers].map(async enter => enter(connection)));
			} catch (error) {
				latest = before;
				throw error;
			}
		},
	};
}
