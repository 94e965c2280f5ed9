import * as v from 'valibot';
import {parseJson} from '../support/json-rpc.ts';
import {list, struct} from '../support/schema.ts';
import {taskIds} from '../tasks/task.ts';
import type {Ledger} from './open-ledger.ts';

const figuresSchema = struct({
	questions: v.number(),
	/** Questions without a valid answer. */
	refused: v.number(),
	/** From 0 to 1, with its interval. */
	score: struct({mean: v.number(), low: v.number(), high: v.number()}),
	/** Latencies in milliseconds. */
	speeds: list(
		struct({
			concurrency: v.number(),
			latency: struct({p50: v.number(), p95: v.number()}),
			perSecond: v.number(),
		}),
	),
	engine: struct({name: v.string(), device: v.string()}),
	memoryBytes: v.number(),
	/** The place that it would have had among the miners of a subnet; `null` if that could not be foreseen. */
	place: v.nullable(
		struct({
			network: v.string(),
			netuid: v.number(),
			block: v.number(),
			place: v.number(),
			best: v.number(),
			worst: v.number(),
			miners: v.number(),
		}),
	),
});

/** What a model was measured to be on this machine. */
export const evaluationSchema = struct({
	task: v.picklist(taskIds),
	model: v.string(),
	/** Of its files, from `identifyModel()`. */
	identity: v.string(),
	/** Milliseconds since the Unix epoch. */
	time: v.number(),
	...figuresSchema.entries,
});

export type RecordedEvaluation = v.InferOutput<typeof evaluationSchema>;

/** Record what a model was measured to be, in the place of an earlier measurement. */
export function recordEvaluation(
	ledger: Ledger,
	{task, model, identity, time, ...figures}: RecordedEvaluation,
): void {
	ledger.transactQuickly(database => {
		database
			.prepare(
				'INSERT OR REPLACE INTO evaluations (task, identity, time, model, figures) VALUES (?, ?, ?, ?, ?)',
			)
			.run(task, identity, time, model, JSON.stringify(figures));
	});
}

/** Read what models were measured to be, each model's latest measurement, latest first. */
export const readEvaluations = (ledger: Ledger): readonly RecordedEvaluation[] =>
	ledger.use(database =>
		database
			.prepare('SELECT * FROM evaluations ORDER BY time DESC')
			.all()
			.map(({time, figures, ...row}) =>
				v.parse(evaluationSchema, {
					...row,
					...(parseJson(String(figures)) as Record<string, unknown>),
					time: Number(time),
				}),
			),
	);
