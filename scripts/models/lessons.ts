import {createWriteStream} from 'node:fs';
import {once} from 'node:events';
import {finished} from 'node:stream/promises';
import {type Random, createRandom} from '../../src/support/random.ts';

/** What a language model is taught at once: prompts, each with the answer that it should continue with. */
export type Lesson = {
	/** A recipe can ask for some kinds only. */
	readonly kind: string;
	/** Later turns follow earlier ones in the same context. */
	readonly turns: ReadonlyArray<readonly [prompt: string, answer: string]>;
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
