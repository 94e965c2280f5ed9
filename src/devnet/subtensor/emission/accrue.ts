import type {BlockContext} from '../../pallet/context.ts';
import {splitAlpha, type Pots} from '../economy/pots.ts';
import {subtract} from '../economy/fixed-point.ts';
import {change} from '../market/market.ts';
import {hyperparameterItems} from '../storage/hyperparameters.ts';
import {emissionItems, poolItems} from '../storage/pools.ts';
import {readRootProportion} from './issuance.ts';

const potItems = {
	owner: emissionItems.PendingOwnerCut,
	miners: emissionItems.PendingServerEmission,
	validators: emissionItems.PendingValidatorEmission,
	root: emissionItems.PendingRootAlphaDivs,
} as const;

/**
Emit a subnet's alpha of a block for its participants into their pots. Root's part is taken back if `isRootPaid` is false.
*/
export function accrueAlpha(
	context: BlockContext,
	netuid: number,
	{alpha, isRootPaid}: {readonly alpha: bigint; readonly isRootPaid: boolean},
): void {
	context.set(emissionItems.SubnetAlphaOutEmission, netuid, alpha);
	change(context, poolItems.SubnetAlphaOut, netuid, outstanding => outstanding + alpha);
	const isCut = context.get(hyperparameterItems.OwnerCutEnabled, netuid);
	const pots = splitAlpha({
		alpha,
		ownerCut: isCut ? context.get(poolItems.SubnetOwnerCut) : 0,
		rootProportion: readRootProportion(context, netuid),
	});
	fillPots(context, netuid, isRootPaid ? pots : {...pots, root: 0n});
	if (!isRootPaid) {
		change(context, poolItems.SubnetAlphaOut, netuid, alphaOut => subtract(alphaOut, pots.root));
	}
}

/** Take what a subnet accrued since its last epoch. */
export function emptyPots(context: BlockContext, netuid: number): Pots {
	const pots = {
		owner: context.get(potItems.owner, netuid),
		miners: context.get(potItems.miners, netuid),
		validators: context.get(potItems.validators, netuid),
		root: context.get(potItems.root, netuid),
	};
	for (const item of Object.values(potItems)) {
		context.set(item, netuid, 0n);
	}

	return pots;
}

function fillPots(context: BlockContext, netuid: number, pots: Pots) {
	for (const pot of ['owner', 'miners', 'validators', 'root'] as const) {
		const item = potItems[pot];
		context.set(item, netuid, context.get(item, netuid) + pots[pot]);
	}
}
