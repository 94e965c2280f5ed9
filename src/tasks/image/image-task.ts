import {answerByTensor} from '../answer-by-tensor.ts';
import {type Random, drawIndex} from '../../support/random.ts';
import type {Task} from '../task.ts';
import {parseImageAnswer, scoreImageAnswer, toImageAnswer, type ImageAnswer} from './answer.ts';
import {drawDigit} from './draw-digit.ts';
import {readHeldOutDigits, type Digit} from './held-out.ts';
import {
	createImageQuestion,
	imageSide,
	parseImageQuestion,
	toImageInput,
	type ImageQuestion,
} from './question.ts';

/** What stays with the validator: the digit that was drawn. */
export type ImageTruth = {
	readonly label: number;
};

/**
Image recognition: which handwritten digit is in this picture?

Each question is a fresh drawing of a digit that no shipped model was trained on: rotated, sheared, scaled, shifted, thinned or thickened, partly covered and noisy. Caching old questions gains a miner nothing.
*/
export const imageTask: Task<ImageQuestion, ImageAnswer, ImageTruth> = {
	id: 'image',
	path: '/image',
	model: {kind: 'tensor', inputDims: [1, imageSide, imageSide], outputDims: [10]},
	ask: random => askAbout(readHeldOutDigits(), random),
	parseQuestion: parseImageQuestion,
	parseAnswer: parseImageAnswer,
	answer: answerByTensor({toInput: toImageInput, toAnswer: toImageAnswer}),
	score: (answer, {label}) => scoreImageAnswer(answer, label),
};

/** Draw one of these digits as a question. Models are trained on questions about digits other than the validators'. */
export function askAbout(
	digits: readonly Digit[],
	random: Random,
): {readonly question: ImageQuestion; readonly truth: ImageTruth} {
	const {pixels, label} = digits[drawIndex(random, digits.length)]!;
	return {question: createImageQuestion(drawDigit(pixels, random)), truth: {label}};
}
