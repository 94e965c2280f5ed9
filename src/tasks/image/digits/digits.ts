import {type Random, drawIndex} from '../../../support/random.ts';
import {answerByTensor} from '../../answer-by-tensor.ts';
import type {QuestionKind} from '../../join-kinds.ts';
import {drawShape} from '../draw-shape.ts';
import {
	createPicture,
	imageSide,
	parsePicture,
	toPictureInput,
	type PictureQuestion,
} from '../picture.ts';
import {parseDigitAnswer, scoreDigitAnswer, toDigitAnswer, type DigitAnswer} from './answer.ts';
import {readHeldOutDigits, type Digit} from './held-out.ts';

/** What stays with the validator: the digit that was drawn. */
export type DigitTruth = {
	readonly label: number;
};

const needs = {
	kind: 'tensor',
	inputDims: [1, imageSide, imageSide],
	outputDims: [10],
} as const;

/** Which handwritten digit is in this picture? */
export const digits: QuestionKind<PictureQuestion, DigitAnswer, DigitTruth> = {
	name: 'digits',
	needs,
	ask: random => askAbout(readHeldOutDigits(), random),
	parseQuestion: parsePicture,
	parseAnswer: parseDigitAnswer,
	answer: answerByTensor({shape: needs, toInput: toPictureInput, toAnswer: toDigitAnswer}),
	score: (answer, {label}) => scoreDigitAnswer(answer, label),
};

/** Draw one of these digits as a question. Models are trained on questions about digits other than the validators'. */
export function askAbout(
	choices: readonly Digit[],
	random: Random,
): {readonly question: PictureQuestion; readonly truth: DigitTruth} {
	const {pixels, label} = choices[drawIndex(random, choices.length)]!;
	return {question: createPicture(drawShape({pixels, side: 8, ink: 16}, random)), truth: {label}};
}
