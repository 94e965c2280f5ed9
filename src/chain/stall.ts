import type {ChainClient} from './client.ts';
import {getBlockTime} from './system/chain-info.ts';

/** Reconnecting can take most of this: the delay between attempts grows to 15 s. */
const leastTimeout = 60_000;
/** Validators of the main chain miss a block now and then, and a few in a row during upgrades. */
const blocksToWait = 10;

/** A block that is missed now and then is nothing; three in a row are a fault of the chain or the node. */
const lateBlocks = 3;
/** For chains so fast that a busy machine misses three blocks. */
const leastLate = 10_000;

/** Blocks that a fork may be behind for a moment. */
export const deepestFork = 3;

/** Get how old a head may become before its node is late, in milliseconds: three block times, but at least 10 s. */
export const getLateTimeout = (blockTime: number): number =>
	Math.max(leastLate, lateBlocks * blockTime);

/** Get how long a command waits for a new block before it gives up, in milliseconds: ten block times, but at least a minute. */
export const getStallTimeout = (client: ChainClient): number =>
	Math.max(leastTimeout, blocksToWait * getBlockTime(client));

export type WatchForStallOptions = {
	/** Get the milliseconds without a new block; it may change with the pace of blocks. */
	readonly timeout: () => number;
	/** Whether each new connection gets the whole timeout. @default false */
	readonly eachConnection?: boolean;
	/** Called after each timeout that passes without a new block. */
	readonly onStall: () => void;
};

/**
Watch for a chain whose head stays the same: it has stalled, or the node does not send its blocks.

@returns A function that stops watching.
*/
export function watchForStall(
	{head, status, clock}: ChainClient,
	{timeout, eachConnection = false, onStall}: WatchForStallOptions,
): () => void {
	let {since} = status.getSnapshot();
	let cancel: () => void = () => undefined;
	const restart = () => {
		cancel();
		cancel = clock.after(timeout(), () => {
			restart();
			onStall();
		});
	};

	const look = () => {
		const now = status.getSnapshot();
		// The status also changes with each ping.
		if (!eachConnection || now.since === since) {
			return;
		}

		({since} = now);
		restart();
	};

	restart();
	const subscriptions = [head.subscribe(restart), status.subscribe(look)];
	return () => {
		cancel();
		for (const unsubscribe of subscriptions) {
			unsubscribe();
		}
	};
}
