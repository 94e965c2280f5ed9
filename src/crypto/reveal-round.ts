import {roundAt, type BeaconSchedule} from './beacon-rounds.ts';

export type RevealRoundOptions = {
	readonly beacon: BeaconSchedule;
	/** The chain's head; the commit goes into the next block. */
	readonly currentBlock: number;
	/** The first block after the head in which one of the subnet's epochs is due. */
	readonly nextEpochBlock: number;
	/** Blocks from one epoch to the next. */
	readonly tempo: number;
	/** RevealPeriodEpochs. */
	readonly revealPeriod: number;
	/** Milliseconds from block to block. */
	readonly blockTime: number;
	/** Timestamp of the head, in milliseconds since the Unix epoch. */
	readonly now: number;
	/** How many blocks into the reveal epoch the pulse should come; capped below the tempo. @default 3 */
	readonly delay?: number;
};

/**
Choose the beacon round until which weights committed now stay hidden: it is due a few blocks into the epoch in which the chain reveals them, `revealPeriod` epochs after the commit's. A commit whose pulse comes after that epoch is lost.

This is the round that `bittensor-drand` chooses (`get_encrypted_commit_v2`).

@see https://github.com/opentensor/bittensor-drand
*/
export function getRevealRound({
	beacon,
	currentBlock,
	nextEpochBlock,
	tempo,
	revealPeriod,
	blockTime,
	now,
	delay = 3,
}: RevealRoundOptions): bigint {
	// A commit in an epoch's own block belongs to the epoch that begins there.
	const isInNext = nextEpochBlock <= currentBlock + 1;
	const waiting = tempo * (isInNext ? revealPeriod : revealPeriod - 1);
	const target = nextEpochBlock + waiting + Math.max(0, Math.min(delay, tempo - 1));
	const remaining = (target - currentBlock) * blockTime;
	const round = roundAt(beacon, now + remaining) - 1n;
	return round < 1n ? 1n : round;
}
