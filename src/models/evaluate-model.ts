import type {WorkEngine} from '../gpu/engine.ts';
import {BtopError} from '../support/errors.ts';
import type {Task} from '../tasks/task.ts';
import type {Random} from '../support/random.ts';

export type EvaluateOptions = {
	/** An engine with the model. */
	readonly engine: WorkEngine;
	readonly task: Task;
	/** The source of the questions; with the same seed they are the same. */
	readonly random: Random;
	/** How many questions to ask. @default 500 */
	readonly questions?: number;
	/** How many to ask at once. @default 1 */
	readonly batchSize?: number;
	/** Milliseconds since an arbitrary start. @default `performance.now` */
	readonly now?: () => number;
	readonly signal?: AbortSignal;
	/** Called after each batch with the number of questions answered so far. */
	readonly onProgress?: (answered: number) => void;
};

/** A model's quality and speed. */
export type Evaluation = {
	readonly questions: number;
	/** The mean score, from 0 to 1. */
	readonly score: number;
	/** Standard error of that mean: the true mean is within twice this in 19 of 20 evaluations. */
	readonly scoreError: number;
	/** Answers that a validator would reject, and questions of a kind that the model does not answer; they score 0. */
	readonly refused: number;
	/** Milliseconds per batch, from questions to answers. */
	readonly latency: {readonly p50: number; readonly p95: number; readonly p99: number};
	/** Questions answered per second. */
	readonly perSecond: number;
};

/**
Ask a model fresh questions and score its answers as a validator does, each parsed back from its wire format.

@throws {BtopError} If the engine does not answer.
*/
export async function evaluateModel({
	engine,
	task,
	random,
	questions = 500,
	batchSize = 1,
	now = () => performance.now(),
	signal,
	onProgress,
}: EvaluateOptions): Promise<Evaluation> {
	if (!(questions > 0 && batchSize > 0)) {
		throw new RangeError('An evaluation needs at least one question, and one per batch');
	}

	const scores: Array<number | undefined> = [];
	const latencies: number[] = [];
	while (scores.length < questions) {
		signal?.throwIfAborted();
		const count = Math.min(batchSize, questions - scores.length);
		const asked = Array.from({length: count}, () => task.ask(random));
		const started = now();
		const answers = await Promise.all(
			asked.map(async ({question}) => getAnswer(task, question, {engine, signal})),
		);
		latencies.push(now() - started);
		for (const [index, {truth}] of asked.entries()) {
			scores.push(scoreAnswer(task, answers[index], truth));
		}

		onProgress?.(scores.length);
	}

	return {
		questions,
		...summariseScores(scores),
		latency: summariseLatencies(latencies),
		perSecond: (1000 * questions) / latencies.reduce((sum, latency) => sum + latency, 0),
	};
}

async function getAnswer(
	task: Task,
	question: unknown,
	{engine, signal}: Pick<EvaluateOptions, 'engine' | 'signal'>,
): Promise<unknown> {
	const answered = await task.answer(question, engine, {signal});
	signal?.throwIfAborted();
	if (!answered.ok && answered.reason !== 'unsupported') {
		throw answered.cause instanceof Error
			? answered.cause
			: new BtopError(`The engine refused a question: ${answered.reason}`);
	}

	return answered.ok ? answered.answer : undefined;
}

/** Send an answer through JSON and score it; `undefined` if a validator would reject it, or there is none. */
function scoreAnswer(task: Task, answer: unknown, truth: unknown): number | undefined {
	const wire = JSON.stringify(answer ?? null);
	const received = task.parseAnswer(JSON.parse(wire));
	return received.ok ? task.score(received.value, truth) : undefined;
}

function summariseScores(scores: ReadonlyArray<number | undefined>) {
	const counted = scores.map(score => score ?? 0);
	const mean = counted.reduce((sum, score) => sum + score, 0) / counted.length;
	const squares = counted.reduce((sum, score) => sum + (score - mean) ** 2, 0);
	return {
		score: mean,
		scoreError: Math.sqrt(squares / Math.max(1, counted.length - 1) / counted.length),
		refused: scores.filter(score => score === undefined).length,
	};
}

function summariseLatencies(latencies: readonly number[]): Evaluation['latency'] {
	const sorted = latencies.toSorted((left, right) => left - right);
	const at = (share: number) => sorted[Math.ceil(share * sorted.length) - 1]!;
	return {p50: at(0.5), p95: at(0.95), p99: at(0.99)};
}
