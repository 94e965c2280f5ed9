import {answerByWorks} from '../../answer-by-works.ts';
import type {QuestionKind} from '../../join-kinds.ts';
import {
	parseSimilarities,
	scoreSimilarities,
	toSimilarities,
	type SimilarityAnswer,
	type SimilarityTruth,
} from './answer.ts';
import {drawTexts} from './draw-texts.ts';
import {parseTexts, type SimilarityQuestion} from './question.ts';

/**
Which of these texts say what the query says?

Each question is newly told: the same facts in other words, nearly the same facts, and others in much the same words. Any model that turns texts into vectors answers by their cosines.
*/
export const similarity: QuestionKind<SimilarityQuestion, SimilarityAnswer, SimilarityTruth> = {
	name: 'similarity',
	needs: {kind: 'embed'},
	ask: drawTexts,
	parseQuestion: parseTexts,
	parseAnswer: parseSimilarities,
	answer: answerByWorks({
		toWorks: ({query, texts}) => [query, ...texts].map(text => ({kind: 'embed', text})),
		toAnswer: toSimilarities,
	}),
	score: scoreSimilarities,
};
