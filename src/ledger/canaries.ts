import * as v from 'valibot';
import {parseJson} from '../support/json-rpc.ts';
import {struct} from '../support/schema.ts';
import {claimMiner, whereMiner, type MinerKey} from './miners.ts';
import type {Ledger} from './open-ledger.ts';

/** How one of two models has done. */
const sideSchema = struct({
	/** Validators' queries that it was given. */
	queries: v.number(),
	/** Queries and shadow questions that it did not answer, unless they were at fault. */
	failed: v.number(),
	/** Mean score on shadow questions, from 0 to 1. */
	score: v.nullable(v.number()),
	/** 95th percentile of its latency, in milliseconds. */
	p95Ms: v.nullable(v.number()),
});

export type CanarySide = v.InferOutput<typeof sideSchema>;

const figuresSchema = struct({
	/** Shadow questions that both models were asked. */
	pairs: v.number(),
	/** Of the candidate's score over that of the model in use, with its interval. */
	lead: v.nullable(struct({mean: v.number(), low: v.number(), high: v.number()})),
	current: sideSchema,
	candidate: sideSchema,
});

export type CanaryFigures = v.InferOutput<typeof figuresSchema>;

/** A trial of a model, which answers a share of the queries meanwhile. */
export const canarySchema = struct({
	/** The names of the model on trial, and of the one in use. */
	model: v.string(),
	previous: v.string(),
	/** Of the queries, from 0 to 1. */
	share: v.number(),
	/** Milliseconds since the Unix epoch. */
	startedAt: v.number(),
	endedAt: v.nullable(v.number()),
	outcome: v.picklist(['running', 'promoted', 'rolled-back', 'cancelled', 'broken-off']),
	/** Why it ended so, as a sentence. */
	reason: v.nullable(v.string()),
	...figuresSchema.entries,
});

export type Canary = v.InferOutput<typeof canarySchema>;

/**
Record a miner's canary, or how far it has come since it was last recorded.
*/
export function recordCanary(
	ledger: Ledger,
	miner: MinerKey,
	{model, previous, share, startedAt, endedAt, outcome, reason, ...figures}: Canary,
): void {
	ledger.transactQuickly(database => {
		database
			.prepare(
				`INSERT INTO canaries (miner, started, ended, model, previous, share, outcome, reason, figures)
				VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
				ON CONFLICT DO UPDATE SET
					ended = excluded.ended, outcome = excluded.outcome, reason = excluded.reason, figures = excluded.figures`,
			)
			.run(
				claimMiner(database, miner),
				startedAt,
				endedAt,
				model,
				previous,
				share,
				outcome,
				reason,
				JSON.stringify(figures),
			);
	});
}

/**
Read a miner's canaries, latest first.
*/
export function readCanaries(
	ledger: Ledger,
	miner: MinerKey,
	{limit = 20}: {readonly limit?: number} = {},
): readonly Canary[] {
	const {condition, values} = whereMiner(miner);
	return ledger.use(database =>
		database
			.prepare(
				`SELECT canaries.* FROM canaries JOIN miners ON miners.id = canaries.miner
				WHERE ${condition} ORDER BY started DESC LIMIT $limit`,
			)
			.all({...values, limit})
			.map(({started, ended, share, figures, miner: _, ...row}) =>
				v.parse(canarySchema, {
					...row,
					...(parseJson(String(figures)) as Record<string, unknown>),
					share: Number(share),
					startedAt: Number(started),
					endedAt: ended === null ? null : Number(ended),
				}),
			),
	);
}

/** Describe a canary whose process has ended before it recorded a verdict: it has none. */
export const breakOff = (canary: Canary, endedAt: Canary['endedAt']): Canary => ({
	...canary,
	endedAt,
	outcome: 'broken-off',
	reason: 'The miner ended before it recorded a verdict',
});

/**
Mark canaries of a miner that no longer run as broken off: those of a process that has ended.

@returns Those canaries.
*/
export function breakOffCanaries(ledger: Ledger, miner: MinerKey, now: number): readonly Canary[] {
	const broken = readCanaries(ledger, miner)
		.filter(({outcome}) => outcome === 'running')
		.map(canary => breakOff(canary, now));
	for (const canary of broken) {
		recordCanary(ledger, miner, canary);
	}

	return broken;
}
