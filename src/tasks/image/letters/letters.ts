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
import {parseLetterAnswer, scoreLetterAnswer, toLetterAnswer, type LetterAnswer} from './answer.ts';
import {classes} from './classes.ts';
import {readHeldOutGlyphs, type Glyph} from './held-out.ts';

/** What stays with the validator: the class of the character that was drawn, counted from 0. */
export type LetterTruth = {
	readonly label: number;
};

const needs = {
	kind: 'tensor',
	inputDims: [1, imageSide, imageSide],
	outputDims: [classes.length],
} as const;

/** Which printed letter or digit is in this picture? The five best guesses are asked for, with their probabilities. */
export const letters: QuestionKind<PictureQuestion, LetterAnswer, LetterTruth> = {
	name: 'letters',
	needs,
	ask: random => askAboutGlyph(readHeldOutGlyphs(), random),
	parseQuestion: parsePicture,
	parseAnswer: parseLetterAnswer,
	answer: answerByTensor({shape: needs, toInput: toPictureInput, toAnswer: toLetterAnswer}),
	score: (answer, {label}) => scoreLetterAnswer(answer, classes[label]!),
};

/** Draw one of these glyphs as a question. Models are trained on questions about other fonts than the validators'. */
export function askAboutGlyph(
	choices: readonly Glyph[],
	random: Random,
): {readonly question: PictureQuestion; readonly truth: LetterTruth} {
	const {pixels, label} = choices[drawIndex(random, choices.length)]!;
	return {question: createPicture(drawShape({pixels, side: 16, ink: 15}, random)), truth: {label}};
}
