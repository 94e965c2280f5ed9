import type {ChainClient} from '../../../chain/client.ts';
import {type GivenWeight, getGivenWeights} from '../../../chain/subtensor/given-weights.ts';
import type {Neuron} from '../../../chain/subtensor/neuron.ts';

export type WeightsOptions = {
	/** Our UID, if we have one. */
	readonly to: number | undefined;
	readonly validators: ReadonlyArray<Pick<Neuron, 'uid' | 'hotkey' | 'lastUpdate'>>;
	/** When it changes, all weights are read anew. */
	readonly occasion: string;
	readonly at: string;
};

/** Read the weight that each validator gives our UID: the same array until one changes. */
export type ReadWeightsOnUs = (options: WeightsOptions) => Promise<readonly GivenWeight[]>;

/**
Create a reader of the weights on our UID. A validator's row has a weight for each miner, so it is read only after the validator has set new ones.
*/
export function createWeightsReader(client: ChainClient, netuid: number): ReadWeightsOnUs {
	let known: {
		readonly occasion: string;
		/** By hotkey: of which of its updates they are. */
		readonly updates: ReadonlyMap<string, number>;
		readonly weights: readonly GivenWeight[];
	} = {occasion: '', updates: new Map(), weights: []};

	return async ({to, validators, occasion, at}) => {
		const updates = occasion === known.occasion ? known.updates : new Map<string, number>();
		const changed = validators.filter(({hotkey, lastUpdate}) => updates.get(hotkey) !== lastUpdate);
		const isSame = occasion === known.occasion && updates.size === validators.length;
		if (isSame && changed.length === 0) {
			return known.weights;
		}

		const from = changed.map(({uid}) => uid);
		const read = to === undefined ? [] : await getGivenWeights(client, {netuid, to, from, at});
		const kept = known.weights.filter(
			({uid}) => !from.includes(uid) && validators.some(validator => validator.uid === uid),
		);
		known = {
			occasion,
			updates: new Map(validators.map(({hotkey, lastUpdate}) => [hotkey, lastUpdate])),
			weights: [...kept, ...read].toSorted((one, other) => one.uid - other.uid),
		};
		return known.weights;
	};
}
