import {drawIndex, type Random} from '../../support/random.ts';
import {drawShape, type Shape} from './draw-shape.ts';
import {createPicture, type PictureQuestion} from './picture.ts';

/** A shape, and what it is. */
export type LabelledShape = Shape & PictureTruth;

/** What stays with the validator: the class of what was drawn, counted from 0. */
export type PictureTruth = {
	readonly label: number;
};

/** Draw one of these shapes as a question. Models are trained on questions about shapes other than the validators'. */
export function askAboutShape(
	choices: readonly LabelledShape[],
	random: Random,
): {readonly question: PictureQuestion; readonly truth: PictureTruth} {
	const {label, ...shape} = choices[drawIndex(random, choices.length)]!;
	return {question: createPicture(drawShape(shape, random)), truth: {label}};
}
