import type {EmbedWork, RunOptions, TensorWork, WorkEngine} from '../gpu/engine.ts';
import type {Answered, Task} from './task.ts';

export type WorkSteps<Question, Answer> = {
	/** Say what is asked of the model. */
	readonly toWorks: (question: Question) => ReadonlyArray<TensorWork | EmbedWork>;
	/** Turn the rows or vectors that come back, in the same order, into an answer. */
	readonly toAnswer: (outputs: readonly Float32Array[], question: Question) => Answer;
};

/**
Create the `answer()` of a kind of questions that take several rows or vectors of a model each. An engine does them together where it can.

@example
```
const answer = answerByWorks({
	toWorks: ({texts}) => texts.map(text => ({kind: 'embed', text})),
	toAnswer: vectors => ({vectors: vectors.map(vector => [...vector])}),
});
```
*/
export function answerByWorks<Question, Answer>({
	toWorks,
	toAnswer,
}: WorkSteps<Question, Answer>): Task<Question, Answer>['answer'] {
	return async (question: Question, engine: WorkEngine, options?: RunOptions) => {
		const works = toWorks(question);
		const done = await Promise.all(works.map(async work => doWork(engine, work, options)));
		const outputs: Float32Array[] = [];
		for (const one of done) {
			if (!one.ok) {
				return one;
			}

			outputs.push(one.answer);
		}

		const batch = done.length === 1 && done[0]!.ok ? done[0]!.batch : undefined;
		return {ok: true, answer: toAnswer(outputs, question), batch};
	};
}

async function doWork(
	engine: WorkEngine,
	work: TensorWork | EmbedWork,
	options?: RunOptions,
): Promise<Answered<Float32Array>> {
	for await (const part of engine.run(work, options)) {
		if (part.kind === 'refused') {
			return {ok: false, reason: part.reason, cause: part.cause};
		}

		if (part.kind === 'row') {
			return {ok: true, answer: part.output, batch: part.batch};
		}

		if (part.kind === 'vector') {
			return {ok: true, answer: part.vector};
		}
	}

	return {ok: false, reason: 'engine-failed'};
}
