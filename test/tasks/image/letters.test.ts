import {expect, test} from 'vitest';
import {createRandom} from '../../../src/support/random.ts';
import {
	parseLetterAnswer,
	scoreLetterAnswer,
	toLetterAnswer,
	type Guess,
} from '../../../src/tasks/image/letters/answer.ts';
import {classes} from '../../../src/tasks/image/letters/classes.ts';
import {readGlyphs, readHeldOutGlyphs} from '../../../src/tasks/image/letters/held-out.ts';
import {letters} from '../../../src/tasks/image/letters/letters.ts';

const guess = (label: string, score: number): Guess => ({label, score});

function sendOver(value: unknown): unknown {
	const wire = JSON.stringify(value);
	return JSON.parse(wire);
}

test('the held-out glyphs are those of ten fonts, 62 characters of 47 classes each', () => {
	const glyphs = readHeldOutGlyphs();
	const counts = Map.groupBy(glyphs, ({label}) => classes[label]!);

	expect(glyphs).toHaveLength(620);
	expect(counts.size).toBe(47);
	expect(counts.get('7')).toHaveLength(10);
	// A capital that its lower-case letter looks like stands for both.
	expect(counts.get('C')).toHaveLength(20);
	expect(counts.get('A')).toHaveLength(10);
	expect(counts.get('a')).toHaveLength(10);
	for (const {pixels} of glyphs) {
		expect(pixels).toHaveLength(256);
		expect(Math.max(...pixels)).toBeGreaterThan(8);
		expect(Math.max(...pixels)).toBeLessThan(16);
	}
});

test('a record holds two pixels a byte, the left one first', () => {
	const record = new Uint8Array(129);
	record[0] = 0x5f;
	record[127] = 0x01;
	record[128] = 46;
	const [glyph] = readGlyphs(record);

	expect([...glyph!.pixels.subarray(0, 2), glyph!.pixels[255]]).toEqual([5, 15, 1]);
	expect(classes[glyph!.label]).toBe('t');
});

test('every question is new, passes its own check, and all classes are asked for', () => {
	const random = createRandom(1);
	const asked = Array.from({length: 600}, () => letters.ask(random));

	expect(new Set(asked.map(({question}) => question.pixels)).size).toBe(600);
	expect(new Set(asked.map(({truth}) => truth.label)).size).toBe(47);
	for (const {question} of asked) {
		expect(letters.parseQuestion(sendOver(question))).toEqual({ok: true, value: question});
	}
});

test.each([
	['nothing', undefined],
	['a list', [guess('A', 1)]],
	['no guesses', {top: []}],
	['another field', {top: [guess('A', 1)], sure: true}],
	['six guesses', {top: [...'ABDEFG'].map(label => guess(label, 0.1))}],
	['a class that is none', {top: [guess('c', 1)]}],
	['an empty class', {top: [guess('', 1)]}],
	['a number as class', {top: [{label: 7, score: 1}]}],
	['a class named twice', {top: [guess('A', 0.5), guess('A', 0.5)]}],
	['a score below 0', {top: [guess('A', -0.1)]}],
	['a score above 1', {top: [guess('A', 1.1)]}],
	['a score of null', {top: [{label: 'A', score: null}]}],
	['no score', {top: [{label: 'A'}]}],
	['more in a guess', {top: [{...guess('A', 1), rank: 1}]}],
	['scores beyond 1 together', {top: [guess('A', 0.6), guess('B', 0.5)]}],
])('an answer of %s is refused', (_name, value) => {
	expect(parseLetterAnswer(value)).toEqual({ok: false, reason: expect.any(String)});
});

test('an answer is the five most probable classes, and passes its own check', () => {
	const logits = new Float32Array(47);
	logits[10] = Math.log(30);
	logits[46] = Math.log(23);
	const answer = toLetterAnswer(logits);

	expect(answer.top.slice(0, 2)).toEqual([guess('A', 0.306122), guess('t', 0.234694)]);
	expect(answer.top.map(({score}) => score).slice(2)).toEqual([0.010204, 0.010204, 0.010204]);
	expect(parseLetterAnswer(sendOver(answer))).toEqual({ok: true, value: answer});
});

test('logits of any size make a readable answer, and broken ones none', () => {
	const huge = toLetterAnswer(new Float32Array(47).fill(-3e38).fill(3e38, 5, 6));
	const broken = toLetterAnswer(new Float32Array(47).fill(NaN));

	expect(huge.top[0]).toEqual(guess('5', 1));
	expect(parseLetterAnswer(sendOver(huge)).ok).toBe(true);
	expect(parseLetterAnswer(sendOver(broken)).ok).toBe(false);
});

test('half the score is for the place of the right class, half for honest probabilities', () => {
	expect(scoreLetterAnswer({top: [guess('A', 1)]}, 'A')).toBe(1);
	expect(scoreLetterAnswer({top: [guess('A', 1)]}, 'B')).toBe(0);
	// Brier: 0.2² + 0.2² for the two that are named.
	const two = {top: [guess('A', 0.8), guess('B', 0.2)]};
	expect(scoreLetterAnswer(two, 'A')).toBeCloseTo((1 + 1 - 0.04) / 2);
	expect(scoreLetterAnswer(two, 'B')).toBeCloseTo((1 / 2 + 1 - 0.64) / 2);
	const last = {top: [...'ABDEF'].map(label => guess(label, 0.2))};
	expect(scoreLetterAnswer(last, 'F')).toBeCloseTo((1 / 5 + 1 - 0.4) / 2);
});

test('what the guesses leave is shared evenly by all other classes', () => {
	const even = {top: [guess('A', 1 / 47)]};
	const brier = (46 * (1 / 47) ** 2 + (46 / 47) ** 2) / 2;

	expect(scoreLetterAnswer(even, 'B')).toBeCloseTo((1 - brier) / 2);
	expect(scoreLetterAnswer(even, 'A')).toBeCloseTo((2 - brier) / 2);
});

test('a miner expects the most by saying what it believes, in that order', () => {
	const belief = [guess('O', 0.5), guess('0', 0.3), guess('D', 0.2)];
	const expected = (top: readonly Guess[]) =>
		belief.reduce((sum, {label, score}) => sum + score * scoreLetterAnswer({top}, label), 0);

	for (const other of [
		[guess('O', 1)],
		belief.toReversed(),
		[guess('O', 0.6), guess('0', 0.3), guess('D', 0.1)],
		[guess('O', 0.4), guess('0', 0.2), guess('D', 0.1)],
	]) {
		expect(expected(other)).toBeLessThan(expected(belief));
	}
});
