import type {At, ChainClient} from '../client.ts';
import {fixedPoint, flag, integer, number} from '../value.ts';

export type BurnOptions = At & {readonly netuid: number};

/**
Get the price of registering a neuron, in rao.

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

/** How a subnet's registration price moves. */
export type BurnRules = {
	/** Bounds of the price, in rao. */
	readonly minimum: bigint;
	readonly maximum: bigint;
} & (
	| {
			/** The price falls with each block and rises with each registration. */
			readonly kind: 'continuous';
			/** Blocks after which the price halves. */
			readonly halfLife: number;
			/** Factor by which a registration raises the price. */
			readonly increase: number;
	  }
	| {
			/** The price is adjusted once an interval, as on chains up to spec 393. */
			readonly kind: 'interval';
			/** Blocks. */
			readonly interval: number;
			/** Registrations per interval at which the price stays the same. */
			readonly target: number;
	  }
);

/**
Get the rules of a subnet's registration price.

@returns `undefined` if the chain has neither kind of rules.
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
