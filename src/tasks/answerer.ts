import type {WorkEngine} from '../gpu/engine.ts';
import type {AnswerOptions, Answered, Task} from './task.ts';

/** Answers the questions of one task. */
export type Answerer = (question: unknown, options?: AnswerOptions) => Promise<Answered<unknown>>;

/** Create the answerer of a task that always asks the same engine. */
export const answerWith =
	(task: Task, engine: WorkEngine): Answerer =>
	async (question, options) =>
		task.answer(question, engine, options);
