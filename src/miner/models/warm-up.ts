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

/** Questions to ask before a model is asked by validators. */
const questions = 8;

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
	for (let index = 0; index < questions; index++) {
		const allowed = index < questions / 2 ? patience * answerWithin : answerWithin;
		const deadline = clock.now() + allowed;
		const answered = await answer(task.ask(random).question, {deadline, signal});
		signal.throwIfAborted();
		if (!answered.ok && answered.reason === 'unsupported') {
			// A model need not answer every kind of question.
			continue;
		}

		if (!answered.ok) {
			const {cause} = answered;
			return answered.reason === 'deadline'
				? `it did not answer a question within ${allowed / 1000} s`
				: `it refused a question: ${cause instanceof Error ? cause.message : answered.reason}`;
		}

		const parsed = receiveAnswer(task, answered.answer);
		if (!parsed.ok) {
			return `validators would reject its answer: ${parsed.reason}`;
		}
	}

	return undefined;
}
