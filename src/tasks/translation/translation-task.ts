import type {GenerateWork} from '../../gpu/engine.ts';
import {answerByText} from '../answer-by-text.ts';
import type {Task} from '../task.ts';
import {longestTranslation, parseTranslationAnswer, type TranslationAnswer} from './answer.ts';
import {parseTranslationQuestion, type TranslationQuestion} from './question.ts';
import {askTranslation, scoreTranslation, type TranslationTruth} from './score.ts';

/**
Translation of a text between two languages. The devnet's validators ask for English and Esperanto, both ways.

A model is asked by a chat: what to do, then the text. So a chat model answers as well as one that knows nothing but how to translate, whose chat template picks what it needs from that.
*/
export const translationTask: Task<TranslationQuestion, TranslationAnswer, TranslationTruth> = {
	id: 'translation',
	path: '/translation',
	needs: {translation: {kind: 'generate'}},
	ask: askTranslation,
	parseQuestion: parseTranslationQuestion,
	parseAnswer: parseTranslationAnswer,
	answer: answerByText({
		toWork,
		toAnswer: ({text}) => ({translation: text.trim().slice(0, longestTranslation).toWellFormed()}),
	}),
	score: scoreTranslation,
};

function toWork({text, source, target}: TranslationQuestion): Omit<GenerateWork, 'kind'> {
	const [from, to] = [source, target].map(tag => languages.of(tag));
	return {
		prompt: [
			{
				role: 'system',
				content: `Translate from ${from} to ${to}. Reply with the translation only.`,
			},
			{role: 'user', content: text},
		],
		// A token is a letter at least, and hardly any language needs twice as many.
		maxTokens: 2 * text.length + 16,
		temperature: 0,
	};
}

/** English names of languages, for example `Esperanto` for `eo`. */
const languages = new Intl.DisplayNames(['en'], {type: 'language'});
