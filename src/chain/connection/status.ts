import type {Clock} from '../../support/clock.ts';
import {type ReadableStore, createStore} from '../../support/store.ts';

/** The status of the connection to the chain. */
export type ConnectionStatus = {
	readonly state: 'connected' | 'disconnected' | 'closed';
	/** The connected node, or the last one tried. */
	readonly url: string;
	/** When the state last changed, in milliseconds since the Unix epoch. */
	readonly since: number;
	/** Round trip of the last ping, in milliseconds; `undefined` while not connected. */
	readonly latency: number | undefined;
	/** Why it is not connected. */
	readonly reason: string | undefined;
};

export type StatusKeeper = {
	readonly store: ReadableStore<ConnectionStatus>;
	/** @param latency - Round trip of the endpoint's last ping, in milliseconds, if it has answered one. */
	readonly connected: (url: string, latency: number | undefined) => void;
	readonly disconnected: (url: string, reason: string) => void;
	readonly closed: () => void;
	readonly measured: (latency: number) => void;
};

/** Create the store of a connection's status. Repeated failures keep the time of the first. */
export function createStatusKeeper(url: string, clock: Clock): StatusKeeper {
	const store = createStore<ConnectionStatus>({
		state: 'disconnected',
		url,
		since: clock.now(),
		latency: undefined,
		reason: undefined,
	});
	return {
		store,
		connected(node, latency) {
			store.set({
				state: 'connected',
				url: node,
				since: clock.now(),
				latency,
				reason: undefined,
			});
		},
		disconnected(node, reason) {
			const {state, since} = store.getSnapshot();
			store.set({
				state: 'disconnected',
				url: node,
				since: state === 'disconnected' ? since : clock.now(),
				latency: undefined,
				reason,
			});
		},
		closed() {
			store.set({
				...store.getSnapshot(),
				state: 'closed',
				since: clock.now(),
				latency: undefined,
				reason: undefined,
			});
		},
		measured(latency) {
			if (store.getSnapshot().state === 'connected') {
				store.set({...store.getSnapshot(), latency});
			}
		},
	};
}
