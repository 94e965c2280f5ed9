/* eslint-disable @typescript-eslint/naming-convention -- The names are those of OpenAI’s API. */
import type {Random} from '../../support/random.ts';
import type {TextQuestion} from './question.ts';
import type {TextTruth} from './score.ts';
import {kinds} from './world/kinds.ts';
import {pickWeighted} from './world/pick.ts';

/**
Ask a new question: a story of 4 to 14 short sentences and a question about it. Half of them are chats whose answers are wanted piece by piece, half texts to continue.

@example
```
askText(createRandom(1));
//=> {question: {prompt: 'Ben went to the park. … Question: Where is Ben? Answer:', …}, truth: {answer: 'park'}}
```
*/
export function askText(random: Random): {
	readonly question: TextQuestion;
	readonly truth: TextTruth;
} {
	const {sentences, question, answer} = pickWeighted(random, kinds).draw(random);
	const story = sentences.join(' ');
	return {
		question: random() < 0.5 ? toChat(story, question) : toCompletion(story, question),
		truth: {answer},
	};
}

function toChat(story: string, question: string): TextQuestion {
	return {
		messages: [
			{role: 'system', content: instruction},
			{role: 'user', content: `${story}\n${question}`},
		],
		max_tokens: longestAnswer,
		temperature: 0,
		stream: true,
	};
}

function toCompletion(story: string, question: string): TextQuestion {
	return {
		prompt: `${story}\nQuestion: ${question}\nAnswer:`,
		max_tokens: longestAnswer,
		temperature: 0,
		stop: '\n',
	};
}

const instruction = 'Answer the question about the story with one or two words.';
const longestAnswer = 16;
