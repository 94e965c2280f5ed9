import {answerByTensor} from '../../answer-by-tensor.ts';
import type {QuestionKind} from '../../join-kinds.ts';
import {askAboutShape, type PictureTruth} from '../ask-about-shape.ts';
import {imageSide, parsePicture, toPictureInput, type PictureQuestion} from '../picture.ts';
import {parseLetterAnswer, scoreLetterAnswer, toLetterAnswer, type LetterAnswer} from './answer.ts';
import {classes} from './classes.ts';
import {readHeldOutGlyphs} from './held-out.ts';

const needs = {
	kind: 'tensor',
	inputDims: [1, imageSide, imageSide],
	outputDims: [classes.length],
} as const;

/** Which printed letter or digit is in this picture? The five best guesses are asked for, with their probabilities. */
export const letters: QuestionKind<PictureQuestion, LetterAnswer, PictureTruth> = {
	name: 'letters',
	needs,
	ask: random => askAboutShape(readHeldOutGlyphs(), random),
	parseQuestion: parsePicture,
	parseAnswer: parseLetterAnswer,
	answer: answerByTensor({shape: needs, toInput: toPictureInput, toAnswer: toLetterAnswer}),
	score: (answer, {label}) => scoreLetterAnswer(answer, classes[label]!),
};
