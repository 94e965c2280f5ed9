import type {Clock} from '../../support/clock.ts';
import {callAtDeadline} from '../batch/deadline.ts';
import {createQueue, type Queue, type Waiting} from '../batch/queue.ts';
import type {EngineRefusal} from '../engine.ts';
import {type Endpoint, endpoints} from './requests.ts';
import type {Server} from './server.ts';

/** What work waits for. */
export type Claim = Waiting & {
	readonly endpoint: Endpoint;
	/** Servers that have failed at this work; they get it only if no other can do it. */
	readonly avoid: ReadonlySet<Server>;
	readonly signal: AbortSignal;
};

export type Place =
	| {
			readonly ok: true;
			readonly server: Server;
			/** Give the place back. */
			readonly release: () => void;
	  }
	| {readonly ok: false; readonly reason: EngineRefusal};

/** Shares servers out among work. */
export type Dispatcher = {
	/** Wait for a place on a server. Never rejects; an aborted wait ends with the reason `cancelled`. */
	readonly claim: (claim: Claim) => Promise<Place>;
	/** Find the server that such work would go to now. */
	readonly find: (claim: Pick<Claim, 'endpoint' | 'avoid'>) => Server | undefined;
	/** Look for places, because a server has one again. */
	readonly pump: () => void;
	readonly waiting: () => number;
	/** Refuse what waits, and all that comes. */
	readonly close: () => void;
};

type Item = Claim & {readonly settle: (place: Place) => void};

export type DispatcherOptions = {
	readonly servers: readonly Server[];
	/** The most that may wait at each endpoint. */
	readonly maxWaiting: number;
	readonly clock: Clock;
};

/**
Create a dispatcher. Work goes to the server with the least under way for its capacity and weight; when all are full, callers take turns. It is sent at most as often as servers have declared to take it: what waits here can still go anywhere.
*/
export function createDispatcher({servers, maxWaiting, clock}: DispatcherOptions): Dispatcher {
	const queues = new Map(
		endpoints.map(endpoint => [endpoint, createQueue<Item>(maxWaiting)] as const),
	);
	const lastUse = new Map<Server, number>();
	let uses = 0;
	let isClosed = false;

	const find: Dispatcher['find'] = ({endpoint, avoid}) => {
		const free = servers.filter(
			server => server.hasRoom() && server.abilities()!.endpoints.has(endpoint),
		);
		const fresh = free.filter(server => !avoid.has(server));
		const [best] = (fresh.length > 0 ? fresh : free).toSorted((one, other) =>
			one.load() === other.load()
				? (lastUse.get(one) ?? 0) - (lastUse.get(other) ?? 0)
				: one.load() - other.load(),
		);
		return best;
	};

	const reserve = (server: Server): Place => {
		lastUse.set(server, ++uses);
		return {ok: true, server, release: server.reserve()};
	};

	const pump = () => {
		for (const queue of queues.values()) {
			let isPlaced = true;
			while (isPlaced) {
				isPlaced = placeFirst(queue);
			}
		}
	};

	/** Give the first in a queue a place, if there is one. */
	const placeFirst = (queue: Queue<Item>) => {
		const first = queue.first();
		const server = first && !isClosed ? find(first) : undefined;
		if (server !== undefined) {
			const [item] = queue.take(1);
			item!.settle(reserve(server));
		}

		return server !== undefined;
	};

	const canEverDo = (endpoint: Endpoint) =>
		servers.some(server => server.abilities()?.endpoints.has(endpoint) ?? true);

	return {
		async claim(claim) {
			const {endpoint, deadline, signal} = claim;
			if (isClosed || signal.aborted || !canEverDo(endpoint)) {
				return refuse(isClosed ? 'closed' : signal.aborted ? 'cancelled' : 'unsupported');
			}

			return new Promise(resolve => {
				const queue = queues.get(endpoint)!;
				const item: Item = {
					...claim,
					settle(place) {
						stopTimer();
						signal.removeEventListener('abort', cancel);
						resolve(place);
					},
				};
				const leave = (reason: EngineRefusal) => {
					queue.remove(item);
					item.settle(refuse(reason));
				};

				const cancel = () => {
					leave('cancelled');
				};

				const stopTimer = callAtDeadline(clock, deadline, () => {
					leave('deadline');
				});
				signal.addEventListener('abort', cancel, {once: true});
				// The queue takes it even for a moment, so that nobody overtakes those who wait.
				queue.add(item)?.settle(refuse('queue-full'));
				pump();
			});
		},
		find,
		pump,
		waiting: () =>
			Array.from(queues, ([, queue]) => queue.size()).reduce((sum, size) => sum + size, 0),
		close() {
			isClosed = true;
			for (const queue of queues.values()) {
				for (const {settle} of queue.take(Infinity)) {
					settle(refuse('closed'));
				}
			}
		},
	};
}

const refuse = (reason: EngineRefusal) => ({ok: false, reason}) as const;
