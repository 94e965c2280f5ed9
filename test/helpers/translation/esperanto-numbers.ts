/** Read `dudek tri` or `kvarcent`. */
export function readNumber(
	words: readonly string[],
	at: number,
): {readonly english: string; readonly next: number} | undefined {
	const two = numbers.get(`${words[at]} ${words[at + 1]}`);
	if (two !== undefined) {
		return {english: two, next: at + 2};
	}

	const one = numbers.get(words[at]!);
	return one === undefined ? undefined : {english: one, next: at + 1};
}

const units: ReadonlyArray<readonly [string, string, string]> = [
	['unu', 'one', 'ten'],
	['du', 'two', 'twenty'],
	['tri', 'three', 'thirty'],
	['kvar', 'four', 'forty'],
	['kvin', 'five', 'fifty'],
	['ses', 'six', 'sixty'],
	['sep', 'seven', 'seventy'],
	['ok', 'eight', 'eighty'],
	['naŭ', 'nine', 'ninety'],
];

/** All numbers, written out the long way. */
const numbers: ReadonlyMap<string, string> = new Map([
	...units.slice(1).map(([word, english]) => [word, english] as const),
	...units.map(
		([word, english]) => [`${word === 'unu' ? '' : word}cent`, `${english} hundred`] as const,
	),
	...units.map(([word, , ten]) => [`${word === 'unu' ? '' : word}dek`, ten] as const),
	...units
		.slice(1)
		.flatMap(([tens, , ten]) =>
			units.map(([word, english]) => [`${tens}dek ${word}`, `${ten}-${english}`] as const),
		),
	['dek unu', 'eleven'],
	['dek du', 'twelve'],
	['dek tri', 'thirteen'],
	['dek kvar', 'fourteen'],
	['dek kvin', 'fifteen'],
	['dek ses', 'sixteen'],
	['dek sep', 'seventeen'],
	['dek ok', 'eighteen'],
	['dek naŭ', 'nineteen'],
]);
