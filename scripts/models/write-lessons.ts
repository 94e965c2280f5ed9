import type {Random} from '../../src/support/random.ts';
import {drawTraining} from '../../src/tasks/translation/grammar/draw-pairs.ts';
import {type Lesson, writeLessons} from './lessons.ts';
import {drawTextLesson} from './text-lessons.ts';

/** Write what the language models are taught into a folder, for `transformer/train.py`. */
export async function writeLanguageLessons(
	folder: string,
	{most}: {readonly most: number},
): Promise<void> {
	await writeLessons({
		file: `${folder}/text.jsonl`,
		count: Math.min(100_000, most),
		seed: 1,
		draw: drawTextLesson,
	});
	await writeLessons({
		file: `${folder}/translation.jsonl`,
		count: Math.min(300_000, most),
		seed: 2,
		draw: drawTranslationLesson,
	});
}

/** A sentence in one language, and the same in the other. */
function drawTranslationLesson(random: Random): Lesson {
	const {english, esperanto} = drawTraining(random);
	return random() < 0.5
		? {context: [], tasks: [[0, `<en> ${english}<eo>`, ` ${esperanto}`]]}
		: {context: [], tasks: [[0, `<eo> ${esperanto}<en>`, ` ${english}`]]};
}
