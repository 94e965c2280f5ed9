/** Counts by small number, such as the id of a word or a latency bucket. */
export type Tally = Map<number, number>;

/**
Increase a number's count.

@param limit How many different numbers are counted separately; the rest are counted as 0. @default unlimited
*/
export function addToTally(tally: Tally, key: number, count = 1, limit = Infinity): void {
	const kept = tally.size < limit || tally.has(key) ? key : 0;
	tally.set(kept, (tally.get(kept) ?? 0) + count);
}

/**
Encode a tally compactly: for each number, in ascending order, its difference from the previous one and its count, both as LEB128 (seven bits per byte, lowest first; the high bit means that more follow).
*/
export function encodeTally(tally: Tally): Uint8Array {
	const bytes: number[] = [];
	let before = 0;
	for (const [key, count] of [...tally].toSorted(([one], [other]) => one - other)) {
		pushNumber(bytes, key - before);
		pushNumber(bytes, count);
		before = key;
	}

	return Uint8Array.from(bytes);
}

/** Decode the output of `encodeTally()`. */
export function decodeTally(bytes: Uint8Array): Tally {
	const tally: Tally = new Map();
	const numbers = readNumbers(bytes);
	let key = 0;
	for (let index = 0; index < numbers.length; index += 2) {
		key += numbers[index]!;
		tally.set(key, numbers[index + 1]!);
	}

	return tally;
}

function pushNumber(bytes: number[], number: number) {
	let rest = number;
	for (; rest > 127; rest = Math.floor(rest / 128)) {
		bytes.push((rest % 128) + 128);
	}

	bytes.push(rest);
}

function readNumbers(bytes: Uint8Array): readonly number[] {
	const numbers: number[] = [];
	let number = 0;
	let place = 1;
	for (const byte of bytes) {
		number += (byte % 128) * place;
		place *= 128;
		if (!(byte < 128)) {
			continue;
		}

		numbers.push(number);
		number = 0;
		place = 1;
	}

	return numbers;
}
