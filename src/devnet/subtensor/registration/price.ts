import type {BlockContext} from '../../pallet/context.ts';
import {decayBurn, raiseBurn} from '../economy/burn-price.ts';
import {registrationItems} from '../storage/registration.ts';
import {getNetworks, rootNetuid} from '../subnets/networks.ts';
import {isDue} from '../emission/schedule.ts';

const {
	Burn,
	BurnHalfLife,
	BurnIncreaseMult,
	MaxBurn,
	MinBurn,
	RegistrationsThisBlock,
	RegistrationsThisInterval,
} = registrationItems;

/** Decay every registration price by one block, and reset the block's registration counts. */
export function decayPrices(context: BlockContext): void {
	for (const netuid of getNetworks(context)) {
		const price = context.get(Burn, netuid);
		const next = decayBurn(price, {
			halfLife: context.number > 1 ? context.get(BurnHalfLife, netuid) : 0,
			minimum: context.get(MinBurn, netuid),
			maximum: context.get(MaxBurn, netuid),
		});
		if (next !== price) {
			context.set(Burn, netuid, next);
		}

		context.set(RegistrationsThisBlock, netuid, 0);
	}

	if (isDue(context, rootNetuid)) {
		context.set(RegistrationsThisInterval, rootNetuid, 0);
	}
}

/** Raise a subnet's registration price after a registration. */
export function raisePrice(context: BlockContext, netuid: number): void {
	const price = raiseBurn(context.get(Burn, netuid), {
		multiplier: context.get(BurnIncreaseMult, netuid),
		minimum: context.get(MinBurn, netuid),
		maximum: context.get(MaxBurn, netuid),
	});
	context.set(Burn, netuid, price);
}
