/** Whether a word means the same to a POSIX shell without quotes; `~/` at its start is the home there. */
export const isPlainWord = (word: string): boolean => /^(?:~\/)?[\w\-.\/:]+$/v.test(word);

/** Quote a word as a POSIX shell wants it. */
export const quoteWord = (word: string): string =>
	isPlainWord(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
