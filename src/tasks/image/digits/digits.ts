import {answerByTensor} from '../../answer-by-tensor.ts';
import type {QuestionKind} from '../../join-kinds.ts';
import {askAboutShape, type PictureTruth} from '../ask-about-shape.ts';
import {imageSide, parsePicture, toPictureInput, type PictureQuestion} from '../picture.ts';
import {parseDigitAnswer, scoreDigitAnswer, toDigitAnswer, type DigitAnswer} from './answer.ts';
import {readHeldOutDigits} from './held-out.ts';

const needs = {
	kind: 'tensor',
	inputDims: [1, imageSide, imageSide],
	outputDims: [10],
} as const;

/** Which handwritten digit is in this picture? */
export const digits: QuestionKind<PictureQuestion, DigitAnswer, PictureTruth> = {
	name: 'digits',
	needs,
	ask: random => askAboutShape(readHeldOutDigits(), random),
	parseQuestion: parsePicture,
	parseAnswer: parseDigitAnswer,
	answer: answerByTensor({shape: needs, toInput: toPictureInput, toAnswer: toDigitAnswer}),
	score: (answer, {label}) => scoreDigitAnswer(answer, label),
};
