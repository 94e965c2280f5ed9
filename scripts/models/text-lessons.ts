import type {Random} from '../../src/support/random.ts';
import {askCounts, drawTrade} from '../../src/tasks/text/world/counts.ts';
import {drawSetting, kinds, worldKinds, type WorldKind} from '../../src/tasks/text/world/kinds.ts';
import {pick, pickWeighted} from '../../src/tasks/text/world/pick.ts';
import type {Quiz} from '../../src/tasks/text/world/quiz.ts';
import {tell} from '../../src/tasks/text/world/tell.ts';
import {askVisits, drawTours} from '../../src/tasks/text/world/visits.ts';
import {createWorld, happen} from '../../src/tasks/text/world/world.ts';
import type {Lesson, Task} from './lessons.ts';

/**
Draw a story with many questions, about all of it or only its first sentences; half of them as a chat.

A question about the first sentences is easy, and one about all of them needs the same skill. Asked side by side, the first teach what the last build on.
*/
export function drawTextLesson(random: Random): Lesson {
	const {name} = pickWeighted(random, kinds);
	const {sentences, quizzes} = drawStory(random, name);
	const form = pick(random, forms);
	return {
		context: sentences.map((sentence, index) => form.tell(sentence, index)),
		tasks: quizzes.map(({seen, quiz}) => form.ask(seen, quiz)),
	};
}

type SeenQuiz = {
	/** How many sentences it is about. */
	readonly seen: number;
	readonly quiz: Quiz;
};

type StoryWithQuizzes = {
	readonly sentences: readonly string[];
	readonly quizzes: readonly SeenQuiz[];
};

function drawStory(random: Random, name: string): StoryWithQuizzes {
	switch (name) {
		case 'visits': {
			const {tours, sentences} = drawTours(random);
			return {sentences, quizzes: askOften(sentences.length, () => askVisits(random, tours))};
		}

		case 'counts': {
			const {purses, sentences} = drawTrade(random);
			return {sentences, quizzes: askOften(sentences.length, () => askCounts(random, purses))};
		}

		default: {
			return drawEventsStory(
				random,
				worldKinds.find(kind => kind.name === name)!,
			);
		}
	}
}

function drawEventsStory(random: Random, kind: WorldKind): StoryWithQuizzes {
	const {cast, events} = drawSetting(random, kind.setting);
	const quizzes: SeenQuiz[] = [];
	const world = createWorld();
	for (const [index, event] of events.entries()) {
		happen(world, event);
		const isLast = index === events.length - 1;
		for (let number = 0; number < (isLast ? 10 : 3); number++) {
			const {ask} = random() < 0.4 ? kind : pickWeighted(random, worldKinds);
			const quiz = ask(random, world, cast);
			if (quiz !== undefined) {
				quizzes.push({seen: index + 1, quiz});
			}
		}
	}

	return {
		sentences: events.map(event => tell(random, event)),
		quizzes: toUnique(shuffle(random, quizzes)),
	};
}

function askOften(seen: number, ask: () => Quiz): readonly SeenQuiz[] {
	return toUnique(Array.from({length: 24}, () => ({seen, quiz: ask()})));
}

function shuffle<Item>(random: Random, items: readonly Item[]): readonly Item[] {
	return items
		.map(item => ({item, place: random()}))
		.toSorted((left, right) => left.place - right.place)
		.map(({item}) => item);
}

/** Leave out what was asked about the same sentences. */
function toUnique(quizzes: readonly SeenQuiz[]): readonly SeenQuiz[] {
	const asked = new Set<string>();
	return quizzes.filter(({seen, quiz}) => {
		const key = `${seen} ${quiz.question}`;
		const isNew = !asked.has(key);
		asked.add(key);
		return isNew;
	});
}

type Form = {
	readonly tell: (sentence: string, index: number) => string;
	readonly ask: (seen: number, quiz: Quiz) => Task;
};

/** As `askText()` asks: a chat, or a text to continue. */
const forms: readonly Form[] = [
	{
		tell: (sentence, index) => (index === 0 ? `<user> ${sentence}` : ` ${sentence}`),
		ask: (seen, {question, answer}) => [seen, `\n${question}<assistant>`, ` ${answer}`],
	},
	{
		tell: (sentence, index) => (index === 0 ? sentence : ` ${sentence}`),
		ask: (seen, {question, answer}) => [seen, `\nQuestion: ${question}\nAnswer:`, ` ${answer}`],
	},
];
