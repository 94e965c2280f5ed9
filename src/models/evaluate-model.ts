import type {WorkEngine} from '../gpu/engine.ts';
import {BtopError} from '../support/errors.ts';
import type {Random} from '../support/random.ts';
import {receiveAnswer} from '../tasks/receive-answer.ts';
import type {Answered, Task} from '../tasks/task.ts';
import {getMean, getMeanError} from './confidence.ts';

export type EvaluateOptions = {
	/** An engine with the model. */
	readonly engine: WorkEngine;
	readonly task: Task;
	/** The source of the questions; with the same seed they are the same. */
	readonly random: Random;
	/** How many questions to ask. @default 500 */
	readonly questions?: number;
	/** How many to ask at once: when one is answered, the next is asked. @default 1 */
	readonly concurrency?: number;
	/** Milliseconds since an arbitrary start. @default `performance.now` */
	readonly now?: () => number;
	readonly signal?: AbortSignal;
	/** Called after each answer with the number of questions answered so far. */
	readonly onProgress?: (answered: number) => void;
};

/** A model's quality and speed. */
export type Evaluation = {
	/** The score of each answer, from 0 to 1, in the order of the questions. */
	readonly scores: readonly number[];
	/** Their mean. */
	readonly score: number;
	/** Standard error of that mean. */
	readonly scoreError: number;
	/** Answers that a validator would reject, and questions of a kind or a length that the model cannot take: they score 0. */
	readonly refused: number;
	/** Milliseconds from a question to its answer. */
	readonly latency: {readonly p50: number; readonly p95: number};
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
	concurrency = 1,
	now = () => performance.now(),
	signal,
	onProgress,
}: EvaluateOptions): Promise<Evaluation> {
	if (!(questions > 0 && concurrency > 0)) {
		throw new RangeError('An evaluation asks at least one question, and one at a time');
	}

	// Drawn beforehand: it takes time, and their order must not depend on the engine.
	const asked = Array.from({length: questions}, () => task.ask(random));
	const scores: Array<number | undefined> = Array.from({length: questions});
	const latencies: number[] = [];
	const left = asked.entries();
	const failure = new AbortController();
	const either = AbortSignal.any([failure.signal, ...(signal ? [signal] : [])]);
	const askInTurn = async () => {
		for (const [index, {question, truth}] of left) {
			const started = now();
			const answered = await getAnswer(task, question, {engine, signal: either});
			latencies.push(now() - started);
			scores[index] = answered.ok ? scoreAnswer(task, answered.answer, truth) : undefined;
			onProgress?.(latencies.length);
		}
	};

	const started = now();
	try {
		await Promise.all(Array.from({length: concurrency}, askInTurn));
	} finally {
		// Once one has failed, nobody asks on.
		failure.abort();
	}

	const elapsed = now() - started;
	const counted = scores.map(score => score ?? 0);
	return {
		scores: counted,
		score: getMean(counted),
		scoreError: getMeanError(counted),
		refused: scores.filter(score => score === undefined).length,
		latency: summariseLatencies(latencies),
		perSecond: (1000 * questions) / elapsed,
	};
}

async function getAnswer(
	task: Task,
	question: unknown,
	{engine, signal}: {readonly engine: WorkEngine; readonly signal: AbortSignal},
): Promise<Answered<unknown>> {
	signal.throwIfAborted();
	const answered = await task.answer(question, engine, {signal});
	signal.throwIfAborted();
	if (!answered.ok && answered.reason !== 'too-long' && answered.reason !== 'unsupported') {
		throw answered.cause instanceof Error
			? answered.cause
			: new BtopError(`The engine refused a question: ${answered.reason}`);
	}

	return answered;
}

/** Send an answer through JSON and score it; `undefined` if a validator would reject it. */
function scoreAnswer(task: Task, answer: unknown, truth: unknown): number | undefined {
	const received = receiveAnswer(task, answer);
	return received.ok ? task.score(received.value, truth) : undefined;
}

function summariseLatencies(latencies: readonly number[]): Evaluation['latency'] {
	const sorted = latencies.toSorted((left, right) => left - right);
	const at = (share: number) => sorted[Math.ceil(share * sorted.length) - 1]!;
	return {p50: at(0.5), p95: at(0.95)};
}
