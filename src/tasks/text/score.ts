import type {TextAnswer} from './answer.ts';

/** What stays with the validator: the one right answer. */
export type TextTruth = {
	/** A word or two, for example `kitchen`. */
	readonly answer: string;
};

/**
Score an answer from 0 to 1: (E + F) / 2, as both are measured by the evaluation of SQuAD 1.1.

E is 1 if the answer is exactly the truth, and 0 otherwise. F is the harmonic mean of precision and recall of its words. Both ignore case, punctuation, articles and white space. So `The kitchen.` scores 1 where `kitchen` is right, `in the kitchen` scores 1/3, and an empty answer 0.
*/
export function scoreTextAnswer({text}: Pick<TextAnswer, 'text'>, {answer}: TextTruth): number {
	const given = toWords(text);
	const right = toWords(answer);
	const exact = given.length > 0 && given.join(' ') === right.join(' ') ? 1 : 0;
	return (exact + getOverlap(given, right)) / 2;
}

/**
Split a text into the words that count: lowercase, without punctuation and articles.

That is `normalize_answer()` of the evaluation script of P. Rajpurkar et al., "SQuAD: 100,000+ Questions for Machine Comprehension of Text" (EMNLP 2016, https://rajpurkar.github.io/SQuAD-explorer/), which knows the punctuation of ASCII; here it is all of Unicode's.
*/
export function toWords(text: string): readonly string[] {
	return text
		.toLowerCase()
		.replaceAll(/[\p{Punctuation}\p{Symbol}]/gv, '')
		.split(/\s+/v)
		.filter(word => word !== '' && !articles.has(word));
}

/** Get the F1 score of words, in any order. A word counts as often as it stands in both. */
function getOverlap(given: readonly string[], right: readonly string[]): number {
	const left = [...right];
	const common = given.filter(word => {
		const place = left.indexOf(word);
		if (place !== -1) {
			left.splice(place, 1);
		}

		return place !== -1;
	}).length;
	return common === 0 ? 0 : (2 * common) / (given.length + right.length);
}

const articles = new Set(['a', 'an', 'the']);
