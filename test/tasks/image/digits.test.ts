import {Buffer} from 'node:buffer';
import {expect, test} from 'vitest';
import {
	parseDigitAnswer,
	scoreDigitAnswer,
	toDigitAnswer,
} from '../../../src/tasks/image/digits/answer.ts';
import {readHeldOutDigits} from '../../../src/tasks/image/digits/held-out.ts';
import {digits as digitKind} from '../../../src/tasks/image/digits/digits.ts';
import {createPicture, parsePicture, toPictureInput} from '../../../src/tasks/image/picture.ts';
import {createRandom} from '../../../src/support/random.ts';

const certain = (digit: number) =>
	Array.from({length: 10}, (_, index) => (index === digit ? 1 : 0));
const even = Array.from({length: 10}, () => 0.1);
const {pixels} = createPicture(new Uint8Array(784).fill(77));

/** What is left of a value once it has travelled. */
function sendOver(value: unknown): unknown {
	const wire = JSON.stringify(value);
	return JSON.parse(wire);
}

test('the held-out digits are 597 pictures of all ten digits', () => {
	const digits = readHeldOutDigits();
	const values = digits.flatMap(digit => [...digit.pixels]);

	expect(digits).toHaveLength(597);
	expect(values).toHaveLength(597 * 64);
	expect(Math.min(...values)).toBe(0);
	expect(Math.max(...values)).toBe(16);
	expect(new Set(digits.map(({label}) => label))).toEqual(new Set([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]));
});

test('every question is new and passes its own check', () => {
	const random = createRandom(1);
	const asked = Array.from({length: 300}, () => digitKind.ask(random));

	expect(new Set(asked.map(({question}) => question.pixels)).size).toBe(300);
	for (const {question, truth} of asked) {
		expect(digitKind.parseQuestion(sendOver(question))).toEqual({
			ok: true,
			value: question,
		});
		expect(truth.label).toBeOneOf([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
	}
});

test('the same random numbers ask the same question', () => {
	expect(digitKind.ask(createRandom(5))).toEqual(digitKind.ask(createRandom(5)));
});

test('a picture becomes one number from 0 to 1 a pixel', () => {
	const picture = Uint8Array.from({length: 784}, (_, index) => index % 256);
	const input = toPictureInput(createPicture(picture));

	expect(input).toHaveLength(784);
	expect(input[0]).toBe(0);
	expect(input[51]).toBeCloseTo(0.2);
	expect(input[255]).toBe(1);
});

test.each([
	['nothing', undefined],
	['null', null],
	['a text', pixels],
	['an array', [pixels]],
	['no pixels', {}],
	['inherited pixels', Object.create({pixels})],
	['another field', {pixels, label: 3}],
	['pixels as numbers', {pixels: Array.from({length: 784}, () => 0)}],
	['a pixel too few', {pixels: Buffer.alloc(783).toString('base64')}],
	['a pixel too many', {pixels: Buffer.alloc(785).toString('base64')}],
	['a megabyte', {pixels: 'A'.repeat(2 ** 20)}],
	['base64 for URLs', {pixels: Buffer.alloc(784, 0xff).toString('base64url').padEnd(1048, '=')}],
	['a space inside', {pixels: ` ${pixels.slice(1)}`}],
	['no padding', {pixels: `${pixels.slice(0, -2)}AA`}],
	['bits after the end', {pixels: `${pixels.slice(0, -3)}R==`}],
])('a question of %s is refused', (_name, value) => {
	expect(parsePicture(value)).toEqual({ok: false, reason: expect.any(String)});
});

test.each([
	['nothing', undefined],
	['no scores', {label: 3}],
	['no label', {scores: certain(3)}],
	['another field', {label: 3, scores: certain(3), sure: true}],
	['a text as label', {label: '3', scores: certain(3)}],
	['half a label', {label: 2.5, scores: certain(3)}],
	['a label below 0', {label: -1, scores: certain(3)}],
	['a label above 9', {label: 10, scores: certain(3)}],
	['nine scores', {label: 3, scores: certain(3).slice(0, 9)}],
	['eleven scores', {label: 3, scores: [...certain(3), 0]}],
	['a score below 0', {label: 3, scores: [-0.1, 1.1, ...even.slice(2)]}],
	['a score that is no number', {label: 3, scores: [NaN, ...even.slice(1)]}],
	['a score of null', {label: 3, scores: [null, ...even.slice(1)]}],
	['scores beyond 1 together', {label: 3, scores: even.map(() => 0.2)}],
	['scores short of 1 together', {label: 3, scores: even.map(() => 0.09)}],
])('an answer of %s is refused', (_name, value) => {
	expect(parseDigitAnswer(value)).toEqual({ok: false, reason: expect.any(String)});
});

test('an answer is the softmax of the logits, and passes its own check', () => {
	const answer = toDigitAnswer(Float32Array.of(0, 0, 0, 0, Math.log(3), 0, 0, 0, 0, 0));

	expect(answer.label).toBe(4);
	expect(answer.scores[4]).toBe(0.25);
	expect(answer.scores[5]).toBe(0.083333);
	expect(parseDigitAnswer(sendOver(answer))).toEqual({ok: true, value: answer});
});

test('logits of any size make a readable answer, and broken ones none', () => {
	const huge = toDigitAnswer(Float32Array.of(3e38, -3e38, 0, 0, 0, 0, 0, 0, 0, 0));
	const broken = toDigitAnswer(new Float32Array(10).fill(NaN));

	expect(huge).toEqual({label: 0, scores: certain(0)});
	expect(parseDigitAnswer(sendOver(broken)).ok).toBe(false);
});

test('the score is half for the right digit and half for honest probabilities', () => {
	expect(scoreDigitAnswer({label: 3, scores: certain(3)}, 3)).toBe(1);
	expect(scoreDigitAnswer({label: 4, scores: certain(4)}, 3)).toBe(0);
	expect(scoreDigitAnswer({label: 3, scores: even}, 3)).toBeCloseTo(0.775);
	expect(scoreDigitAnswer({label: 4, scores: even}, 3)).toBeCloseTo(0.275);
});

test('a miner expects the most by saying what it believes', () => {
	const belief = [0.5, 0.3, 0.2, 0, 0, 0, 0, 0, 0, 0];
	const expected = (scores: readonly number[]) =>
		belief.reduce(
			(sum, share, truth) => sum + share * scoreDigitAnswer({label: 0, scores}, truth),
			0,
		);

	for (const other of [certain(0), even, [0.6, 0.3, 0.1, 0, 0, 0, 0, 0, 0, 0]]) {
		expect(expected(other)).toBeLessThan(expected(belief));
	}
});
