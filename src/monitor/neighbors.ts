import type {Neuron} from '../chain/subtensor/neuron.ts';

/** A miner, ranked by incentive. */
export type RankedMiner = Pick<Neuron, 'uid' | 'hotkey' | 'incentive' | 'emission'> & {
	/** One more than the number with a higher incentive; `undefined` while its incentive is 0. */
	readonly place: number | undefined;
	readonly isOwn: boolean;
};

export type NeighborsOptions = {
	/** The miner in the middle, SS58. */
	readonly hotkey: string;
	/** Number of miners to return. */
	readonly count: number;
};

/**
Get the miners ranked around one's own, the best first, with as many above as below if possible. If the hotkey is not a miner, get the best.
*/
export function getNeighbors(
	neurons: ReadonlyArray<
		Pick<Neuron, 'uid' | 'hotkey' | 'incentive' | 'emission' | 'validatorPermit'>
	>,
	{hotkey, count}: NeighborsOptions,
): readonly RankedMiner[] {
	const miners = neurons
		.filter(
			({hotkey: key, validatorPermit, incentive}) =>
				// With enough stake our own miner gets a permit too, but is still a miner.
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
