import type {MinerActivity} from '../miner/activity.ts';
import type {SubnetView} from '../miner/subnet-view.ts';

/** A validator and what it has to do with a miner. */
export type Asker = {
	/** SS58. */
	readonly hotkey: string;
	readonly uid: number | undefined;
	/** In alpha's 1e-9 unit. */
	readonly stake: bigint;
	readonly answered: number;
	readonly refused: number;
	/** When it asked last, in milliseconds since the Unix epoch; `undefined` if it never did. */
	readonly lastAt: number | undefined;
	/** How much of all that it gives it gives us, from 0 to 1. */
	readonly share: number | undefined;
};

/**
Get those who asked a miner and those who give it weight, by their stake, the largest first: an order that stays while they ask.
*/
export function getAskers(
	{validators}: Pick<MinerActivity, 'validators'>,
	subnet: Pick<SubnetView, 'neurons' | 'weightsOnUs'> | undefined,
): readonly Asker[] {
	const {neurons = [], weightsOnUs = []} = subnet ?? {};
	const shareOf = (uid: number | undefined) =>
		weightsOnUs.find(weight => weight.uid === uid)?.share;
	const asked = validators.map(({hotkey, uid, stake, answered, refused, lastAt}) => ({
		hotkey,
		uid: uid ?? undefined,
		stake,
		answered,
		refused,
		lastAt,
		share: shareOf(uid ?? undefined),
	}));
	const known = new Set(asked.map(({hotkey}) => hotkey));
	const silent = neurons
		.filter(({hotkey, uid}) => !known.has(hotkey) && (shareOf(uid) ?? 0) > 0)
		.map(({hotkey, uid, stake}) => ({
			hotkey,
			uid,
			stake,
			answered: 0,
			refused: 0,
			lastAt: undefined,
			share: shareOf(uid),
		}));
	return [...asked, ...silent].toSorted(compare);
}

function compare(one: Asker, other: Asker): number {
	if (one.stake === other.stake) {
		return (one.uid ?? Infinity) - (other.uid ?? Infinity);
	}

	return one.stake > other.stake ? -1 : 1;
}
