import {parseFields, parseNumbers, refuse} from '../../parse.ts';
import type {Parsed} from '../../task.ts';
import {toProbabilities} from '../probabilities.ts';

/** A miner's answer: which digit is in the picture. */
export type DigitAnswer = {
	/** The digit, from 0 to 9. */
	readonly label: number;
	/** The probability of each of the ten digits, in order; their sum is 1, within `sumTolerance`. */
	readonly scores: readonly number[];
};

/** Convert a model's ten logits to an answer: their probabilities, and the most probable digit. */
export const toDigitAnswer = (logits: Float32Array): DigitAnswer => ({
	label: logits.indexOf(Math.max(...logits)),
	scores: toProbabilities(logits),
});

/** Validate an untrusted answer. */
export function parseDigitAnswer(value: unknown): Parsed<DigitAnswer> {
	const fields = parseFields(value, ['label', 'scores']);
	if (!fields.ok) {
		return fields;
	}

	const {label} = fields.value;
	if (typeof label !== 'number' || !Number.isSafeInteger(label) || label < 0 || label > 9) {
		return refuse('`label` is not a whole number from 0 to 9');
	}

	const scores = parseNumbers(fields.value.scores, {name: 'scores', count: 10, low: 0, high: 1});
	if (!scores.ok) {
		return scores;
	}

	const sum = scores.value.reduce((total, score) => total + score, 0);
	return Math.abs(sum - 1) <= sumTolerance
		? {ok: true, value: {label, scores: scores.value}}
		: refuse('`scores` do not add up to 1');
}

/**
Score an answer from 0 to 1: half for the right digit, half for honest probabilities.

The second half is 1 − B/2, where B is the Brier score, Σ (pᵢ − yᵢ)² over the ten digits with y = 1 for the digit drawn and 0 for the others; B lies between 0 and 2. It is a proper scoring rule: honest probabilities maximize the expected score. A certain right answer scores 1, a certain wrong one 0; ten times 0.1 scores 0.775 with the right label, 0.275 with a wrong one.
*/
export function scoreDigitAnswer({label, scores}: DigitAnswer, truth: number): number {
	const brier = scores.reduce(
		(sum, score, digit) => sum + (score - (digit === truth ? 1 : 0)) ** 2,
		0,
	);
	const correct = label === truth ? 1 : 0;
	return (correct + Math.max(0, 1 - brier / 2)) / 2;
}

const sumTolerance = 1e-3;
