export type EpochFacts = {
	/** Number of the newest block, and when it arrived, in milliseconds since the Unix epoch. */
	readonly block: number;
	readonly at: number;
	/** Number of the block in which the next epoch runs. */
	readonly nextEpoch?: number | undefined;
	/** Blocks between epochs. */
	readonly tempo: number;
	readonly blockTimeMs: number;
};

export type EpochClock = {
	/** Blocks until the epoch runs. */
	readonly blocks: number;
	/** Milliseconds until then, at the recent block time; 0 when it is due. */
	readonly milliseconds: number;
	/** Elapsed share of this epoch, from 0 to 1. */
	readonly share: number;
};

/**
Get a subnet's progress towards its next epoch, when miners are paid.

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
