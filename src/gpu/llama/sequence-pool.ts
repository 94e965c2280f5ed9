import type {LlamaContextSequence} from 'node-llama-cpp';
import {aborted} from '../../support/aborted.ts';

/** The places of a context, each for one text at a time. */
export type SequencePool = {
	/** Get an empty one; waits until there is one. `undefined` if aborted first. */
	readonly take: (signal?: AbortSignal) => Promise<LlamaContextSequence | undefined>;
	readonly release: (sequence: LlamaContextSequence) => void;
};

/** Create a pool of sequences. Those who wait are served in their order. */
export function createSequencePool(sequences: readonly LlamaContextSequence[]): SequencePool {
	const free = [...sequences];
	const waiting: Array<(sequence: LlamaContextSequence) => void> = [];
	return {
		async take(signal) {
			if (signal?.aborted) {
				return undefined;
			}

			const sequence = free.pop() ?? (await wait(waiting, signal));
			await sequence?.clearHistory();
			return sequence;
		},
		release(sequence) {
			const next = waiting.shift();
			if (next) {
				next(sequence);
			} else {
				free.push(sequence);
			}
		},
	};
}

async function wait(
	waiting: Array<(sequence: LlamaContextSequence) => void>,
	signal?: AbortSignal,
): Promise<LlamaContextSequence | undefined> {
	const {promise, resolve} = Promise.withResolvers<LlamaContextSequence | undefined>();
	waiting.push(resolve);
	void (signal && aborted(signal))?.then(() => {
		const place = waiting.indexOf(resolve);
		if (place === -1) {
			return;
		}

		waiting.splice(place, 1);
		resolve(undefined);
	});
	return promise;
}
