import type {Word} from './words.ts';

/** Sentences to train on, or those that validators ask about. */
export type Split = 'training' | 'held-out';

/**
Get the split that a combination belongs to: a verb with its subject or object, or an adjective with its noun. A quarter is held out.

It is a hash of the two words (FNV-1a of 32 bits, https://www.isthe.com/chongo/tech/comp/fnv/), so the split stays as it is when words are added.
*/
export function getSplit(word: Word, noun: Word): Split {
	return hash(`${word.esperanto} ${noun.esperanto}`) % 4 === 0 ? 'held-out' : 'training';
}

function hash(text: string): number {
	let state = 0x81_1c_9d_c5;
	for (const letter of text) {
		// eslint-disable-next-line no-bitwise -- That is how the hash is defined.
		state = Math.imul(state ^ letter.codePointAt(0)!, 0x01_00_01_93);
	}

	// The lowest bits mix badly.
	// eslint-disable-next-line no-bitwise -- It takes 32 bits to an unsigned number.
	return (state >>> 8) & 0xff_ff;
}
