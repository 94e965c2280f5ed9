import type {Clock} from '../../support/clock.ts';
import type {ReadableStore} from '../../support/store.ts';
import {toLine} from './protocol.ts';

export type PublisherOptions = {
	readonly topics: Readonly<Record<string, ReadableStore<unknown>>>;
	readonly send: (lines: string) => void;
	/** Tell whether the subscriber has read what was sent. */
	readonly isFree: () => boolean;
	/** Least milliseconds between two values of a topic. */
	readonly interval: number;
	readonly clock: Pick<Clock, 'after'>;
};

export type Publisher = {
	/** Follow topics, and those that were followed before; returns what they are now, without those that do not exist. */
	readonly follow: (topics: readonly string[]) => Readonly<Record<string, unknown>>;
	readonly close: () => void;
};

/**
Create what tells one subscriber of topics: whole values as they change, but not more often than asked, and none while it reads too slowly.
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
			for (const forget of followed.values()) {
				forget();
			}
		},
	};
}

const toMessage = (topic: string, value: unknown) =>
	value === undefined ? '' : toLine({method: topic, params: value});
