import {parseNumbersField} from '../../parse.ts';
import type {Parsed} from '../../task.ts';
import {textCount} from './question.ts';

/** A miner's answer. */
export type SimilarityAnswer = {
	/** How near each text is to the query, from −1 to 1; of embeddings, the cosine. */
	readonly similarities: readonly number[];
};

/** What stays with the validator: how much each text has to do with the query, from 0 to 3. */
export type SimilarityTruth = {
	readonly relevance: readonly number[];
};

/** Convert the unit vectors of the query and then the texts to an answer: their cosines, rounded to six places. */
export function toSimilarities([query, ...texts]: readonly Float32Array[]): SimilarityAnswer {
	return {
		similarities: texts.map(text => {
			const cosine = text.reduce((sum, value, index) => sum + value * query![index]!, 0);
			return Math.round(Math.min(1, Math.max(-1, cosine)) * 1e6) / 1e6;
		}),
	};
}

/** Validate an untrusted answer. */
export const parseSimilarities = (value: unknown): Parsed<SimilarityAnswer> =>
	parseNumbersField(value, {
		name: 'similarities',
		count: textCount,
		low: -1,
		high: 1,
	});

/**
Score an answer from 0 to 1: the normalised discounted cumulative gain of its order (Järvelin and Kekäläinen, 2002), in the form of Burges et al. (2005): Σ (2^rel − 1) / log₂(place + 1), over that of the best order. Of texts with the same similarity, the least relevant comes first, so that it does not pay to call all the same.
*/
export function scoreSimilarities(
	{similarities}: SimilarityAnswer,
	{relevance}: SimilarityTruth,
): number {
	const order = relevance
		.map((grade, index) => ({grade, similarity: similarities[index]!}))
		.toSorted((left, right) => compare(left, right))
		.map(({grade}) => grade);
	const best = relevance.toSorted((left, right) => right - left);
	return getGain(order) / getGain(best);
}

type Placed = {readonly grade: number; readonly similarity: number};

const compare = (left: Placed, right: Placed) =>
	left.similarity === right.similarity
		? left.grade - right.grade
		: right.similarity - left.similarity;

const getGain = (grades: readonly number[]) =>
	grades.reduce((sum, grade, index) => sum + (2 ** grade - 1) / Math.log2(index + 2), 0);
