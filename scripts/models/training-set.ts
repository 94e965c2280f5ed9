import {createWriteStream} from 'node:fs';
import {readFile} from 'node:fs/promises';
import {once} from 'node:events';
import {finished} from 'node:stream/promises';
import {drawSeries} from '../../src/tasks/data/series/draw-series.ts';
import {toUnits} from '../../src/tasks/data/series/normalise.ts';
import {toSeriesInput} from '../../src/tasks/data/series/question.ts';
import {drawTexts} from '../../src/tasks/data/similarity/draw-texts.ts';
import {toTarget} from '../../src/tasks/data/table/answer.ts';
import {leaveGaps, toRowInput} from '../../src/tasks/data/table/question.ts';
import {drawTrip, getHours} from '../../src/tasks/data/table/trip.ts';
import {askAboutShape} from '../../src/tasks/image/ask-about-shape.ts';
import {readDigits} from '../../src/tasks/image/digits/held-out.ts';
import {readGlyphs} from '../../src/tasks/image/letters/held-out.ts';
import {toPictureInput} from '../../src/tasks/image/picture.ts';
import {type Random, createRandom} from '../../src/support/random.ts';

export type TrainingSetOptions = {
	readonly file: string;
	readonly count: number;
	readonly seed: number;
};

/**
Write training examples for models of digits: rows of float32, the model's input and then the label.

The digits come from a file written by `digits.py`; validators do not ask about them.
*/
export async function writeDigitSet(
	digitsFile: string,
	options: TrainingSetOptions,
): Promise<void> {
	const digits = readDigits(await readFile(digitsFile));
	await writeRows(options, random => {
		const {question, truth} = askAboutShape(digits, random);
		return toRow(toPictureInput(question), [truth.label]);
	});
}

/** Write the same for models of letters, from glyphs in a file written by `glyphs.py`. */
export async function writeLetterSet(
	glyphsFile: string,
	options: TrainingSetOptions,
): Promise<void> {
	const glyphs = readGlyphs(await readFile(glyphsFile));
	await writeRows(options, random => {
		const {question, truth} = askAboutShape(glyphs, random);
		return toRow(toPictureInput(question), [truth.label]);
	});
}

/**
Write training examples for models of series: rows of float32, the model's input, the next eight values and the naive forecast's error, all in the series' own units.
*/
export async function writeSeriesSet(options: TrainingSetOptions): Promise<void> {
	await writeRows(options, random => {
		const {question, truth} = drawSeries(random);
		const {middle, spread} = toUnits(question.series);
		const next = truth.next.map(value => (value - middle) / spread);
		return toRow(toSeriesInput(question), [...next, truth.naiveError / spread]);
	});
}

/** Write training examples for models of tables: rows of float32, the model's input and what it is to say. */
export async function writeTableSet(options: TrainingSetOptions): Promise<void> {
	await writeRows(options, random => {
		const trip = drawTrip(random);
		return toRow(toRowInput(leaveGaps(trip, random)), [toTarget(getHours(trip))]);
	});
}

/** Write training examples for models of similarity, one a line: the query, the texts and their relevance. */
export async function writeSimilaritySet(options: TrainingSetOptions): Promise<void> {
	await writeChunks(options, random => {
		const {question, truth} = drawTexts(random);
		return `${JSON.stringify({...question, ...truth})}\n`;
	});
}

function toRow(input: Float32Array, targets: readonly number[]): Float32Array {
	const row = new Float32Array(input.length + targets.length);
	row.set(input);
	row.set(targets, input.length);
	return row;
}

function toBytes({buffer, byteOffset, byteLength}: Float32Array): Uint8Array {
	return new Uint8Array(buffer, byteOffset, byteLength);
}

const writeRows = async (options: TrainingSetOptions, draw: (random: Random) => Float32Array) =>
	writeChunks(options, random => toBytes(draw(random)));

async function writeChunks(
	{file, count, seed}: TrainingSetOptions,
	draw: (random: Random) => Uint8Array | string,
) {
	const random = createRandom(seed);
	const stream = createWriteStream(file);
	for (let row = 0; row < count; row++) {
		if (!stream.write(draw(random))) {
			await once(stream, 'drain');
		}
	}

	stream.end();
	await finished(stream);
}
