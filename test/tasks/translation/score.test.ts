import {expect, test} from 'vitest';
import {createRandom} from '../../../src/support/random.ts';
import {parseTranslationQuestion} from '../../../src/tasks/translation/question.ts';
import {askTranslation, scoreTranslation} from '../../../src/tasks/translation/score.ts';

const random = createRandom(3);
const asked = Array.from({length: 400}, () => askTranslation(random));

test('every question passes its own check, and hardly any is asked twice', () => {
	for (const {question} of asked) {
		const wire = JSON.stringify(question);
		expect(parseTranslationQuestion(JSON.parse(wire))).toEqual({ok: true, value: question});
	}

	expect(new Set(asked.map(({question}) => question.text)).size).toBeGreaterThan(395);
});

test('both directions are asked equally often', () => {
	const directions = asked.map(({question}) => `${question.source} ${question.target}`);

	expect(new Set(directions)).toEqual(new Set(['en eo', 'eo en']));
	const share = directions.filter(direction => direction === 'en eo').length / asked.length;
	expect(share).toBeGreaterThan(0.4);
	expect(share).toBeLessThan(0.6);
});

test('the same random numbers ask the same question', () => {
	expect(askTranslation(createRandom(5))).toEqual(askTranslation(createRandom(5)));
});

test('the truth scores 1, nothing 0, and the question itself little', () => {
	const echoes = asked.map(({question, truth}) => {
		expect(scoreTranslation(truth, truth)).toBeCloseTo(1, 12);
		expect(scoreTranslation({translation: ''}, truth)).toBe(0);
		return scoreTranslation({translation: question.text}, truth);
	});

	expect(Math.max(...echoes)).toBeLessThan(0.75);
	expect(echoes.reduce((sum, score) => sum + score, 0) / echoes.length).toBeLessThan(0.25);
});

test('half a translation is worth more than none, and less than a whole one', () => {
	const truth = {translation: 'La granda hundo dormas en la domo.'};
	const half = scoreTranslation({translation: 'La granda hundo'}, truth);

	expect(half).toBeGreaterThan(0.3);
	expect(half).toBeLessThan(0.6);
});
