import type {Clock} from '../../support/clock.ts';
import {type Random, secureRandom} from '../../support/random.ts';
import type {Answerer} from '../../tasks/answerer.ts';
import {receiveAnswer} from '../../tasks/receive-answer.ts';
import type {Task} from '../../tasks/task.ts';

export type WarmUpOptions = {
	readonly task: Task;
	readonly answer: Answerer;
	/** Milliseconds within which queries are answered. */
	readonly answerWithin: number;
	readonly random?: Random;
	readonly clock: Clock;
	readonly signal: AbortSignal;
};

/** Questions that a model is to answer before validators ask it. */
const questions = 8;

/** Questions to draw for that at most: a model need not take every kind, nor every length. */
const mostDrawn = 64;

/** How many times as long the first half may take: that is when memory is filled, and kernels are made. */
const patience = 12;

/**
Ask a model questions of its task before it answers validators, so that the first of them need not wait.

@returns Why it cannot answer them, as the end of a sentence about it; `undefined` if it can.
*/
export async function warmUp({
	task,
	answer,
	answerWithin,
	random = secureRandom,
	clock,
	signal,
}: WarmUpOptions): Promise<string | undefined> {
	let count = 0;
	let refusal: string | undefined;
	for (let drawn = 0; drawn < mostDrawn && count < questions; drawn++) {
		const allowed = count < questions / 2 ? patience * answerWithin : answerWithin;
		const deadline = clock.now() + allowed;
		const answered = await answer(task.ask(random).question, {deadline, signal});
		signal.throwIfAborted();
		if (!answered.ok) {
			const {reason, cause} = answered;
			refusal = cause instanceof Error ? cause.message : reason;
			if (reason === 'unsupported' || reason === 'too-long') {
				continue;
			}

			return reason === 'deadline'
				? `it did not answer a question within ${allowed / 1000} s`
				: `it refused a question: ${refusal}`;
		}

		const parsed = receiveAnswer(task, answered.answer);
		if (!parsed.ok) {
			return `validators would reject its answer: ${parsed.reason}`;
		}

		count++;
	}

	return count === 0 ? `it refused all of ${mostDrawn} questions: ${refusal}` : undefined;
}
