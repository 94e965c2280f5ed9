import type {Neuron} from '../chain/subtensor/neurons.ts';

/** A miner in the order of a subnet's miners by incentive. */
export type RankedMiner = Pick<Neuron, 'uid' | 'hotkey' | 'incentive' | 'emission'> & {
	/** One more than those with a higher incentive; `undefined` while it has none. */
	readonly place: number | undefined;
	readonly isOwn: boolean;
};

export type NeighboursOptions = {
	/** The miner in the middle, SS58. */
	readonly hotkey: string;
	/** How many to give. */
	readonly count: number;
};

/**
Get the miners above and below one's own, the best first: as many above as below while there are so many. Of a subnet where the own hotkey is no miner, get the best.
*/
export function getNeighbours(
	neurons: ReadonlyArray<
		Pick<Neuron, 'uid' | 'hotkey' | 'incentive' | 'emission' | 'validatorPermit'>
	>,
	{hotkey, count}: NeighboursOptions,
): readonly RankedMiner[] {
	const miners = neurons
		.filter(
			({hotkey: key, validatorPermit, incentive}) =>
				// With enough stake one's own miner gets a permit too, and is a miner all the same.
				!validatorPermit || (key === hotkey && incentive > 0),
		)
		.toSorted(compare);
	const own = Math.max(
		miners.findIndex(miner => miner.hotkey === hotkey),
		0,
	);
	const start = Math.max(0, Math.min(own - Math.floor((count - 1) / 2), miners.length - count));
	return miners.slice(start, start + count).map(({uid, hotkey: key, incentive, emission}) => ({
		uid,
		hotkey: key,
		incentive,
		emission,
		place:
			incentive === 0 ? undefined : 1 + miners.filter(other => other.incentive > incentive).length,
		isOwn: key === hotkey,
	}));
}

type Ranked = Pick<Neuron, 'uid' | 'incentive'>;

const compare = (one: Ranked, other: Ranked) =>
	one.incentive === other.incentive ? one.uid - other.uid : other.incentive - one.incentive;
