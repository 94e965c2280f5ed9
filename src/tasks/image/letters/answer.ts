import {parseFields, refuse} from '../../parse.ts';
import type {Parsed} from '../../task.ts';
import {toProbabilities} from '../probabilities.ts';
import {classes} from './classes.ts';

/** A character that may be in the picture, and its probability. */
export type Guess = {
	/** One of the 47 classes. */
	readonly label: string;
	/** From 0 to 1. */
	readonly score: number;
};

/** A miner's answer: what is in the picture. */
export type LetterAnswer = {
	/** One to five guesses of different classes, the best first. Their probabilities are at most 1 together. */
	readonly top: readonly Guess[];
};

/** Most guesses in an answer. */
export const mostGuesses = 5;

/** Convert a model's 47 logits to an answer: the five most probable classes. */
export function toLetterAnswer(logits: Float32Array): LetterAnswer {
	const guesses = toProbabilities(logits).map((score, index) => ({label: classes[index]!, score}));
	return {top: guesses.toSorted((left, right) => right.score - left.score).slice(0, mostGuesses)};
}

/** Validate an untrusted answer. */
export function parseLetterAnswer(value: unknown): Parsed<LetterAnswer> {
	const fields = parseFields(value, ['top']);
	if (!fields.ok) {
		return fields;
	}

	const {top} = fields.value;
	if (!Array.isArray(top) || top.length === 0 || top.length > mostGuesses) {
		return refuse(`\`top\` is not an array of 1 to ${mostGuesses} guesses`);
	}

	const guesses: Guess[] = [];
	for (const each of top as readonly unknown[]) {
		const guess = parseGuess(each);
		if (!guess.ok) {
			return guess;
		}

		guesses.push(guess.value);
	}

	if (new Set(guesses.map(({label}) => label)).size < guesses.length) {
		return refuse('`top` names a class twice');
	}

	const sum = guesses.reduce((total, {score}) => total + score, 0);
	return sum <= 1 + sumTolerance
		? {ok: true, value: {top: guesses}}
		: refuse('the scores in `top` add up to more than 1');
}

function parseGuess(value: unknown): Parsed<Guess> {
	const fields = parseFields(value, ['label', 'score']);
	if (!fields.ok) {
		return fields;
	}

	const {label, score} = fields.value;
	if (typeof label !== 'string' || !classes.includes(label)) {
		return refuse('a `label` in `top` is none of the 47 classes');
	}

	return typeof score === 'number' && score >= 0 && score <= 1
		? {ok: true, value: {label, score}}
		: refuse('a `score` in `top` is not a number from 0 to 1');
}

/**
Score an answer from 0 to 1: half for where the right class stands, half for honest probabilities.

The first half is the reciprocal rank (Voorhees, TREC-8, 1999): 1 for the first guess, 1/2 for the second, up to 1/5, and 0 if the right class is not among the guesses. The second is 1 − B/2, where B is the Brier score (Brier, 1950), Σ (pᵢ − yᵢ)² over the 47 classes; what the guesses leave of 1 is shared evenly by the classes that they do not name. Both are highest, in expectation, for who says what it believes.

@param truth The class that was drawn.
*/
export function scoreLetterAnswer({top}: LetterAnswer, truth: string): number {
	const place = top.findIndex(({label}) => label === truth);
	const left = Math.max(0, 1 - top.reduce((sum, {score}) => sum + score, 0));
	const others = classes.length - top.length;
	const share = left / others;
	const named = top.reduce(
		(sum, {label, score}) => sum + (score - (label === truth ? 1 : 0)) ** 2,
		0,
	);
	const unnamed = place === -1 ? (others - 1) * share ** 2 + (1 - share) ** 2 : others * share ** 2;
	const rank = place === -1 ? 0 : 1 / (place + 1);
	return (rank + Math.max(0, 1 - (named + unnamed) / 2)) / 2;
}

const sumTolerance = 1e-3;
