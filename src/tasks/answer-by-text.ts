import type {GenerateWork, TextEndPart, WorkEngine} from '../gpu/engine.ts';
import type {AnswerOptions, Answered, Task} from './task.ts';

/** A text that a model made. */
export type MadeText = Omit<TextEndPart, 'kind'> & {readonly text: string};

export type TextSteps<Question, Answer> = {
	/** Say what the model is to continue. */
	readonly toWork: (question: Question) => Omit<GenerateWork, 'kind'>;
	/** Turn the text into an answer. */
	readonly toAnswer: (made: MadeText) => Answer;
};

/**
Create the `answer()` of a task whose questions are answered by one text of a language model each. Its pieces are `{text}`.

@example
```
const answer = answerByText({
	toWork: ({prompt}) => ({prompt, maxTokens: 16}),
	toAnswer: ({text}) => ({text}),
});
await answer({prompt: 'Once upon a'}, engine);
//=> {ok: true, answer: {text: ' time'}}
```
*/
export function answerByText<Question, Answer>({
	toWork,
	toAnswer,
}: TextSteps<Question, Answer>): Task<Question, Answer>['answer'] {
	return async (
		question: Question,
		engine: WorkEngine,
		{onPiece, ...options}: AnswerOptions = {},
	): Promise<Answered<Answer>> => {
		let text = '';
		for await (const part of engine.run({kind: 'generate', ...toWork(question)}, options)) {
			if (part.kind === 'refused') {
				return {ok: false, reason: part.reason, cause: part.cause};
			}

			if (part.kind === 'text-end') {
				return {ok: true, answer: toAnswer({...part, text})};
			}

			if (part.kind !== 'text') {
				continue;
			}

			text += part.text;
			onPiece?.({text: part.text});
		}

		return {ok: false, reason: 'engine-failed'};
	};
}
