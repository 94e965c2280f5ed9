export type EpochFacts = {
	/** Number of the newest block, and when we heard of it in milliseconds since the Unix epoch. */
	readonly block: number;
	readonly at: number;
	/** Number of the block in which the next epoch runs. */
	readonly nextEpoch: number | undefined;
	/** Blocks between epochs. */
	readonly tempo: number;
	readonly blockTimeMs: number;
};

export type EpochClock = {
	/** Blocks until the epoch runs. */
	readonly blocks: number;
	/** Milliseconds until then, at the pace of late; 0 when it is due. */
	readonly milliseconds: number;
	/** How much of this epoch has passed, from 0 to 1. */
	readonly share: number;
};

/**
Get how far a subnet is on the way to its next epoch, when miners are paid.

@param now In milliseconds since the Unix epoch.

@returns `undefined` if the subnet has no epochs.
*/
export function getEpochClock(
	{block, at, nextEpoch, tempo, blockTimeMs}: EpochFacts,
	now: number,
): EpochClock | undefined {
	if (nextEpoch === undefined || tempo === 0) {
		return undefined;
	}

	const blocks = Math.max(nextEpoch - block, 0);
	const milliseconds = Math.max(blocks * blockTimeMs - (now - at), 0);
	return {
		blocks,
		milliseconds,
		share: Math.min(Math.max(1 - milliseconds / (tempo * blockTimeMs), 0), 1),
	};
}
