import type {CanaryFigures, CanarySide} from '../../ledger/canaries.ts';
import {countOf} from '../../support/count-of.ts';
import {describeLead} from './canary-words.ts';
import type {EngineDeaths} from './served-model.ts';

/** The rules by which a canary ends; `docs/models.md` tells them to operators. */
export const canaryRules = {
	/** Shadow questions before the score decides. */
	fewestPairs: 30,
	/** Queries that the candidate must have been given before it is promoted, unless time runs out. */
	fewestQueries: 10,
	/** Fewer failures, or deaths of its engine, are always allowed; so is a share of failures. */
	fewestFailures: 3,
	mostFailing: 0.02,
	/** How many times the other's latency is too slow, if it is also so many milliseconds more as the operator does not allow. */
	slowest: 1.5,
	usualSlack: 100,
	/** Shadow questions before latency rolls back; while it speaks against the candidate, nothing promotes it. */
	fewestTimed: 100,
	/** How much worse a score may be at the end, once this is all that remains possible. */
	tolerance: 0.02,
	/** Milliseconds after which it ends in any case: 2 hours. */
	longest: 7_200_000,
} as const;

export type Verdict = {
	readonly outcome: 'promoted' | 'rolled-back';
	/** Why, as a sentence. */
	readonly reason: string;
};

export type Evidence = CanaryFigures & {
	/** Milliseconds since it began. */
	readonly elapsed: number;
	/** Milliseconds that the 95th percentile of latency may be longer. @default 100 */
	readonly slack?: number;
	/** Why the candidate failed last, as the end of a sentence about it. */
	readonly fault?: string;
	/** Of their engines: of that of the model in use since the trial began. */
	readonly deaths: {readonly current: EngineDeaths; readonly candidate: EngineDeaths};
};

/**
Decide how a canary ends.

@returns `undefined` while there is too little evidence.
*/
export function decideCanary(evidence: Evidence): Verdict | undefined {
	const slow = judgeSpeed(evidence);
	const isOver = evidence.elapsed >= canaryRules.longest;
	const verdict =
		judgeFailures(evidence) ??
		judgeDeaths(evidence) ??
		(isOver || evidence.pairs >= canaryRules.fewestTimed ? slow : undefined) ??
		judgeScore(evidence) ??
		(isOver ? judgeAtEnd(evidence) : undefined);
	return slow && verdict?.outcome === 'promoted' ? undefined : verdict;
}

function judgeFailures({pairs, current, candidate, fault}: Evidence): Verdict | undefined {
	const rate = ({failed, queries}: CanarySide) => failed / Math.max(1, queries + pairs);
	const {fewestFailures, mostFailing} = canaryRules;
	return candidate.failed >= fewestFailures &&
		rate(candidate) > mostFailing &&
		rate(candidate) > 2 * rate(current)
		? rollBack(
				`It failed on ${candidate.failed} of ${candidate.queries + pairs} questions, the model in use on ${current.failed} of ${current.queries + pairs}${fault === undefined ? '' : `; the last time it ${fault}`}`,
			)
		: undefined;
}

/** Its questions were answered all the same, by another process: they are no failures. */
function judgeDeaths({deaths: {current, candidate}}: Evidence): Verdict | undefined {
	const {count, end} = candidate;
	return count >= canaryRules.fewestFailures && count > 2 * current.count
		? rollBack(
				`Its engine died ${count} times, that of the model in use ${countOf(current.count, 'time')}; the last time it ${end}`,
			)
		: undefined;
}

function judgeSpeed({
	current: {p95Ms: usual},
	candidate: {p95Ms},
	slack = canaryRules.usualSlack,
}: Evidence): Verdict | undefined {
	return usual !== null &&
		p95Ms !== null &&
		p95Ms > canaryRules.slowest * usual &&
		p95Ms > usual + slack
		? rollBack(
				`It is slower: 95 of 100 answers take up to ${Math.round(p95Ms)} ms, with the model in use ${Math.round(usual)} ms`,
			)
		: undefined;
}

function judgeScore({pairs, lead, candidate}: Evidence): Verdict | undefined {
	if (!lead || pairs < canaryRules.fewestPairs) {
		return undefined;
	}

	if (lead.high < 0) {
		return rollBack(`It scores lower: ${describe(lead)}`);
	}

	return lead.low > 0 && candidate.queries >= canaryRules.fewestQueries
		? {outcome: 'promoted', reason: `It scores higher: ${describe(lead)}`}
		: undefined;
}

function judgeAtEnd({pairs, lead}: Evidence): Verdict {
	if (!lead || pairs < canaryRules.fewestPairs) {
		return rollBack(`Time is up after only ${pairs} shadow questions: the miner was too busy`);
	}

	return lead.low > -canaryRules.tolerance
		? {outcome: 'promoted', reason: `Time is up, and it scores no lower: ${describe(lead)}`}
		: rollBack(`Time is up, and it may score lower: ${describe(lead)}`);
}

const rollBack = (reason: string): Verdict => ({outcome: 'rolled-back', reason});

const describe = ({mean, low, high}: NonNullable<CanaryFigures['lead']>) =>
	`by ${describeLead(mean)}, between ${describeLead(low)} and ${describeLead(high)}`;

/** The share of trials whose interval may ever miss, and after how many pairs it is narrowest. */
const error = 0.05;
const bestAt = 100;

/** What is kept of differences between scores, each from -1 to 1. */
export type Differences = {
	readonly count: number;
	readonly sum: number;
	readonly squares: number;
};

export const noDifferences: Differences = {count: 0, sum: 0, squares: 0};

/** Add a difference. */
export const addDifference = (
	{count, sum, squares}: Differences,
	difference: number,
): Differences => ({
	count: count + 1,
	sum: sum + difference,
	squares: squares + difference ** 2,
});

/**
Estimate the mean of differences with an interval that holds at all times at once with about 95 %, so that it may be looked at after each: the Gaussian mixture of Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas, "Time-uniform central limit theory and asymptotic confidence sequences", Annals of Statistics 52 (2024). As with all that rests on a central limit theorem, the 95 % are exact only for many differences.

The variance is that of the differences and of one more that is off by 1, so that a few equal differences prove nothing.

@returns `null` if there are none.
*/
export function estimateRunningLead({count, sum, squares}: Differences): CanaryFigures['lead'] {
	if (count === 0) {
		return null;
	}

	const mean = sum / count;
	// Rounding may leave less than nothing.
	const variance = (Math.max(0, squares - count * mean ** 2) + 1) / count;
	const scaled = (count * (-2 * Math.log(error) + Math.log(1 - 2 * Math.log(error)))) / bestAt;
	const width = Math.sqrt(
		((2 * variance * (scaled + 1)) / (count * scaled)) * Math.log(Math.sqrt(scaled + 1) / error),
	);
	return {mean, low: Math.max(-1, mean - width), high: Math.min(1, mean + width)};
}
