import type {Random} from '../../support/random.ts';
import type {TranslationAnswer} from './answer.ts';
import {getChrf} from './chrf.ts';
import {drawHeldOut} from './grammar/draw-pairs.ts';
import type {TranslationQuestion} from './question.ts';

/** What stays with the validator. */
export type TranslationTruth = {
	readonly translation: string;
};

/** Draw a question that no miner's model was trained on, from English to Esperanto or back. */
export function askTranslation(random: Random): {
	readonly question: TranslationQuestion;
	readonly truth: TranslationTruth;
} {
	const {english, esperanto} = drawHeldOut(random);
	return random() < 0.5
		? {
				question: {text: english, source: 'en', target: 'eo'},
				truth: {translation: esperanto},
			}
		: {
				question: {text: esperanto, source: 'eo', target: 'en'},
				truth: {translation: english},
			};
}

/** Score an answer from 0 to 1 by its chrF2. */
export function scoreTranslation(answer: TranslationAnswer, truth: TranslationTruth): number {
	return getChrf(answer.translation, truth.translation) / 100;
}
