import type {MinerState} from '../miner/miner-state.ts';

type Ranked = Pick<MinerState, 'rank' | 'miners' | 'validatorPermit' | 'block'>;

/** Check whether a miner is left out of the ranking because of its validator permit. */
export const isLeftOut = ({rank, validatorPermit}: Ranked): boolean =>
	validatorPermit && rank === null;

export type DescribeRankOptions = {
	/** Format the rank. @default String */
	readonly format?: (rank: number) => string;
	/** Format the number of miners. @default String */
	readonly count?: (miners: number) => string;
};

/**
Describe a miner's rank by incentive, or why it has none. With a validator permit it is not one of the miners counted, so it counts as one more if it is ranked at all.

@example
```
describeRank({rank: 3, miners: 60, validatorPermit: false, block: 9});
//=> '3 of 60'
```
*/
export function describeRank(
	state: Ranked,
	{format = String, count = String}: DescribeRankOptions = {},
): string {
	const {rank, miners, validatorPermit, block} = state;
	if (block === null) {
		return 'unknown yet';
	}

	if (isLeftOut(state)) {
		return 'none: has a validator permit';
	}

	const place = rank === null ? 'none' : format(rank);
	return `${place} of ${count(validatorPermit ? miners + 1 : miners)}`;
}
