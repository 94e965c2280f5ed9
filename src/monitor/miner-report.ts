import {formatAlpha} from '../chain/amount.ts';
import type {MinerState} from '../miner/miner-state.ts';
import type {MinerActivity} from '../miner/observe/activity.ts';
import {describeRank} from './describe-rank.ts';
import type {MinerFacts} from './miner-facts.ts';
import {formatShortAmount} from './short-amount.ts';

/**
Describe in one line a miner's performance between two snapshots, by default since its start, and its standing at the second.

@example
```
describeMiner(before, now, {seconds: 60});
//=> 'Answered 31 (0.5/s), refused 0; p50 8.1 ms; rank 1 of 6, incentive 0.3040'
```
*/
export function describeMiner(
	before: MinerState | undefined,
	now: MinerState,
	{seconds}: {readonly seconds: number},
): string {
	const answered = now.queries.answered - (before?.queries.answered ?? 0);
	const refused = now.queries.refused - (before?.queries.refused ?? 0);
	const {p50} = now.latencyMs;
	return [
		`Answered ${answered} (${(answered / seconds).toFixed(1)}/s), refused ${refused}`,
		`p50 ${p50 === null ? '-' : `${p50.toFixed(1)} ms`}`,
		`rank ${describeRank(now)}, incentive ${formatIncentive(now.incentive)}`,
	].join('; ');
}

/** Describe the events between two snapshots that a miner's log does not contain: first queries of validators, changes of incentive, rewards, and whether the miner answers us. */
export function describeEvents(before: MinerFacts, now: MinerFacts): readonly string[] {
	return [
		...describeLink(before, now),
		...(now.activity ? describeActivity(before.activity, now.activity) : []),
	];
}

function describeLink(before: MinerFacts, now: MinerFacts): readonly string[] {
	if (now.link === 'silent' && before.link !== 'silent') {
		return ['The miner has stopped reporting: it hangs, or this machine is too busy'];
	}

	return before.link === 'silent' && now.link === 'live' ? ['The miner is reporting again'] : [];
}

function describeActivity(
	before: MinerActivity | undefined,
	{validators, lastReveal, lastReward}: MinerActivity,
): readonly string[] {
	const known = new Set(before?.validators.map(({hotkey}) => hotkey));
	const newcomers = validators.filter(({hotkey}) => !known.has(hotkey));
	return [
		...newcomers.map(
			({uid, hotkey}) =>
				`First query from ${uid === null ? 'a caller without a UID' : `the validator with UID ${uid}`}, ${hotkey}`,
		),
		...(lastReveal && lastReveal.block !== before?.lastReveal?.block
			? [
					`The incentive went from ${formatIncentive(lastReveal.incentiveBefore)} to ${formatIncentive(lastReveal.incentiveAfter)} in block ${lastReveal.block}`,
				]
			: []),
		...(lastReward && lastReward.block !== before?.lastReward?.block
			? [
					`Paid ${formatAlpha(lastReward.alpha)} alpha, worth ${formatShortAmount(lastReward.tao)} TAO, ${lastReward.since === null ? `in block ${lastReward.block}` : `in the epochs since block ${lastReward.since}`}`,
				]
			: []),
	];
}

/** Format an incentive, stored out of 65,535. */
const formatIncentive = (incentive: number) => (incentive / 65_535).toFixed(4);
