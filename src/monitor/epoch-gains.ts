import {toTao} from '../chain/amount.ts';
import type {EarningsView} from '../miner/observe/earnings-view.ts';

/** The gain of one epoch. */
export type EpochGain = {
	readonly block: number;
	/** In milliseconds since the Unix epoch. */
	readonly time: number;
	/** In alpha's 1e-9 unit. */
	readonly alpha: bigint;
	/** Its value at the price of that time, in rao. */
	readonly tao: bigint;
};

/** Get the gain of each epoch from what was earned by the end of each, the oldest first. */
export function getEpochGains(samples: EarningsView['samples']): readonly EpochGain[] {
	return samples.slice(1).map(({block, time, earned, price}, index) => {
		const gain = earned - samples[index]!.earned;
		return {block, time, alpha: gain, tao: toTao(gain, price)};
	});
}
