import type {Neuron} from '../chain/subtensor/neurons.ts';

export type PaidNeuron = Pick<Neuron, 'hotkey' | 'coldkey' | 'validatorPermit' | 'emission'>;

export type SubnetOwner = {
	/** SS58. */
	readonly ownerHotkey: string | undefined;
	readonly ownerColdkey: string | undefined;
};

/** What the miners of a subnet got in the last epoch, in alpha's 1e-9 unit. */
export type MinerPay = {
	/** How many were paid. */
	readonly paid: number;
	/** How many got nothing. */
	readonly unpaid: number;
	/** Of those that were paid; 0 if none was. */
	readonly median: bigint;
	readonly upperQuarter: bigint;
	readonly best: bigint;
};

/**
Get what miners earn on a subnet in an epoch. Neurons of the owner are left out: the chain withholds what they get, so they would falsify every figure. Validators are left out too.
*/
export function getMinerPay(
	neurons: readonly PaidNeuron[],
	{ownerHotkey, ownerColdkey}: SubnetOwner,
): MinerPay {
	const miners = neurons.filter(
		({hotkey, coldkey, validatorPermit}) =>
			!validatorPermit && hotkey !== ownerHotkey && coldkey !== ownerColdkey,
	);
	const pays = miners
		.map(({emission}) => emission)
		.filter(emission => emission > 0n)
		.toSorted(compare);
	return {
		paid: pays.length,
		unpaid: miners.length - pays.length,
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

/** The smallest value that at least this share of all does not exceed. */
const quantile = (sorted: readonly bigint[], share: number) =>
	sorted[Math.max(Math.ceil(sorted.length * share) - 1, 0)] ?? 0n;
