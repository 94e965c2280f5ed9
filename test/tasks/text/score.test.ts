import {expect, test} from 'vitest';
import {scoreTextAnswer, toWords} from '../../../src/tasks/text/score.ts';

test.each([
	['kitchen', 'kitchen', 1],
	['The kitchen.', 'kitchen', 1],
	['  THE\tKitchen!\n', 'kitchen', 1],
	['“kitchen”', 'kitchen', 1],
	['an old map', 'old map', 1],
	['map, old', 'old map', 0.5],
	['in the kitchen', 'kitchen', 1 / 3],
	['the map', 'old map', 1 / 3],
	['red map', 'old map', 0.25],
	['map map', 'old map', 0.25],
	['old map map', 'old map', 0.4],
	['garden', 'kitchen', 0],
	['kitchens', 'kitchen', 0],
	['', 'kitchen', 0],
	['the', 'kitchen', 0],
	['?!', 'kitchen', 0],
	['yes no', 'yes', 1 / 3],
])('%j scores for %j: %d', (text, answer, score) => {
	expect(scoreTextAnswer({text}, {answer})).toBeCloseTo(score, 12);
});

test('an empty answer scores 0 even where the truth has no words', () => {
	expect(scoreTextAnswer({text: ''}, {answer: 'the'})).toBe(0);
});

test('each word of a long answer counts', () => {
	const text = 'kitchen '.repeat(2048);

	expect(scoreTextAnswer({text}, {answer: 'kitchen'})).toBeCloseTo(1 / 2049);
});

test.each([
	['The Red Ball', ['red', 'ball']],
	['a cat and an owl', ['cat', 'and', 'owl']],
	['theatre', ['theatre']],
	['don’t', ['dont']],
	['one + two', ['one', 'two']],
	['', []],
])('of %j the words %j count', (text, words) => {
	expect(toWords(text)).toEqual(words);
});
