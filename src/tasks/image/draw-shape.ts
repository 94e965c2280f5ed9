import {type Random, drawBetween, drawIndex, drawNormal} from '../../support/random.ts';
import {imageSide} from './picture.ts';

/** A small gray picture of a digit or a letter. */
export type Shape = {
	/** Values from 0 (paper) to `ink`, row by row. */
	readonly pixels: Uint8Array;
	/** Width and height. */
	readonly side: number;
	readonly ink: number;
};

/**
Draw a shape in a way nobody has seen: a gray picture of 28 × 28 bytes, row by row, rotated, sheared, scaled and shifted, with strokes thinned or thickened and faded, partly covered and noisy.
*/
export function drawShape(shape: Shape, random: Random): Uint8Array {
	const ink = placeInk(shape, random);
	const thickness = drawBetween(random, 0.7, 1.4);
	const strength = drawBetween(random, 0.6, 1);
	const paper = drawBetween(random, 0, 0.25);
	const canvas = ink.map(value => paper + (1 - paper) * strength * value ** thickness);
	if (random() < 0.4) {
		cover(canvas, random);
	}

	const noise = drawBetween(random, 0.02, 0.12);
	return Uint8Array.from(canvas, value => {
		const noisy = value + noise * drawNormal(random);
		return Math.round(255 * Math.min(1, Math.max(0, noisy)));
	});
}

/** Place the shape on the canvas: invert the distortion for each pixel, and sample the shape there. */
function placeInk(shape: Shape, random: Random): Float64Array {
	const angle = drawBetween(random, -0.3, 0.3);
	const shear = drawBetween(random, -0.2, 0.2);
	const cell = usualSide / shape.side;
	const middle = (shape.side - 1) / 2;
	const width = cell * drawBetween(random, 0.8, 1.1);
	const height = cell * drawBetween(random, 0.8, 1.1);
	const centerX = imageSide / 2 + drawBetween(random, -2.5, 2.5);
	const centerY = imageSide / 2 + drawBetween(random, -2.5, 2.5);
	const cos = Math.cos(angle);
	const sin = Math.sin(angle);
	const ink = new Float64Array(imageSide ** 2);
	for (let row = 0; row < imageSide; row++) {
		for (let column = 0; column < imageSide; column++) {
			const x = column + 0.5 - centerX;
			const y = row + 0.5 - centerY;
			const turnedY = (cos * y - sin * x) / height;
			const turnedX = (cos * x + sin * y) / width - shear * turnedY;
			ink[row * imageSide + column] = look(shape, turnedX + middle, turnedY + middle);
		}
	}

	return ink;
}

/** Interpolate between the shape's cells, from 0 to 1; 0 outside. */
function look(shape: Shape, x: number, y: number): number {
	const left = Math.floor(x);
	const top = Math.floor(y);
	const right = x - left;
	const down = y - top;
	const above = cellOf(shape, left, top) * (1 - right) + cellOf(shape, left + 1, top) * right;
	const below =
		cellOf(shape, left, top + 1) * (1 - right) + cellOf(shape, left + 1, top + 1) * right;
	return (above * (1 - down) + below * down) / shape.ink;
}

function cellOf({pixels, side}: Shape, x: number, y: number): number {
	return x >= 0 && x < side && y >= 0 && y < side ? pixels[side * y + x]! : 0;
}

/** Cover part of the picture with a box of uniform gray. */
function cover(canvas: Float64Array, random: Random) {
	const width = 3 + drawIndex(random, 5);
	const height = 3 + drawIndex(random, 5);
	const left = drawIndex(random, imageSide - width);
	const top = drawIndex(random, imageSide - height);
	const gray = random();
	for (let row = top; row < top + height; row++) {
		const start = row * imageSide + left;
		canvas.fill(gray, start, start + width);
	}
}

/** How large a shape is drawn before it is scaled, in pixels. */
const usualSide = 22.4;
