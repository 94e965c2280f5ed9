import type {At, ChainClient, Query} from '../client.ts';
import {flag, integer, number} from '../value.ts';

/** Parameters set by a subnet's owner or the chain; `undefined` if the chain lacks them. */
export type Hyperparameters = {
	/** Blocks for which a new neuron is normally safe from eviction. */
	readonly immunityPeriod: number | undefined;
	/** Number of non-immune neurons to keep: when no more are left, immune ones are evicted. */
	readonly minNonImmuneUids: number | undefined;
	/** Number of the owner's hotkeys that are never evicted. */
	readonly immuneOwnerUids: number | undefined;
	/** Minimum blocks between two axon announcements. */
	readonly servingRateLimit: number | undefined;
	/** Minimum blocks between two weight updates by a validator. */
	readonly weightsRateLimit: number | undefined;
	readonly weightsVersionKey: bigint | undefined;
	readonly minAllowedWeights: number | undefined;
	/** Maximum number of validator permits. */
	readonly maxValidators: number | undefined;
	/** Whether weights are committed first and revealed later. */
	readonly commitRevealEnabled: boolean | undefined;
	/** Epochs from commit to reveal. */
	readonly revealPeriod: number | undefined;
	/** Version of weight commits, the same for all subnets. */
	readonly commitRevealVersion: number | undefined;
};

/** Get the hyperparameters that matter to miners and validators. */
export async function getHyperparameters(
	client: ChainClient,
	{netuid, at}: At & {readonly netuid: number},
): Promise<Hyperparameters> {
	const own = (item: string): Query => ['SubtensorModule', item, netuid];
	const [
		immunityPeriod,
		minNonImmuneUids,
		immuneOwnerUids,
		servingRateLimit,
		weightsRateLimit,
		weightsVersionKey,
		minAllowedWeights,
		maxValidators,
		commitRevealEnabled,
		revealPeriod,
		commitRevealVersion,
	] = await client.query(at, [
		own('ImmunityPeriod'),
		own('MinNonImmuneUids'),
		own('ImmuneOwnerUidsLimit'),
		own('ServingRateLimit'),
		own('WeightsSetRateLimit'),
		own('WeightsVersionKey'),
		own('MinAllowedWeights'),
		own('MaxAllowedValidators'),
		own('CommitRevealWeightsEnabled'),
		own('RevealPeriodEpochs'),
		['SubtensorModule', 'CommitRevealWeightsVersion'],
	]);
	return {
		immunityPeriod: number(immunityPeriod),
		minNonImmuneUids: number(minNonImmuneUids),
		immuneOwnerUids: number(immuneOwnerUids),
		servingRateLimit: number(servingRateLimit),
		weightsRateLimit: number(weightsRateLimit),
		weightsVersionKey: integer(weightsVersionKey),
		minAllowedWeights: number(minAllowedWeights),
		maxValidators: number(maxValidators),
		commitRevealEnabled: flag(commitRevealEnabled),
		revealPeriod: number(revealPeriod),
		commitRevealVersion: number(commitRevealVersion),
	};
}
