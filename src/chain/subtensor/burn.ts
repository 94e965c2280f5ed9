import type {At, ChainClient} from '../client.ts';
import {fixedPoint, flag, integer, number} from '../value.ts';

export type BurnOptions = At & {readonly netuid: number};

/**
Get what registering a neuron costs, in rao.

The price falls with every block and rises with every registration, so read it again just before signing.

@returns The price, or `undefined` if the subnet does not exist.

@example
```
await getBurn(client, {netuid: 1});
//=> 500_000n
```
*/
export async function getBurn(
	client: ChainClient,
	{netuid, at}: BurnOptions,
): Promise<bigint | undefined> {
	const [exists, burn] = await client.query(at, [
		['SubtensorModule', 'NetworksAdded', netuid],
		['SubtensorModule', 'Burn', netuid],
	]);
	return flag(exists) ? integer(burn) : undefined;
}

/** How the price of registering moves; each subnet has its own. */
export type BurnRules = {
	/** Bounds of the price, in rao. */
	readonly minimum: bigint;
	readonly maximum: bigint;
} & (
	| {
			/** It falls with each block and rises with each registration. */
			readonly kind: 'continuous';
			/** Blocks in which the price halves. */
			readonly halfLife: number;
			/** What one registration multiplies it by. */
			readonly increase: number;
	  }
	| {
			/** It steps every so many blocks, as on chains up to spec 393. */
			readonly kind: 'interval';
			/** Blocks. */
			readonly interval: number;
			/** Registrations in an interval at which the price stays. */
			readonly target: number;
	  }
);

/**
Get the rules that the price of registering follows.

@returns `undefined` if the chain has rules of neither kind.
*/
export async function getBurnRules(
	client: ChainClient,
	{netuid, at}: BurnOptions,
): Promise<BurnRules | undefined> {
	const [minimum, maximum, halfLife, increase, interval, target] = await client.query(at, [
		['SubtensorModule', 'MinBurn', netuid],
		['SubtensorModule', 'MaxBurn', netuid],
		['SubtensorModule', 'BurnHalfLife', netuid],
		['SubtensorModule', 'BurnIncreaseMult', netuid],
		['SubtensorModule', 'AdjustmentInterval', netuid],
		['SubtensorModule', 'TargetRegistrationsPerInterval', netuid],
	]);
	const bounds = {minimum: integer(minimum) ?? 0n, maximum: integer(maximum) ?? 0n};
	const continuous = {halfLife: number(halfLife), increase: fixedPoint(increase, 64)};
	if (continuous.halfLife !== undefined && continuous.increase !== undefined) {
		return {
			...bounds,
			kind: 'continuous',
			halfLife: continuous.halfLife,
			increase: continuous.increase,
		};
	}

	const step = {interval: number(interval), target: number(target)};
	return step.interval === undefined || step.target === undefined
		? undefined
		: {...bounds, kind: 'interval', interval: step.interval, target: step.target};
}
