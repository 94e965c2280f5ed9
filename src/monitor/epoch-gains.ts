import {type EarningSample, toTao} from '../ledger/earnings.ts';

/** What one epoch brought. */
export type EpochGain = {
	readonly block: number;
	/** Milliseconds since the Unix epoch. */
	readonly time: number;
	/** In alpha's 1e-9 unit; less than nothing if more was unstaked than came in. */
	readonly alpha: bigint;
	/** That at the price of then, in rao. */
	readonly tao: bigint;
};

/** Get what each epoch brought from what a hotkey held at the end of each, the oldest first. */
export function getEpochGains(samples: readonly EarningSample[]): readonly EpochGain[] {
	return samples.slice(1).map(({block, time, alpha, price}, index) => {
		const gain = alpha - samples[index]!.alpha;
		return {block, time, alpha: gain, tao: toTao(gain, price)};
	});
}
