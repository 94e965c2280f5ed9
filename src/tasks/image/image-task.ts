import {drawIndex} from '../random.ts';
import type {Random, Task} from '../task.ts';
import {parseImageAnswer, scoreImageAnswer, toImageAnswer, type ImageAnswer} from './answer.ts';
import {drawDigit} from './draw-digit.ts';
import {readHeldOutDigits, type Digit} from './held-out.ts';
import {
	createImageQuestion,
	imageSide,
	parseImageQuestion,
	readPixels,
	type ImageQuestion,
} from './question.ts';

/** What stays with the validator: the digit that was drawn. */
export type ImageTruth = {
	readonly label: number;
};

/**
Image recognition: which handwritten digit is on this picture?

Each question is a digit that no shipped model was trained on, drawn anew: turned, sheared, scaled, shifted, thinned or thickened, partly covered and noisy. A miner that keeps old questions gains nothing by it.
*/
export const imageTask: Task<ImageQuestion, ImageAnswer, ImageTruth> = {
	id: 'image',
	path: '/image',
	inputDims: [1, imageSide, imageSide],
	outputDims: [10],
	ask: random => askAbout(readHeldOutDigits(), random),
	parseQuestion: parseImageQuestion,
	parseAnswer: parseImageAnswer,
	toInput: question => Float32Array.from(readPixels(question), pixel => pixel / 255),
	toAnswer: toImageAnswer,
	score: (answer, {label}) => scoreImageAnswer(answer, label),
};

/** Pick one of some digits and draw it as a question. Models are trained on questions about other digits than the validators'. */
export function askAbout(
	digits: readonly Digit[],
	random: Random,
): {readonly question: ImageQuestion; readonly truth: ImageTruth} {
	const {pixels, label} = digits[drawIndex(random, digits.length)]!;
	return {question: createImageQuestion(drawDigit(pixels, random)), truth: {label}};
}
