/** A mean, and what it is with a confidence of 95 % for all questions that could have been asked. */
export type Estimate = {
	readonly mean: number;
	readonly low: number;
	readonly high: number;
};

/**
Estimate a model's score from those of its answers, each from 0 to 1.

The interval is Student's: mean ± t · s / √n (NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.5.2). Answers that are all wrong, or all right, do not spread; there the mean is at most 3 / n away from 0, or from 1 (the rule of three: Hanley and Lippman-Hand, "If nothing goes wrong, is everything all right?", JAMA 249, 1983).

@example
```
estimateScore([0, 0.5, 1, 0.5]);
//=> {mean: 0.5, low: 0, high: 1}
```
*/
export function estimateScore(scores: readonly number[]): Estimate {
	const {mean, low, high} = estimateMean(scores);
	const most = Math.min(1, 3 / scores.length);
	return {
		mean,
		low: mean === 1 ? 1 - most : Math.max(0, low),
		high: mean === 0 ? most : Math.min(1, high),
	};
}

/**
Estimate by how much one model's score is above another's, from their scores on the same questions, in the same order.

Their differences are taken question by question, since both find the same ones hard (NIST/SEMATECH e-Handbook, 1.3.5.3: paired observations). The interval holds for a number of questions that was chosen beforehand; where answers are still coming, use `estimateRunningLead()`.
*/
export function estimateLead(scores: readonly number[], others: readonly number[]): Estimate {
	if (scores.length !== others.length) {
		throw new RangeError('Both models have to be asked the same questions');
	}

	return estimateMean(scores.map((score, index) => score - others[index]!));
}

/** Get the mean of numbers, of which there is at least one. */
export const getMean = (values: readonly number[]): number =>
	values.reduce((sum, value) => sum + value, 0) / values.length;

/** Get the standard error of the mean of numbers. */
export function getMeanError(values: readonly number[]): number {
	const mean = getMean(values);
	const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
	return Math.sqrt(squares / Math.max(1, values.length - 1) / values.length);
}

function estimateMean(values: readonly number[]): Estimate {
	if (values.length < 2) {
		throw new RangeError('An interval needs two values or more');
	}

	const mean = getMean(values);
	const reach = getQuantile(values.length - 1) * getMeanError(values);
	return {mean, low: mean - reach, high: mean + reach};
}

/** Get the 97.5 % quantile of Student's t, to three places from eight degrees of freedom on (Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.5). */
function getQuantile(degrees: number): number {
	const z = 1.959964;
	return (
		z +
		(z ** 3 + z) / 4 / degrees +
		(5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96 / degrees ** 2 +
		(3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384 / degrees ** 3
	);
}
