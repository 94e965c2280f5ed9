import type {BlockContext} from '../../pallet/context.ts';
import {runEpoch} from '../../yuma/epoch.ts';
import type {YumaResult} from '../../yuma/types.ts';
import type {Pots} from '../economy/pots.ts';
import {emissionEvents} from '../events.ts';
import {consensusItems, neuronItems} from '../storage/neurons.ts';
import {readEpochInput} from './epoch-input.ts';
import {payNeurons} from './payout.ts';

/**
Run a subnet's epoch: compute consensus from its weights, store the results, and pay out all pots by them.
*/
export function runSubnetEpoch(context: BlockContext, netuid: number, pots: Pots): void {
	const emission = pots.miners + pots.validators + pots.root;
	const result = runEpoch(readEpochInput(context, netuid, emission));
	storeResult(context, netuid, result);
	payNeurons(context, netuid, {
		pots,
		earnings: result.emission.map((_, uid) => ({
			hotkey: context.get(neuronItems.Keys, netuid, uid),
			incentive: result.minerEmission[uid] ?? 0n,
			dividend: result.validatorEmission[uid] ?? 0n,
		})),
	});
}

function storeResult(context: BlockContext, netuid: number, result: YumaResult) {
	context.set(consensusItems.Active, netuid, result.active);
	context.set(consensusItems.ValidatorPermit, netuid, result.validatorPermit);
	context.set(consensusItems.StakeWeight, netuid, result.stakeWeight);
	context.set(consensusItems.Consensus, netuid, result.consensus);
	context.set(consensusItems.Incentive, netuid, result.incentive);
	context.set(consensusItems.Dividends, netuid, result.dividends);
	context.set(consensusItems.ValidatorTrust, netuid, result.validatorTrust);
	context.set(consensusItems.Emission, netuid, result.emission);
	for (const [uid, row] of result.bonds.entries()) {
		context.set(consensusItems.Bonds, netuid, uid, row);
	}

	context.emit(emissionEvents.IncentiveAlphaEmittedToMiners, {
		netuid,
		emissions: result.minerEmission,
	});
}
