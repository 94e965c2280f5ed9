import type {MinerActivity} from '../miner/observe/activity.ts';
import type {SubnetView} from '../miner/observe/subnet/subnet-view.ts';

/** A validator, with its queries to a miner and the weight it gives. */
export type Caller = {
	/** SS58. */
	readonly hotkey: string;
	readonly uid: number | undefined;
	/** In alpha's 1e-9 unit. */
	readonly stake: bigint;
	readonly answered: number;
	readonly refused: number;
	/** Time of its latest query, in milliseconds since the Unix epoch; `undefined` if it sent none. */
	readonly lastAt: number | undefined;
	/** Share of its weights that goes to us, from 0 to 1. */
	readonly share: number | undefined;
};

/**
Get a miner's callers and the validators that give it weight, by stake, the largest first. This order does not change as queries arrive.
*/
export function getCallers(
	{validators}: Pick<MinerActivity, 'validators'>,
	subnet: Pick<SubnetView, 'neurons' | 'weightsOnUs'> | undefined,
): readonly Caller[] {
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

function compare(one: Caller, other: Caller): number {
	if (one.stake === other.stake) {
		return (one.uid ?? Infinity) - (other.uid ?? Infinity);
	}

	return one.stake > other.stake ? -1 : 1;
}
