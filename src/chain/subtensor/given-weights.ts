import type {At, ChainClient} from '../client.ts';
import {type Value, list, number} from '../value.ts';

/** The weight that a validator gives a miner. */
export type GivenWeight = {
	/** Of the validator. */
	readonly uid: number;
	/** Share of all the weight it gives, from 0 to 1. */
	readonly share: number;
};

export type GivenWeightsOptions = At & {
	readonly netuid: number;
	/** UID of the miner. */
	readonly to: number;
	/** UIDs of the validators. */
	readonly from: readonly number[];
};

/**
Get the weights that validators give a miner, without those committed but not yet revealed.

@returns An entry for each validator, or none if the chain does not store weights.
*/
export async function getGivenWeights(
	client: ChainClient,
	{netuid, to, from, at}: GivenWeightsOptions,
): Promise<readonly GivenWeight[]> {
	const rows = await client.query(
		at,
		from.map(uid => ['SubtensorModule', 'Weights', netuid, uid]),
	);
	return from.flatMap((uid, index) => {
		const row = rows[index];
		return row === undefined ? [] : [{uid, share: readShare(row, to)}];
	});
}

function readShare(row: Value, to: number): number {
	const weights = list(row).map(entry => {
		const [uid, weight] = list(entry);
		return {uid: number(uid), weight: number(weight) ?? 0};
	});
	const total = weights.reduce((sum, {weight}) => sum + weight, 0);
	const own = weights.find(({uid}) => uid === to)?.weight ?? 0;
	return total === 0 ? 0 : own / total;
}
