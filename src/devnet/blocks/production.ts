import type {Clock} from '../../support/clock.ts';
import type {Chain} from './chain.ts';

export type ProductionOptions = {
	readonly chain: Chain;
	/** Milliseconds between blocks. */
	readonly blockTime: number;
	readonly clock: Clock;
	/** Called when a block could not be produced; the next is tried on schedule. */
	readonly onFault: (error: unknown) => void;
};

/**
Produce a block every `blockTime` milliseconds. A slow block delays the next, and missed blocks are not made up for.

@returns A function that stops production.
*/
export function startProduction({chain, blockTime, clock, onFault}: ProductionOptions): () => void {
	let due = clock.now() + blockTime;
	let cancel: () => void;

	const wait = () => {
		cancel = clock.after(Math.max(0, due - clock.now()), produce);
	};

	const produce = () => {
		const started = clock.now();
		// Half of the time is left to clients, as a node leaves it to the network.
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
