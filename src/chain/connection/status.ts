import type {Clock} from '../../support/clock.ts';
import {type ReadableStore, createStore} from '../../support/store.ts';

/** How the connection to the chain stands. */
export type ConnectionStatus = {
	readonly state: 'connected' | 'disconnected' | 'closed';
	/** The node, or the one last tried. */
	readonly url: string;
	/** Since when the state is as it is, in milliseconds since the Unix epoch. */
	readonly since: number;
	/** Milliseconds that the last ping took; `undefined` while not connected. */
	readonly latency: number | undefined;
	/** Why it is not connected. */
	readonly reason: string | undefined;
};

export type StatusKeeper = {
	readonly store: ReadableStore<ConnectionStatus>;
	readonly connected: (url: string) => void;
	readonly disconnected: (url: string, reason: string) => void;
	readonly closed: () => void;
	readonly measured: (latency: number) => void;
};

/** Create the keeper of a connection's status. A node that fails again and again is disconnected since the first time. */
export function createStatusKeeper(url: string, clock: Clock): StatusKeeper {
	const store = createStore<ConnectionStatus>({
		state: 'disconnected',
		url,
		since: clock.now(),
		latency: undefined,
		reason: undefined,
	});
	let latency: number | undefined;
	return {
		store,
		connected(node) {
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
			latency = undefined;
			store.set({
				state: 'disconnected',
				url: node,
				since: state === 'disconnected' ? since : clock.now(),
				latency,
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
		measured(milliseconds) {
			latency = milliseconds;
			if (store.getSnapshot().state === 'connected') {
				store.set({...store.getSnapshot(), latency});
			}
		},
	};
}
