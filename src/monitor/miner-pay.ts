import type {Neuron} from '../chain/subtensor/neuron.ts';

export type PaidNeuron = Pick<Neuron, 'hotkey' | 'coldkey' | 'validatorPermit' | 'emission'>;

export type SubnetOwner = {
	/** SS58. */
	readonly ownerHotkey: string | undefined;
	readonly ownerColdkey: string | undefined;
};

/** Pay of a subnet's miners in the last epoch, in alpha's 1e-9 unit. */
export type MinerPay = {
	/** Number of miners that were paid. */
	readonly paid: number;
	/** Number of miners that got nothing. */
	readonly unpaid: number;
	/** Median of the paid miners; 0 if there are none. */
	readonly median: bigint;
	readonly upperQuarter: bigint;
	readonly best: bigint;
};

/**
Get the pay of a subnet's miners per epoch. The owner's neurons are excluded because the chain withholds their emission, which would distort every value. Validators are excluded too.
*/
export function getMinerPay(
	neurons: readonly PaidNeuron[],
	{ownerHotkey, ownerColdkey}: SubnetOwner,
): MinerPay {
	const miners = neurons.filter(
		({hotkey, coldkey, validatorPermit}) =>
			!validatorPermit && hotkey !== ownerHotkey && coldkey !== ownerColdkey,
	);
	return sumUpPay(miners.map(({emission}) => emission));
}

/** Summarize the emissions of a subnet's miners in an epoch. */
export function sumUpPay(emissions: readonly bigint[]): MinerPay {
	const pays = emissions.filter(emission => emission > 0n).toSorted(compare);
	return {
		paid: pays.length,
		unpaid: emissions.length - pays.length,
		median: quantile(pays, 0.5),
		upperQuarter: quantile(pays, 0.75),
		best: pays.at(-1) ?? 0n,
	};
}

function compare(one: bigint, other: bigint): number {
	if (one === other) {
		return 0;
	}

	return one < other ? -1 : 1;
}

/** Get the smallest value that at least this share of all values does not exceed. */
const quantile = (sorted: readonly bigint[], share: number) =>
	sorted[Math.max(Math.ceil(sorted.length * share) - 1, 0)] ?? 0n;
