import type {RowShape} from '../gpu/engine.ts';
import {answerByWorks} from './answer-by-works.ts';
import type {Task} from './task.ts';

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
export const answerByTensor = <Question, Answer>({
	shape,
	toInput,
	toAnswer,
}: TensorSteps<Question, Answer>): Task<Question, Answer>['answer'] =>
	answerByWorks({
		toWorks: question => [{kind: 'tensor', input: toInput(question), shape}],
		toAnswer: ([output], question) => toAnswer(output!, question),
	});
