import {type Random, drawBetween, drawIndex, drawNormal} from '../../../support/random.ts';
import {getError, getNaiveForecast, type SeriesTruth} from './answer.ts';
import {forecastLength, seriesLength, type SeriesQuestion} from './question.ts';

/**
Generate a series and its continuation.

In the series' unit: a trend of up to a few units over its length, one or two seasons of 5 to 32 samples with an amplitude of 0.3 to 1.2, a regime change in four of ten series, noise of 0.05 to 0.35 and an outlier in thirty samples. Unit and level are random too.
*/
export function drawSeries(random: Random): {
	readonly question: SeriesQuestion;
	readonly truth: SeriesTruth;
} {
	const unit = 10 ** drawBetween(random, -1, 3);
	const level = unit * 10 * drawNormal(random);
	const signal = drawSignal(random);
	const raw = signal.map(value => level + unit * value);
	const noise = unit * drawBetween(random, 0.05, 0.35);
	const series = raw
		.slice(0, seriesLength)
		.map(value => shorten(value + noise * drawNormal(random) + unit * drawOutlier(random)));
	const next = raw.slice(seriesLength);
	const naiveError = Math.max(getError(getNaiveForecast(series), next), unit / 10);
	return {question: {series}, truth: {next, naiveError}};
}

/** Generate the 72 noiseless values, in units. */
function drawSignal(random: Random): readonly number[] {
	const slope = 0.015 * drawNormal(random);
	const seasons = Array.from({length: 1 + drawIndex(random, 2)}, () => drawSeason(random));
	const change = drawChange(random);
	return Array.from({length: seriesLength + forecastLength}, (_, time) => {
		const since = Math.max(0, time - change.time);
		const season = seasons.reduce((sum, at) => sum + at(time), 0);
		const amplitude = since > 0 ? change.amplitude : 1;
		const step = since > 0 ? change.step : 0;
		return slope * time + change.slope * since + step + amplitude * season;
	});
}

/** Draw a season: a wave, shaped by a weaker one at twice its frequency. */
function drawSeason(random: Random): (time: number) => number {
	const period = 5 * 6.4 ** random();
	const phase = 2 * Math.PI * random();
	const amplitude = drawBetween(random, 0.3, 1.2);
	const overtone = drawBetween(random, 0, 0.4);
	const overtonePhase = 2 * Math.PI * random();
	return time => {
		const angle = (2 * Math.PI * time) / period + phase;
		return amplitude * (Math.sin(angle) + overtone * Math.sin(2 * angle + overtonePhase));
	};
}

/** Draw a regime change at some point in the series, or none. */
function drawChange(random: Random) {
	const time = 8 + drawIndex(random, seriesLength - 16);
	const kind = random();
	return {
		time,
		slope: kind < 0.15 ? 0.03 * drawNormal(random) : 0,
		step: kind >= 0.15 && kind < 0.3 ? drawNormal(random) : 0,
		amplitude: kind >= 0.3 && kind < 0.4 ? drawBetween(random, 0.4, 1.8) : 1,
	};
}

function drawOutlier(random: Random): number {
	return random() < 1 / 30 ? 3 * drawNormal(random) : 0;
}

/** Seven digits are precise enough for a noisy sample, and keep the question short. */
function shorten(value: number): number {
	return Number(value.toPrecision(7));
}
