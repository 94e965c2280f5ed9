import type {RowShape, RunOptions, WorkEngine} from '../gpu/engine.ts';
import type {Answered, Task} from './task.ts';

export type TensorSteps<Question, Answer> = {
	/** The dimensions of its model. @default any */
	readonly shape?: RowShape;
	/** Turn a question into one row of the model's input. */
	readonly toInput: (question: Question) => Float32Array;
	/** Turn one row of the model's output into an answer. */
	readonly toAnswer: (output: Float32Array, question: Question) => Answer;
};

/**
Create the `answer()` of a task whose questions are one row of a model each.

@example
```
const answer = answerByTensor({
	toInput: ({numbers}) => Float32Array.from(numbers),
	toAnswer: output => ({sum: output[0]}),
});
await answer({numbers: [1, 2]}, engine);
//=> {ok: true, answer: {sum: 3}, batch: 1}
```
*/
export function answerByTensor<Question, Answer>({
	shape,
	toInput,
	toAnswer,
}: TensorSteps<Question, Answer>): Task<Question, Answer>['answer'] {
	return async (question: Question, engine: WorkEngine, options?: RunOptions) => {
		let answered: Answered<Answer> | undefined;
		const work = {kind: 'tensor', input: toInput(question), shape} as const;
		for await (const part of engine.run(work, options)) {
			if (part.kind === 'row') {
				answered = {ok: true, answer: toAnswer(part.output, question), batch: part.batch};
			} else if (part.kind === 'refused') {
				answered = {ok: false, reason: part.reason, cause: part.cause};
			}
		}

		return answered ?? {ok: false, reason: 'engine-failed'};
	};
}
