import {expect, test} from 'vitest';
import {
	getError,
	getNaiveForecast,
	parseForecast,
	scoreForecast,
	toForecast,
} from '../../../src/tasks/data/series/answer.ts';
import {series as seriesKind} from '../../../src/tasks/data/series/series.ts';
import {toUnits} from '../../../src/tasks/data/series/normalise.ts';
import {parseSeries, toSeriesInput} from '../../../src/tasks/data/series/question.ts';
import {createRandom} from '../../../src/support/random.ts';

const countUp = (length: number) => Array.from({length}, (_, index) => index);

test('every question is new and passes its own check', () => {
	const random = createRandom(1);
	const asked = Array.from({length: 300}, () => seriesKind.ask(random));

	expect(new Set(asked.map(({question}) => question.series.join(' '))).size).toBe(300);
	for (const {question, truth} of asked) {
		const wire = JSON.stringify(question);
		expect(seriesKind.parseQuestion(JSON.parse(wire))).toEqual({
			ok: true,
			value: question,
		});
		expect(truth.next).toHaveLength(8);
		expect(truth.next.every(value => Number.isFinite(value))).toBe(true);
		expect(truth.naiveError).toBeGreaterThan(0);
	}
});

test('the same random numbers ask the same question', () => {
	expect(seriesKind.ask(createRandom(5))).toEqual(seriesKind.ask(createRandom(5)));
});

test('the truth goes on where the series ends, within its noise', () => {
	const random = createRandom(2);
	const jumps = Array.from({length: 500}, () => {
		const {question, truth} = seriesKind.ask(random);
		return Math.abs(truth.next[0]! - question.series.at(-1)!) / toUnits(question.series).spread;
	});

	// Half the steps from one sample to the next are smaller than the series' own spread.
	expect(jumps.filter(jump => jump < 1).length).toBeGreaterThan(350);
});

test.each([
	['nothing', undefined],
	['null', null],
	['an array', countUp(64)],
	['no series', {}],
	['another field', {series: countUp(64), horizon: 8}],
	['a sample too few', {series: countUp(63)}],
	['a sample too many', {series: countUp(65)}],
	['a text as series', {series: '0'.repeat(64)}],
	['a typed array', {series: new Float32Array(64)}],
	['a text among the samples', {series: [...countUp(63), '1']}],
	['a hole among the samples', {series: Object.assign([], {length: 64})}],
	['a sample that is no number', {series: [...countUp(63), NaN]}],
	['an endless sample', {series: [...countUp(63), Infinity]}],
	['a sample out of bounds', {series: [...countUp(63), 1e13]}],
])('a question of %s is refused', (_name, value) => {
	expect(parseSeries(value)).toEqual({ok: false, reason: expect.any(String)});
});

test.each([
	['nothing', undefined],
	['no forecast', {}],
	['another field', {forecast: countUp(8), sure: true}],
	['seven values', {forecast: countUp(7)}],
	['nine values', {forecast: countUp(9)}],
	['a value of null', {forecast: [...countUp(7), null]}],
	['a value out of bounds', {forecast: [...countUp(7), -1e13]}],
])('an answer of %s is refused', (_name, value) => {
	expect(parseForecast(value)).toEqual({ok: false, reason: expect.any(String)});
});

test('a model sees the same shape whatever is counted, and answers in the series’ own measure', () => {
	const shape = Array.from({length: 64}, (_, time) => Math.sin(time / 3));
	const scaled = {series: shape.map(value => 1000 + 20 * value)};
	const [plain, moved] = [{series: shape}, scaled].map(question => toSeriesInput(question));
	for (const [index, value] of plain!.entries()) {
		expect(moved![index]).toBeCloseTo(value, 4);
	}

	const {middle, spread} = toUnits(scaled.series);
	const {forecast} = toForecast(Float32Array.from(countUp(8)), scaled);
	expect(forecast[0]).toBeCloseTo(middle, 3);
	expect(forecast[7]).toBeCloseTo(middle + 7 * spread, 3);
});

test('a constant series is all zeros to a model', () => {
	const series = Array.from({length: 64}, () => 5);

	expect(toSeriesInput({series})).toEqual(new Float32Array(64));
	expect(toForecast(new Float32Array(8), {series})).toEqual({
		forecast: [5, 5, 5, 5, 5, 5, 5, 5],
	});
});

test('the naive forecast is the mean of the last eight samples', () => {
	expect(getNaiveForecast(countUp(64))).toEqual(Array.from({length: 8}, () => 59.5));
});

test('a perfect forecast scores 1, one as wrong as the naive a half, one twice as wrong a fifth', () => {
	const truth = {next: countUp(8), naiveError: 2};
	const score = (offset: number) =>
		scoreForecast({forecast: truth.next.map(value => value + offset)}, truth);

	expect(score(0)).toBe(1);
	expect(score(2)).toBe(0.5);
	expect(score(-4)).toBeCloseTo(0.2);
	expect(score(1e12)).toBeGreaterThanOrEqual(0);
});

test('a question’s naive forecast scores a half, or more where it was right by luck', () => {
	const random = createRandom(4);
	for (let count = 0; count < 200; count++) {
		const {question, truth} = seriesKind.ask(random);
		const forecast = getNaiveForecast(question.series);
		const score = seriesKind.score({forecast}, truth);
		if (truth.naiveError === getError(forecast, truth.next)) {
			expect(score).toBe(0.5);
		} else {
			expect(score).toBeGreaterThan(0.5);
		}
	}
});
