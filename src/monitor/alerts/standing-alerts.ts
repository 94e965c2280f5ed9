import type {Neuron} from '../../chain/subtensor/neurons.ts';
import type {MinerState} from '../../miner/miner-state.ts';
import type {SubnetView} from '../../miner/subnet-view.ts';
import type {MinerFacts} from '../miner-facts.ts';
import {getOwnNeuron} from '../own-neuron.ts';
import {getOwnSlot, type TimedSlot} from '../own-slot.ts';
import {describeRoughly} from '../rough-duration.ts';
import {isInDanger} from '../slot.ts';
import type {Alert} from './alert.ts';

/** Epochs after which scores have had the time to become incentive. */
const patientEpochs = 3;

/** Tell whether the miner's place on the subnet is worth nothing, or in danger. */
export function getStandingAlerts({state, subnet}: MinerFacts): readonly Alert[] {
	if (!subnet || state?.phase !== 'serving') {
		return [];
	}

	const own = getOwnNeuron({state, subnet});
	const slot = getOwnSlot(subnet, state.hotkey);
	if (!own || !slot) {
		return [];
	}

	const epochs = countServedEpochs(own, subnet, state);
	const isNew = own.incentive === 0 && epochs <= patientEpochs;
	return [
		...getDanger(own.uid, slot, isNew),
		...(own.incentive === 0 ? getEndOfImmunity(slot, subnet) : []),
		...(!isNew && own.incentive === 0 && !own.validatorPermit
			? getUnranked(epochs, state.queries.answered)
			: []),
	];
}

/** Count the epochs since it could be scored: since it has its UID, and answers. */
function countServedEpochs(
	{registeredAt}: Neuron,
	{block, tempo, blockTimeMs}: SubnetView,
	{uptimeSeconds}: MinerState,
): number {
	return Math.min(block - registeredAt, (uptimeSeconds * 1000) / blockTimeMs) / tempo;
}

function getDanger(uid: number, slot: TimedSlot, isNew: boolean): readonly Alert[] {
	const {place, msLeft} = slot;
	if (!isInDanger(slot)) {
		return [];
	}

	const isNext = place === 1;
	const pace =
		msLeft === undefined ? '' : `, in about ${describeRoughly(msLeft)} at the pace of late`;
	return [
		{
			kind: 'slot',
			level: isNext && !isNew ? 'bad' : 'warn',
			what: isNext
				? `UID ${uid} is the next to be evicted`
				: `UID ${uid} is number ${place} in line to be evicted`,
			means: `${isNext ? 'The next registration takes' : `The next ${place} registrations take`} it${pace}.`,
			todo: isNew
				? 'It is new, and the first incentive takes about 2 epochs: let it answer, and wait.'
				: 'Only more emission at the next epoch saves it: look at latency, refusals, and what validators give.',
		},
	];
}

function getEndOfImmunity(slot: TimedSlot, {tempo}: SubnetView): readonly Alert[] {
	const {freeUids, immuneBlocks, immuneMs} = slot;
	return freeUids === 0 && immuneBlocks > 0 && immuneBlocks < 2 * tempo
		? [
				{
					kind: 'slot',
					level: 'warn',
					what: `Immunity ends in ${describeRoughly(immuneMs)}, and there is no incentive yet`,
					means: 'From then on a newcomer takes the UID of whoever earns least.',
					todo: 'Look at what validators give, and at the log (`l`): are answers right, and in time?',
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
					? 'No answer was given that could be scored.'
					: 'Answers are given, but validators give no weight for them.',
			todo: 'Compare the model with the subnet’s task: a wrong model answers fast and scores 0.',
		},
	];
}
