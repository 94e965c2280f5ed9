import {roundAt, type BeaconSchedule} from './beacon-rounds.ts';

export type RevealRoundOptions = {
	readonly beacon: BeaconSchedule;
	/** The chain's head; the commit stands in the next block. */
	readonly currentBlock: number;
	/** The first block after the head in which an epoch of the subnet is due. */
	readonly nextEpochBlock: number;
	/** Blocks from one epoch to the next. */
	readonly tempo: number;
	/** RevealPeriodEpochs. */
	readonly revealPeriod: number;
	/** Milliseconds from block to block. */
	readonly blockTime: number;
	/** When the head was made, in milliseconds since the Unix epoch. */
	readonly now: number;
	/** How many blocks into the epoch of the reveal the pulse should come; held below the tempo. @default 3 */
	readonly delay?: number;
};

/**
Choose the beacon round that weights are hidden until, when they are committed now: it comes a few blocks into the epoch in which the chain reveals them, `revealPeriod` epochs after that of the commit. A commit whose pulse comes later than that epoch is lost.

It is the same round that `bittensor-drand` chooses (`get_encrypted_commit_v2`).

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
	// A commit in the very block of an epoch belongs to the epoch that begins there.
	const isInNext = nextEpochBlock <= currentBlock + 1;
	const waiting = tempo * (isInNext ? revealPeriod : revealPeriod - 1);
	const target = nextEpochBlock + waiting + Math.max(0, Math.min(delay, tempo - 1));
	const remaining = (target - currentBlock) * blockTime;
	const round = roundAt(beacon, now + remaining) - 1n;
	return round < 1n ? 1n : round;
}
