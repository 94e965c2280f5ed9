import type {MinerState} from '../../miner/miner-state.ts';
import type {SubnetView} from '../../miner/observe/subnet/subnet-view.ts';
import {type MinerFacts, getOwnNeuron} from '../miner-facts.ts';
import {getOwnSlot, type TimedSlot, isInDanger} from '../slot.ts';
import {describeRoughly} from '../../support/rough-duration.ts';
import type {Alert} from './alert.ts';

/** Epochs it takes for scores to become incentive. */
const epochsToFirstScore = 3;

/** Get alerts about a UID that earns nothing or is in danger. */
export function getStandingAlerts({state, subnet}: MinerFacts): readonly Alert[] {
	if (!subnet || state?.phase !== 'serving') {
		return [];
	}

	const own = getOwnNeuron({state, subnet});
	const slot = getOwnSlot(subnet, state.hotkey);
	if (!own || !slot) {
		return [];
	}

	const epochs = (subnet.block - own.registeredAt) / subnet.tempo;
	const isNew = own.incentive === 0 && epochs <= epochsToFirstScore;
	const served = Math.min(epochs, countEpochsUp(subnet, state));
	return [
		...getDanger(own.uid, slot, isNew),
		...(own.incentive === 0 ? getEndOfImmunity(slot, subnet) : []),
		...(served > epochsToFirstScore && own.incentive === 0 && !own.validatorPermit
			? getUnranked(served, state.queries.answered)
			: []),
	];
}

/** Count the epochs since this process started, regardless of the age of the UID. */
function countEpochsUp({tempo, blockTimeMs}: SubnetView, {uptimeSeconds}: MinerState): number {
	return (uptimeSeconds * 1000) / blockTimeMs / tempo;
}

function getDanger(uid: number, slot: TimedSlot, isNew: boolean): readonly Alert[] {
	const {place, msLeft, immuneBlocks} = slot;
	if (!isInDanger(slot)) {
		return [];
	}

	const isNext = place === 1;
	const pace =
		msLeft === undefined ? '' : `, in about ${describeRoughly(msLeft)} at the recent pace`;
	return [
		{
			kind: 'slot',
			level: isNext && !isNew ? 'bad' : 'warn',
			what: isNext
				? `UID ${uid} is the next to be evicted`
				: `UID ${uid} is number ${place} in the eviction queue`,
			means: `${isNext ? 'The next registration takes' : `The next ${place} registrations take`} it${pace}.${immuneBlocks > 0 ? ' Immunity does not help: too few others are without it.' : ''}`,
			todo: isNew
				? 'It is new, and the first incentive takes about 2 epochs: wait while it answers.'
				: "Only a higher emission next epoch saves it: check latency, refusals and validators' weights.",
		},
	];
}

function getEndOfImmunity(slot: TimedSlot, {tempo}: SubnetView): readonly Alert[] {
	const {freeUids, immuneBlocks, immuneMs, isShielded, isSpared} = slot;
	return freeUids === 0 && isShielded && !isSpared && immuneBlocks < 2 * tempo
		? [
				{
					kind: 'slot',
					level: 'warn',
					what: `Immunity ends in ${describeRoughly(immuneMs)}, and there is no incentive yet`,
					means: 'From then on a newcomer evicts the lowest earner.',
					todo: "Check validators' weights and the log (`l`): are answers correct and in time?",
				},
			]
		: [];
}

function getUnranked(epochs: number, answered: number): readonly Alert[] {
	return [
		{
			kind: 'unranked',
			level: 'warn',
			what: `No incentive after ${Math.floor(epochs)} epochs`,
			means:
				answered === 0
					? 'There were no answers to score.'
					: 'Queries are answered, but validators give no weight.',
			todo: "Compare the model with the subnet's task: a wrong model answers fast and scores 0.",
		},
	];
}
