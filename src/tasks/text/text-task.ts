/* eslint-disable @typescript-eslint/naming-convention -- The names are those of OpenAI’s API. */
import type {GenerateWork} from '../../gpu/engine.ts';
import {answerByText, type MadeText} from '../answer-by-text.ts';
import type {Task} from '../task.ts';
import {parseTextAnswer, type TextAnswer} from './answer.ts';
import {askText} from './ask-text.ts';
import {longestQuestion, longestText} from './limits.ts';
import {parseTextQuestion, type TextQuestion} from './question.ts';
import {scoreTextAnswer, type TextTruth} from './score.ts';

/**
Text: chat and completion, in the words of OpenAI's API.

The devnet's validators ask what has one right answer: a question about a small story that nobody has told before.
*/
export const textTask: Task<TextQuestion, TextAnswer, TextTruth> = {
	id: 'text',
	path: '/text',
	needs: {text: {kind: 'generate'}},
	ask: askText,
	longestQuestion,
	parseQuestion: parseTextQuestion,
	parseAnswer: parseTextAnswer,
	answer: answerByText({toWork, toAnswer}),
	isStreamed: ({stream = false}) => stream,
	score: scoreTextAnswer,
};

function toWork(question: TextQuestion): Omit<GenerateWork, 'kind'> {
	const {max_tokens: maxTokens, temperature, top_p: topP, stop, seed} = question;
	return {
		prompt: 'messages' in question ? question.messages : question.prompt,
		maxTokens,
		temperature,
		topP,
		stop: typeof stop === 'string' ? [stop] : stop,
		seed,
	};
}

function toAnswer({text, reason, promptTokens, tokens}: MadeText): TextAnswer {
	return {
		// Some tokens are a hundred dashes or spaces.
		text: text.slice(0, longestText).toWellFormed(),
		finish_reason: text.length > longestText ? 'length' : reason,
		usage: {
			prompt_tokens: promptTokens,
			completion_tokens: tokens,
			total_tokens: promptTokens + tokens,
		},
	};
}
