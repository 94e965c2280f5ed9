/** What decides when a subnet's next epoch runs. */
export type EpochSchedule = {
	/** Blocks between epochs; 0 means none. */
	readonly tempo: number;
	/** LastEpochBlock. */
	readonly lastEpoch: bigint;
	/** PendingEpochAt: an epoch put off or asked for; 0 means none. */
	readonly pendingAt: bigint;
	/** BlocksSinceLastStep. */
	readonly sinceLastStep: bigint;
};

/** After so many blocks without an epoch one runs whatever the tempo. */
const longestPause = 50_400n;

/**
Whether a subnet's epoch is due at a block: `tempo` blocks after the last, at a pending block, or after 50,400 blocks without one.
*/
export function isEpochDue(
	{tempo, lastEpoch, pendingAt, sinceLastStep}: EpochSchedule,
	block: bigint,
): boolean {
	if (tempo === 0) {
		return false;
	}

	return (
		(pendingAt > 0n && block >= pendingAt) ||
		sinceLastStep > longestPause ||
		block - lastEpoch >= BigInt(tempo)
	);
}

/**
Get the block of the next epoch, or `undefined` where the tempo is 0. A block that has too many epochs puts the rest off by one.
*/
export function getNextEpoch({
	tempo,
	lastEpoch,
	pendingAt,
}: Omit<EpochSchedule, 'sinceLastStep'>): bigint | undefined {
	if (tempo === 0) {
		return undefined;
	}

	const next = lastEpoch + BigInt(tempo);
	return pendingAt > 0n && pendingAt < next ? pendingAt : next;
}
