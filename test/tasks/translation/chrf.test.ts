import {expect, test} from 'vitest';
import {getChrf} from '../../../src/tasks/translation/chrf.ts';
import recorded from '../../fixtures/translation/chrf.json' with {type: 'json'};

const {rows} = recorded;

test('the scores are those of sacreBLEU', () => {
	expect(rows.length).toBeGreaterThanOrEqual(200);
	expect(recorded.signature).toContain('eff:yes|nc:6|nw:0|space:no');
	for (const {translation, reference, score} of rows) {
		expect(
			Math.abs(getChrf(translation, reference) - score),
			JSON.stringify([translation, reference]),
		).toBeLessThan(1e-9);
	}
});

test('the recorded pairs hold what is rare', () => {
	const texts = rows.flatMap(({translation, reference}) => [translation, reference]);

	expect(texts).toContain('');
	expect(texts.some(text => [...text].length === 1)).toBe(true);
	expect(texts.some(text => [...text].length < text.length)).toBe(true);
	expect(texts.some(text => text.normalize() !== text)).toBe(true);
	expect(rows.some(({score}) => score > 0 && score < 10)).toBe(true);
});

test('white space does not count, case and accents do', () => {
	expect(getChrf('thecat', 'the cat')).toBeCloseTo(100);
	expect(getChrf('ŝi', 'si')).toBeLessThan(100);
	expect(getChrf('A', 'a')).toBe(0);
});

test('what the translation leaves out costs more than what it adds', () => {
	expect(getChrf('The dog', 'The dog sleeps here.')).toBeLessThan(
		getChrf('The dog sleeps here.', 'The dog'),
	);
});
