/** Convert a model's logits to probabilities by softmax, rounded to six places. */
export function toProbabilities(logits: Float32Array): readonly number[] {
	const highest = Math.max(...logits);
	const weights = Array.from(logits, logit => Math.exp(logit - highest));
	const total = weights.reduce((sum, weight) => sum + weight, 0);
	return weights.map(weight => Math.round((weight / total) * 1e6) / 1e6);
}
