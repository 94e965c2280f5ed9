import type {Clock} from '../../support/clock.ts';
import {type Random, secureRandom} from '../../support/random.ts';
import {receiveAnswer} from '../../tasks/receive-answer.ts';
import type {Task} from '../../tasks/task.ts';
import type {CanaryTally, ShadowResult} from './canary-tally.ts';
import {describeRefusal} from './canary-words.ts';
import type {ServedModel} from './served-model.ts';

export type ShadowOptions = {
	readonly task: Task;
	readonly current: ServedModel;
	readonly candidate: ServedModel;
	/** Milliseconds between two questions. @default 10_000 */
	readonly interval?: number;
	/** Milliseconds within which queries are answered. */
	readonly answerWithin: number;
	readonly random?: Random;
	/** Counts what came of them. */
	readonly tally: CanaryTally;
	/** Called at each of the intervals, also if the models were too busy to be asked. */
	readonly onTurn: () => void;
	readonly clock: Clock;
	/** Monotonic time in milliseconds. */
	readonly stopwatch: () => number;
	readonly signal: AbortSignal;
};

/**
Ask two models fresh questions with known answers until the signal aborts, one after the other, while no query waits.

@throws What the task throws when it is to draw a question.
*/
export async function askShadowQuestions(options: ShadowOptions): Promise<void> {
	const {task, current, candidate, interval = 10_000, random = secureRandom} = options;
	const {tally, clock, signal, onTurn} = options;
	for (let count = 0; !signal.aborted;) {
		await clock.sleep(interval, {signal}).catch(() => undefined);
		if (signal.aborted) {
			return;
		}

		const isBusy = [current, candidate].some(({engine}) => engine.info().waiting > 0);
		if (!isBusy) {
			count++;
			const asked = task.ask(random);
			// Each goes first every other time.
			const first = count % 2 === 0 ? 'candidate' : 'current';
			const firstResult = await askShadow(options, options[first], asked);
			const second = first === 'current' ? 'candidate' : 'current';
			const secondResult = await askShadow(options, options[second], asked);
			if (!signal.aborted) {
				const results = {[first]: firstResult, [second]: secondResult};
				tally.countPair(results as Record<'current' | 'candidate', ShadowResult>);
			}
		}

		onTurn();
	}
}

async function askShadow(
	{task, answerWithin, clock, stopwatch, signal}: ShadowOptions,
	{answer}: ServedModel,
	{question, truth}: ReturnType<Task['ask']>,
): Promise<ShadowResult> {
	const started = stopwatch();
	const deadline = clock.now() + answerWithin;
	const fail = (fault: string): ShadowResult => ({score: 0, outcome: {fault}});
	try {
		const answered = await answer(question, {deadline, priority: -1, signal});
		if (!answered.ok) {
			return fail(describeRefusal(answered));
		}

		const milliseconds = stopwatch() - started;
		const parsed = receiveAnswer(task, answered.answer);
		return parsed.ok
			? {score: task.score(parsed.value, truth), outcome: {milliseconds}}
			: fail(`answered what validators would reject: ${parsed.reason}`);
	} catch (error) {
		return fail(`failed: ${(error as Error).message}`);
	}
}
