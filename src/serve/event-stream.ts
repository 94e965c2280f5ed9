import type {ServerResponse} from 'node:http';
import {eventHeaders, lastEvent, toEvent} from '../miner/front/event-stream.ts';
import type {Clock} from '../support/clock.ts';

/** A reply that is sent event by event. */
export type EventStream = {
	/** Send a value, and wait until the client has room for the next. */
	readonly send: (value: unknown) => Promise<void>;
	readonly end: () => void;
};

export type EventStreamOptions = {
	/** How long a client may take to make room, in milliseconds, before it is cut off. */
	readonly drainTimeout: number;
	readonly clock: Clock;
};

/** Begin a stream of events. A client that does not read is cut off, as it keeps the engine from other work. */
export function openEventStream(
	response: ServerResponse,
	{drainTimeout, clock}: EventStreamOptions,
): EventStream {
	response.writeHead(200, {'Content-Type': 'text/event-stream; charset=utf-8', ...eventHeaders});

	const drained = async () => {
		const {promise, resolve} = Promise.withResolvers<void>();
		const cancel = clock.after(drainTimeout, () => {
			response.destroy();
		});
		response.once('drain', resolve);
		response.once('close', resolve);
		await promise;
		cancel();
		response.off('drain', resolve);
		response.off('close', resolve);
	};

	return {
		async send(value) {
			if (!response.destroyed && !response.write(toEvent(value))) {
				await drained();
			}
		},
		end() {
			response.end(lastEvent);
		},
	};
}
