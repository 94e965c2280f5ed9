import type {Clock} from '../../support/clock.ts';
import type {ReadableStore} from '../../support/store.ts';
import {toLine} from './protocol.ts';

export type PublisherOptions = {
	readonly topics: Readonly<Record<string, ReadableStore<unknown>>>;
	readonly send: (lines: string) => void;
	/** Check whether the subscriber has read everything sent so far. */
	readonly isFree: () => boolean;
	/** Minimum milliseconds between two values of a topic. */
	readonly interval: number;
	readonly clock: Pick<Clock, 'after'>;
};

export type Publisher = {
	/** Add topics to the subscription. Returns their current values, without topics that do not exist. */
	readonly follow: (topics: readonly string[]) => Readonly<Record<string, unknown>>;
	readonly close: () => void;
};

/**
Create the publisher for one subscriber. It sends complete values of topics when they change, at most once an interval, and none while the subscriber is not keeping up.
*/
export function createPublisher({
	topics,
	send,
	isFree,
	interval,
	clock,
}: PublisherOptions): Publisher {
	const followed = new Map<string, () => void>();
	const changed = new Set<string>();
	let cancel: (() => void) | undefined;

	const flush = () => {
		cancel = undefined;
		if (!isFree()) {
			schedule();
			return;
		}

		const lines = Array.from(changed, topic => toMessage(topic, topics[topic]!.getSnapshot()));
		changed.clear();
		send(lines.join(''));
	};

	const schedule = () => {
		cancel ??= clock.after(interval, flush);
	};

	const begin = (topic: string) =>
		topics[topic]!.subscribe(() => {
			changed.add(topic);
			schedule();
		});

	return {
		follow(names) {
			const known = names.filter(name => Object.hasOwn(topics, name));
			for (const name of known) {
				if (!followed.has(name)) {
					followed.set(name, begin(name));
				}
			}

			return Object.fromEntries(known.map(name => [name, topics[name]!.getSnapshot()]));
		},
		close() {
			cancel?.();
			for (const unsubscribe of followed.values()) {
				unsubscribe();
			}
		},
	};
}

const toMessage = (topic: string, value: unknown) =>
	value === undefined ? '' : toLine({method: topic, params: value});
