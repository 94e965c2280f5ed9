import {createWriteStream} from 'node:fs';
import {once} from 'node:events';
import {finished} from 'node:stream/promises';
import {type Random, createRandom} from '../../src/support/random.ts';

/** What is to be continued, and with what. It sees the first parts of the lesson's context, as many as it says, and no other task. */
export type Task = readonly [seen: number, prompt: string, answer: string];

/** What a language model is taught at once: a text, and tasks that share it. */
export type Lesson = {
	readonly context: readonly string[];
	readonly tasks: readonly Task[];
};

export type LessonsOptions = {
	readonly file: string;
	readonly count: number;
	readonly seed: number;
	readonly draw: (random: Random) => Lesson;
};

/** Write lessons for `transformer/train.py`, one a line. */
export async function writeLessons({file, count, seed, draw}: LessonsOptions): Promise<void> {
	const random = createRandom(seed);
	const stream = createWriteStream(file);
	for (let lesson = 0; lesson < count; lesson++) {
		if (!stream.write(`${JSON.stringify(draw(random))}\n`)) {
			await once(stream, 'drain');
		}
	}

	stream.end();
	await finished(stream);
}
