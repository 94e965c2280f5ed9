import {createRandom, type Random} from '../support/random.ts';
import type {Task} from '../tasks/task.ts';
import {estimateScore, type Estimate} from './confidence.ts';
import {type EvaluateOptions, evaluateModel, type Evaluation} from './evaluate-model.ts';

/** The seed of the public questions. The scores in the catalogue are over the first of the same. */
export const publicSeed = 2026;

/** How many questions are asked at once, one after the other, and which share of all questions. */
const rounds = [
	{concurrency: 1, share: 1 / 8},
	{concurrency: 8, share: 3 / 8},
	{concurrency: 32, share: 1 / 2},
] as const;

/** With fewer, a round would have fewer questions than it asks at once. */
export const fewestQuestions = 64;

export type MeasureOptions = Pick<EvaluateOptions, 'engine' | 'task' | 'now' | 'signal'> & {
	/** How many questions to ask. @default `questionsOf(task)` */
	readonly questions?: number;
	/** Called after each answer with the number of questions answered so far. */
	readonly onProgress?: (answered: number, questions: number) => void;
};

/** How quickly an engine answers. */
export type Speed = Pick<Evaluation, 'latency' | 'perSecond'> & {
	/** How many questions were asked at once. */
	readonly concurrency: number;
};

/** A model's score on a task's public questions, and its speed. */
export type Measurement = {
	/** The score of each answer, in the order of the questions. */
	readonly scores: readonly number[];
	readonly score: Estimate;
	/** Answers that a validator would reject, and questions that the model cannot take. */
	readonly refused: number;
	readonly speeds: readonly Speed[];
};

/** Get how many questions tell models of a task apart well: fewer where an answer takes many passes of a model. */
export const questionsOf = ({needs}: Task): number =>
	Object.values(needs).some(({kind}) => kind === 'generate') ? 240 : 2000;

/**
Ask a model a task's public questions, the same for every model, and measure its score and speed. Some are asked one at a time, more of them 8 at once, and most 32 at once.

@throws {BtopError} If the engine does not answer.
*/
export async function measureModel({
	engine,
	task,
	questions = questionsOf(task),
	onProgress,
	...options
}: MeasureOptions): Promise<Measurement> {
	if (questions < fewestQuestions) {
		throw new RangeError(`A measurement needs ${fewestQuestions} questions or more`);
	}

	const random = createRandom(publicSeed);
	const ask = async (
		{concurrency, questions: count}: {readonly concurrency: number; readonly questions: number},
		source: Random,
		before?: number,
	) =>
		evaluateModel({
			...options,
			engine,
			task,
			random: source,
			questions: count,
			concurrency,
			onProgress(answered) {
				if (before !== undefined) {
					onProgress?.(before + answered, questions);
				}
			},
		});

	const evaluations: Evaluation[] = [];
	let asked = 0;
	for (const {concurrency, share} of rounds) {
		const isLast = concurrency === rounds.at(-1)!.concurrency;
		const count = isLast ? questions - asked : Math.floor(share * questions);
		// The first pass of a new size is slower than those that follow. Other questions, so that no answer is known.
		await ask({concurrency, questions: concurrency}, createRandom(publicSeed + 1));
		evaluations.push(await ask({concurrency, questions: count}, random, asked));
		asked += count;
	}

	const scores = evaluations.flatMap(evaluation => evaluation.scores);
	return {
		scores,
		score: estimateScore(scores),
		refused: evaluations.reduce((sum, {refused}) => sum + refused, 0),
		speeds: evaluations.map(({latency, perSecond}, index) => ({
			concurrency: rounds[index]!.concurrency,
			latency,
			perSecond,
		})),
	};
}
