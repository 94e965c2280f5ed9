import type {MinerActivity} from '../miner/activity.ts';
import type {MinerFacts} from './miner-facts.ts';
import {getOwnNeuron} from './own-neuron.ts';
import {formatShortAmount} from './short-amount.ts';

/** One of the three things that must happen for a miner to be paid. */
export type Stage = {
	readonly name: 'submit' | 'validate' | 'reward';
	/** Whether it happens: `part` if it does, and nothing good came of it yet. */
	readonly progress: 'done' | 'part' | 'none';
	/** What happened last, or what is waited for. */
	readonly what: string;
	/** More of that, for who has room. */
	readonly detail?: string;
	/** When that was, in milliseconds since the Unix epoch; `undefined` while nothing has happened. */
	readonly at: number | undefined;
};

type Known = Pick<MinerFacts, 'state' | 'subnet' | 'activity' | 'earnings'>;

/** Tell of each stage from a query to its pay what happened last. */
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
				? 'validators know the address and ask soon'
				: 'validators ask once the chain tells them the address',
		);
	}

	const asker = subnet?.neurons.find(({hotkey}) => hotkey === last.hotkey);
	const who = asker ? `UID ${asker.uid}` : 'a stranger';
	const {outcome, milliseconds, at} = last;
	return outcome === 'answered'
		? {
				name: 'submit',
				progress: 'done',
				what: `answered in ${milliseconds.toFixed(1)} ms`,
				detail: `asked by ${who}`,
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
	const gives = givers === 1 ? '1 gives' : `${givers} give`;
	return {
		what: `UID ${uid} set weights`,
		detail: `in block ${block}; ${givers === 0 ? 'none gives' : gives} to us`,
		at,
	};
}

function getReward({activity, earnings}: Known): Stage {
	const reward = activity?.lastReward;
	if (reward) {
		const {alpha, tao, block, at} = reward;
		return {
			name: 'reward',
			progress: 'done',
			what: `${formatShortAmount(alpha)} alpha`,
			detail: `worth ${formatShortAmount(tao)} TAO, in block ${block}`,
			at,
		};
	}

	// What was paid before this process began to look is in the ledger.
	const samples = earnings?.samples ?? [];
	const paid = samples.findLastIndex(
		({alpha}, index) => alpha > (samples[index - 1]?.alpha ?? alpha),
	);
	return paid === -1
		? none('reward', 'no reward yet', 'the first takes about 2 epochs')
		: {
				name: 'reward',
				progress: 'done',
				what: `${formatShortAmount(samples[paid]!.alpha - samples[paid - 1]!.alpha)} alpha`,
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

/** The chain stores an incentive as a part of 65,535. */
const toShare = (incentive: number) => (incentive / 65_535).toFixed(4);
