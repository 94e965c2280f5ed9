import type {Canary} from '../ledger/canaries.ts';
import {describeLead, describeShare} from '../miner/models/canary-words.ts';
import {countOf} from '../support/count-of.ts';
import {describeRoughly} from '../support/rough-duration.ts';

/** Milliseconds that a verdict is news for: one day. */
const news = 86_400_000;

/** Check whether a canary is worth a line: it runs, or has ended of late. */
export const isNews = ({endedAt}: Canary, now: number): boolean =>
	endedAt === null || now - endedAt < news;

/**
Describe a canary in a sentence or two: how it does, or how it ended.
*/
export function describeCanary(canary: Canary, now: number): string {
	const {model, share, startedAt, endedAt, outcome, reason} = canary;
	return endedAt === null
		? `${model} gets ${describeShare(share)} of the queries, for ${describeRoughly(now - startedAt)} so far: ${describeFigures(canary)}`
		: `${model} was ${words[outcome]} ${describeRoughly(now - endedAt)} ago. ${reason ?? ''}`.trim();
}

const words: Readonly<Record<Canary['outcome'], string>> = {
	running: 'on trial',
	promoted: 'promoted',
	'rolled-back': 'rolled back',
	cancelled: 'taken off trial',
	'broken-off': 'taken off trial',
};

/** The candidate's figures come first, those of the model in use second. */
function describeFigures({pairs, lead, candidate, current}: Canary): string {
	const parts = [
		`${countOf(candidate.queries, 'query', 'queries')}, ${countOf(pairs, 'shadow question')}`,
		...(lead
			? [
					`score ${describeLead(lead.mean)} (${describeLead(lead.low)} to ${describeLead(lead.high)})`,
				]
			: ['no score yet']),
		...(candidate.p95Ms === null || current.p95Ms === null
			? []
			: [`p95 ${toMs(candidate.p95Ms)} against ${toMs(current.p95Ms)} ms`]),
		`failed ${candidate.failed} against ${current.failed}`,
	];
	return parts.join(', ');
}

const toMs = (milliseconds: number) => milliseconds.toFixed(milliseconds < 10 ? 1 : 0);
