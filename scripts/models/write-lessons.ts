/**
Write what the language models are taught: `node scripts/models/write-lessons.ts FOLDER`. `transformer/train.py --sets FOLDER` reads it.
*/
import process from 'node:process';
import type {Random} from '../../src/support/random.ts';
import {kinds} from '../../src/tasks/text/world/kinds.ts';
import {pickWeighted} from '../../src/tasks/text/world/pick.ts';
import {drawTraining} from '../../src/tasks/translation/grammar/draw-pairs.ts';
import {type Lesson, writeLessons} from './lessons.ts';

const [folder = '.'] = process.argv.slice(2);
await writeLessons({file: `${folder}/text.jsonl`, count: 200_000, seed: 1, draw: drawTextLesson});
await writeLessons({
	file: `${folder}/translation.jsonl`,
	count: 300_000,
	seed: 2,
	draw: drawTranslationLesson,
});

/** A story with its question, half of them as a chat. */
function drawTextLesson(random: Random): Lesson {
	const kind = pickWeighted(random, kinds);
	const {sentences, question, answer} = kind.draw(random);
	const story = sentences.join(' ');
	const prompt =
		random() < 0.5
			? `<user> ${story}\n${question}<assistant>`
			: ` ${story}\nQuestion: ${question}\nAnswer:`;
	return {kind: kind.name, turns: [[prompt, ` ${answer}`]]};
}

/** A sentence in one language, and the same in the other. */
function drawTranslationLesson(random: Random): Lesson {
	const {english, esperanto} = drawTraining(random);
	return random() < 0.5
		? {kind: 'en-eo', turns: [[`<en> ${english}<eo>`, ` ${esperanto}`]]}
		: {kind: 'eo-en', turns: [[`<eo> ${esperanto}<en>`, ` ${english}`]]};
}
