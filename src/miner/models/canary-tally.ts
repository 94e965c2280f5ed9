import type {CanaryFigures, CanarySide} from '../../ledger/canaries.ts';
import {createLatencyWindow} from '../observe/latency.ts';
import {addDifference, estimateRunningLead, noDifferences} from './canary-rules.ts';

export type SideName = 'current' | 'candidate';

/** How one model did on a shadow question. */
export type ShadowResult = {
	/** 0 if it failed. */
	readonly score: number;
	/** Until its answer; `undefined` if it failed. */
	readonly milliseconds: number | undefined;
};

/** Counts how two models do. */
export type CanaryTally = {
	/** Count a query that a model was given. */
	readonly countQuery: (side: SideName, milliseconds: number | undefined) => void;
	/** Count a shadow question that both were asked. */
	readonly countPair: (results: Readonly<Record<SideName, ShadowResult>>) => void;
	readonly read: () => CanaryFigures;
};

/** Queries that each must have answered before their latency counts rather than that of shadow questions. */
const enoughQueries = 50;

/** Create the tally of a canary. */
export function createTally(): CanaryTally {
	const sides = {current: createSide(), candidate: createSide()};
	let differences = noDifferences;
	return {
		countQuery(name, milliseconds) {
			sides[name].count('query', milliseconds);
		},
		countPair(results) {
			differences = addDifference(differences, results.candidate.score - results.current.score);
			for (const name of ['current', 'candidate'] as const) {
				const {score, milliseconds} = results[name];
				sides[name].count('shadow', milliseconds);
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
	};
}

type Kind = 'query' | 'shadow';

function createSide() {
	const windows = {query: createLatencyWindow(1024), shadow: createLatencyWindow(1024)};
	let queries = 0;
	let answered = 0;
	let failed = 0;
	let scores = 0;
	let scored = 0;
	return {
		answered: () => answered,
		count(kind: Kind, milliseconds: number | undefined) {
			queries += kind === 'query' ? 1 : 0;
			if (milliseconds === undefined) {
				failed++;
				return;
			}

			answered += kind === 'query' ? 1 : 0;
			windows[kind].add(milliseconds);
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
