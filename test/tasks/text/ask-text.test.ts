import {expect, test} from 'vitest';
import {createRandom} from '../../../src/support/random.ts';
import {askText} from '../../../src/tasks/text/ask-text.ts';
import {parseTextQuestion} from '../../../src/tasks/text/question.ts';
import {scoreTextAnswer} from '../../../src/tasks/text/score.ts';
import {kinds} from '../../../src/tasks/text/world/kinds.ts';
import {readAnswers} from './reader/read-answers.ts';

const asked = Array.from({length: 1000}, (_, seed) => askText(createRandom(seed)));
const chats = asked.filter(({question}) => 'messages' in question);
const completions = asked.filter(({question}) => 'prompt' in question);

test('every question is new, passes its own check, and is answered by the truth', () => {
	expect(new Set(asked.map(({question}) => JSON.stringify(question))).size).toBe(1000);
	for (const {question, truth} of asked) {
		const wire = JSON.stringify(question);

		expect(parseTextQuestion(JSON.parse(wire))).toEqual({ok: true, value: question});
		expect(scoreTextAnswer({text: truth.answer}, truth)).toBe(1);
	}
});

test('the same random numbers ask the same question', () => {
	expect(askText(createRandom(5))).toEqual(asked[5]);
});

test('half of the questions are chats of two messages, to be answered piece by piece', () => {
	expect(chats.length).toBeGreaterThan(440);
	expect(chats.length).toBeLessThan(560);
	for (const {question, truth} of chats) {
		expect(question).toEqual({
			messages: [
				{
					role: 'system',
					content: 'Answer the question about the story with one or two words.',
				},
				{role: 'user', content: expect.any(String)},
			],
			max_tokens: 16,
			temperature: 0,
			stream: true,
		});
		const [story, quiz, ...rest] = (question as any).messages[1].content.split('\n');
		expect(readAnswers(story.split(/(?<=\.) /v), quiz)).toEqual([truth.answer]);
		expect(rest).toEqual([]);
	}
});

test('the other half are texts to continue by the answer, up to the end of its line', () => {
	expect(completions.length).toBe(1000 - chats.length);
	for (const {question, truth} of completions) {
		expect(question).toEqual({
			prompt: expect.any(String),
			max_tokens: 16,
			temperature: 0,
			stop: '\n',
		});
		const [story, quiz, ...rest] = (question as any).prompt.split(/\n(?:Question: )?/v);
		expect(readAnswers(story.split(/(?<=\.) /v), quiz)).toEqual([truth.answer]);
		expect(rest).toEqual(['Answer:']);
	}
});

test('each kind is asked as often as its weight says', () => {
	for (const [share, name] of [
		[0, 'place'],
		[0.09, 'place'],
		[0.11, 'presence'],
		[0.89, 'visits'],
		[0.91, 'counts'],
		[0.999, 'counts'],
	] as const) {
		const rest = createRandom(1);
		const numbers = [share];
		const {truth} = askText(() => numbers.pop() ?? rest());
		const kind = kinds.find(other => other.name === name)!;

		expect(truth.answer).toBe(kind.draw(createRandom(1)).answer);
	}
});
