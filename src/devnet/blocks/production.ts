import type {Clock} from '../../support/clock.ts';
import type {Chain} from './chain.ts';

export type ProductionOptions = {
	readonly chain: Chain;
	/** Milliseconds from block to block. */
	readonly blockTime: number;
	readonly clock: Clock;
	/** Told when a block could not be made; the next is tried in its turn. */
	readonly onFault: (error: unknown) => void;
};

/**
Make a block every `blockTime` milliseconds. A block that takes long delays the next, and none is made up for.

@returns A function that stops it.
*/
export function startProduction({chain, blockTime, clock, onFault}: ProductionOptions): () => void {
	let due = clock.now() + blockTime;
	let cancel: () => void;

	const wait = () => {
		cancel = clock.after(Math.max(0, due - clock.now()), produce);
	};

	const produce = () => {
		const started = clock.now();
		// Half of the time is left for clients, as a node leaves it for the network.
		const hasTime = () => clock.now() - started < blockTime / 2;
		try {
			chain.produceBlock({hasTime});
		} catch (error) {
			onFault(error);
		}

		due = Math.max(due + blockTime, clock.now());
		wait();
	};

	wait();
	return () => {
		cancel();
	};
}
