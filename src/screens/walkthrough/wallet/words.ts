/**
Choose the positions of the words to ask for, from 1.

@param random - Returns a number in [0, 1).
*/
export function choosePositions(
	count: number,
	{asked = 3, random = Math.random}: {readonly asked?: number; readonly random?: () => number} = {},
): readonly number[] {
	const left = Array.from({length: count}, (_, index) => index + 1);
	const chosen = Array.from({length: Math.min(asked, count)}, () =>
		left.splice(Math.floor(random() * left.length), 1),
	);
	return chosen.flat().toSorted((one, other) => one - other);
}

/** Join numbers as in speech: `3, 7 and 11`. */
export function joinNumbers(numbers: readonly number[]): string {
	return numbers.length < 2
		? numbers.join('')
		: `${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1)!}`;
}
