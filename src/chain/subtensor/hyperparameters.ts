import type {At, ChainClient, Query} from '../client.ts';
import {flag, integer, number} from '../value.ts';

/** What a subnet's owner, or the chain, has set. What a chain does not have is `undefined`. */
export type Hyperparameters = {
	/** Blocks for which a newcomer cannot be evicted, as a rule. */
	readonly immunityPeriod: number | undefined;
	/** As many non-immune neurons eviction spares: with no more than that, immune ones go. */
	readonly minNonImmuneUids: number | undefined;
	/** How many of the owner's hotkeys are never evicted. */
	readonly immuneOwnerUids: number | undefined;
	/** Blocks between two announcements of an axon. */
	readonly servingRateLimit: number | undefined;
	/** Blocks between two sets of weights by one validator. */
	readonly weightsRateLimit: number | undefined;
	readonly weightsVersionKey: bigint | undefined;
	readonly minAllowedWeights: number | undefined;
	/** How many may have a validator permit. */
	readonly maxValidators: number | undefined;
	/** Whether weights are committed first and revealed later. */
	readonly commitRevealEnabled: boolean | undefined;
	/** Epochs from commit to reveal. */
	readonly revealPeriod: number | undefined;
	/** The form of commits that the chain takes; one for all subnets. */
	readonly commitRevealVersion: number | undefined;
};

/** Get the settings that miners and validators have to mind. */
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
