import type {CanaryFigures, CanarySide} from '../../ledger/canaries.ts';
import {createLatencyWindow} from '../observe/latency.ts';
import {addDifference, estimateRunningLead, noDifferences} from './canary-rules.ts';

export type SideName = 'current' | 'candidate';

/** How one model did on a question: how long its answer took, or why it failed, as the end of a sentence about it. */
export type Outcome = {readonly milliseconds: number} | {readonly fault: string};

/** How one model did on a shadow question. */
export type ShadowResult = {
	/** 0 if it failed. */
	readonly score: number;
	readonly outcome: Outcome;
};

/** Counts how two models do. */
export type CanaryTally = {
	/** Count a query that a model was given. */
	readonly countQuery: (side: SideName, outcome: Outcome) => void;
	/** Count a shadow question that both were asked. */
	readonly countPair: (results: Readonly<Record<SideName, ShadowResult>>) => void;
	readonly read: () => CanaryFigures;
	/** Get why the candidate failed last, if it ever did. */
	readonly readFault: () => string | undefined;
};

/** Queries that each must have answered before their latency counts rather than that of shadow questions. */
const enoughQueries = 50;

/** Create the tally of a canary. */
export function createTally(): CanaryTally {
	const sides = {current: createSide(), candidate: createSide()};
	let differences = noDifferences;
	return {
		countQuery(name, outcome) {
			sides[name].count('query', outcome);
		},
		countPair(results) {
			differences = addDifference(differences, results.candidate.score - results.current.score);
			for (const name of ['current', 'candidate'] as const) {
				const {score, outcome} = results[name];
				sides[name].count('shadow', outcome);
				sides[name].addScore(score);
			}
		},
		read() {
			const {current, candidate} = sides;
			const kind =
				Math.min(current.answered(), candidate.answered()) < enoughQueries ? 'shadow' : 'query';
			return {
				pairs: differences.count,
				lead: estimateRunningLead(differences),
				current: current.read(kind),
				candidate: candidate.read(kind),
			};
		},
		readFault: sides.candidate.fault,
	};
}

type Kind = 'query' | 'shadow';

function createSide() {
	const windows = {query: createLatencyWindow(1024), shadow: createLatencyWindow(1024)};
	let queries = 0;
	let answered = 0;
	let failed = 0;
	let fault: string | undefined;
	let scores = 0;
	let scored = 0;
	return {
		answered: () => answered,
		fault: () => fault,
		count(kind: Kind, outcome: Outcome) {
			queries += kind === 'query' ? 1 : 0;
			if ('fault' in outcome) {
				failed++;
				fault = outcome.fault;
				return;
			}

			answered += kind === 'query' ? 1 : 0;
			windows[kind].add(outcome.milliseconds);
		},
		addScore(score: number) {
			scores += score;
			scored++;
		},
		read: (kind: Kind): CanarySide => ({
			queries,
			failed,
			score: scored === 0 ? null : scores / scored,
			p95Ms: windows[kind].read()?.p95 ?? null,
		}),
	};
}
