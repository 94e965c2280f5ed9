/** The state that determines a subnet's next epoch. */
export type EpochSchedule = {
	/** Blocks between epochs; 0 disables them. */
	readonly tempo: number;
	/** LastEpochBlock. */
	readonly lastEpoch: bigint;
	/** PendingEpochAt: a deferred or requested epoch; 0 means none. */
	readonly pendingAt: bigint;
	/** BlocksSinceLastStep. */
	readonly sinceLastStep: bigint;
};

/** After this many blocks without an epoch, one runs whatever the tempo. */
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
Get the block of the next epoch, or `undefined` if the tempo is 0. A block with too many epochs defers the rest by one.
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
