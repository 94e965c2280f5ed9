import {createWriteStream} from 'node:fs';
import {readFile} from 'node:fs/promises';
import {once} from 'node:events';
import {finished} from 'node:stream/promises';
import {drawSeries} from '../../src/tasks/data/series/draw-series.ts';
import {toUnits} from '../../src/tasks/data/series/normalise.ts';
import {toSeriesInput} from '../../src/tasks/data/series/question.ts';
import {readDigits} from '../../src/tasks/image/digits/held-out.ts';
import {askAbout} from '../../src/tasks/image/digits/digits.ts';
import {toPictureInput} from '../../src/tasks/image/picture.ts';
import {type Random, createRandom} from '../../src/support/random.ts';

export type TrainingSetOptions = {
	readonly file: string;
	readonly count: number;
	readonly seed: number;
};

/**
Write training examples for the image models: rows of float32, the model's input and then the label.

The digits come from a file written by `digits.py`; validators do not ask about them.
*/
export async function writeImageSet(
	digitsFile: string,
	options: TrainingSetOptions,
): Promise<void> {
	const digits = readDigits(await readFile(digitsFile));
	await writeRows(options, random => {
		const {question, truth} = askAbout(digits, random);
		return toRow(toPictureInput(question), [truth.label]);
	});
}

/**
Write training examples for the data models: rows of float32, the model's input, the next eight values and the naive forecast's error, all in the series' own units.
*/
export async function writeDataSet(options: TrainingSetOptions): Promise<void> {
	await writeRows(options, random => {
		const {question, truth} = drawSeries(random);
		const {middle, spread} = toUnits(question.series);
		const next = truth.next.map(value => (value - middle) / spread);
		return toRow(toSeriesInput(question), [...next, truth.naiveError / spread]);
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

async function writeRows(
	{file, count, seed}: TrainingSetOptions,
	draw: (random: Random) => Float32Array,
) {
	const random = createRandom(seed);
	const stream = createWriteStream(file);
	for (let row = 0; row < count; row++) {
		if (!stream.write(toBytes(draw(random)))) {
			await once(stream, 'drain');
		}
	}

	stream.end();
	await finished(stream);
}
