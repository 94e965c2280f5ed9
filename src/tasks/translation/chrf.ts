/**
Get the chrF2 of a translation, from 0 to 100: how many of its letters, pairs of letters and so on up to sixes are in the reference, and the other way, recall counting twice as much as precision.

It is the sentence score of sacreBLEU 2 (`chrF2|nrefs:1|case:mixed|eff:yes|nc:6|nw:0|space:no`): precision and recall are means over the orders for which both texts are long enough, and then F = (1 + β²)PR / (β²P + R). See Maja Popović, “chrF: character n-gram F-score for automatic MT evaluation”, WMT 2015, https://aclanthology.org/W15-3049, and `sacrebleu/metrics/chrf.py`.

@example
```
getChrf('the cat', 'the cat');
//=> 100
```
*/
export function getChrf(translation: string, reference: string): number {
	const ours = toLetters(translation);
	const theirs = toLetters(reference);
	const orders = Math.min(longestGram, ours.length, theirs.length);
	if (orders === 0) {
		return 0;
	}

	let precision = 0;
	let recall = 0;
	for (let order = 1; order <= orders; order++) {
		const shared = countShared(countGrams(ours, order), countGrams(theirs, order));
		precision += shared / (ours.length - order + 1);
		recall += shared / (theirs.length - order + 1);
	}

	precision /= orders;
	recall /= orders;
	return precision + recall === 0
		? 0
		: (100 * (1 + betaSquared) * precision * recall) / (betaSquared * precision + recall);
}

/** Split into Unicode code points, without what Python takes for white space. */
function toLetters(text: string): readonly string[] {
	return [...text].filter(letter => !isWhitespace(letter));
}

function countGrams(letters: readonly string[], order: number): ReadonlyMap<string, number> {
	const counts = new Map<string, number>();
	for (let start = 0; start + order <= letters.length; start++) {
		const gram = letters.slice(start, start + order).join('');
		counts.set(gram, (counts.get(gram) ?? 0) + 1);
	}

	return counts;
}

function countShared(
	ours: ReadonlyMap<string, number>,
	theirs: ReadonlyMap<string, number>,
): number {
	let shared = 0;
	for (const [gram, count] of ours) {
		shared += Math.min(count, theirs.get(gram) ?? 0);
	}

	return shared;
}

/** `str.split()` of Python also splits at four separators and at NEL, and not at the byte-order mark. */
function isWhitespace(letter: string): boolean {
	return separators.has(letter) || (letter !== '\u{FEFF}' && letter.trim() === '');
}

const longestGram = 6;
const betaSquared = 2 ** 2;
const separators: ReadonlySet<string> = new Set('\u{1C}\u{1D}\u{1E}\u{1F}\u{85}');
