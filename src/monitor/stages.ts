import type {MinerActivity} from '../miner/observe/activity.ts';
import {type MinerFacts, getOwnNeuron} from './miner-facts.ts';
import {formatShortAmount} from './short-amount.ts';

/** One of the three stages from a query to its pay. */
export type Stage = {
	readonly name: 'submit' | 'validate' | 'reward';
	/** Progress: `part` if it happened without success so far. */
	readonly progress: 'done' | 'part' | 'none';
	/** The latest event, or what is pending. */
	readonly what: string;
	/** Details, to show if there is room. */
	readonly detail?: string;
	/** When it happened, in milliseconds since the Unix epoch; `undefined` if nothing has. */
	readonly at: number | undefined;
};

type Known = Pick<MinerFacts, 'state' | 'subnet' | 'activity' | 'earnings'>;

/** Get the latest event of each stage from a query to its pay. */
export function getStages(known: Known): readonly Stage[] {
	return [getSubmit(known), getValidate(known), getReward(known)];
}

function getSubmit({state, activity, subnet}: Known): Stage {
	const last = activity?.lastQuery;
	if (!last) {
		return none(
			'submit',
			'no query yet',
			getOwnNeuron({state, subnet})?.axon
				? 'the address is announced; validators will query it'
				: 'validators query once the address is announced',
		);
	}

	const caller = subnet?.neurons.find(({hotkey}) => hotkey === last.hotkey);
	const who = caller ? `UID ${caller.uid}` : 'a stranger';
	const {outcome, milliseconds, at} = last;
	return outcome === 'answered'
		? {
				name: 'submit',
				progress: 'done',
				what: `answered in ${milliseconds.toFixed(1)} ms`,
				detail: `from ${who}`,
				at,
			}
		: {name: 'submit', progress: 'part', what: `refused ${who}: ${outcome}`, at};
}

function getValidate({activity, subnet}: Known): Stage {
	const weights = activity?.lastWeights ?? undefined;
	const reveal = activity?.lastReveal ?? undefined;
	if (!weights && !reveal) {
		return none('validate', 'no weights yet', 'validators score answers first, then set weights');
	}

	const givers = subnet?.weightsOnUs.filter(({share}) => share > 0).length ?? 0;
	const isReveal = reveal !== undefined && reveal.at >= (weights?.at ?? 0);
	return {
		name: 'validate',
		progress: givers > 0 ? 'done' : 'part',
		...(isReveal ? describeReveal(reveal) : describeWeights(weights!, givers)),
	};
}

function describeReveal({
	incentiveBefore,
	incentiveAfter,
	block,
	at,
}: NonNullable<MinerActivity['lastReveal']>) {
	const way = incentiveAfter > incentiveBefore ? 'up' : 'down';
	return {
		what: `incentive ${way} to ${toShare(incentiveAfter)}`,
		detail: `from ${toShare(incentiveBefore)}, in block ${block}`,
		at,
	};
}

function describeWeights(
	{uid, block, at}: NonNullable<MinerActivity['lastWeights']>,
	givers: number,
) {
	return {
		what: `UID ${uid} set weights`,
		detail: `in block ${block}; scored by ${givers === 0 ? 'none' : givers}`,
		at,
	};
}

function getReward({activity, earnings}: Known): Stage {
	const reward = activity?.lastReward;
	if (reward) {
		const {alpha, tao, block, since, at} = reward;
		return {
			name: 'reward',
			progress: 'done',
			what: `${formatShortAmount(alpha)} alpha`,
			detail: `worth ${formatShortAmount(tao)} TAO, ${since === null ? `in block ${block}` : `since block ${since}`}`,
			at,
		};
	}

	// Rewards from before this process started are in the ledger.
	const samples = earnings?.samples ?? [];
	const paid = samples.findLastIndex(
		({earned}, index) => earned > (samples[index - 1]?.earned ?? earned),
	);
	return paid === -1
		? none('reward', 'no reward yet', 'the first takes about 2 epochs')
		: {
				name: 'reward',
				progress: 'done',
				what: `${formatShortAmount(samples[paid]!.earned - samples[paid - 1]!.earned)} alpha`,
				detail: `by block ${samples[paid]!.block}`,
				at: samples[paid]!.time,
			};
}

const none = (name: Stage['name'], what: string, detail: string): Stage => ({
	name,
	progress: 'none',
	what,
	detail,
	at: undefined,
});

/** Format an incentive, stored out of 65,535. */
const toShare = (incentive: number) => (incentive / 65_535).toFixed(4);
