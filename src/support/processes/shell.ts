/** Check whether a POSIX shell reads a word the same without quotes; a leading `~/` expands to the home directory. */
export const isPlainWord = (word: string): boolean => /^(?:~\/)?[\w\-.\/:]+$/v.test(word);

/** Quote a word for a POSIX shell. */
export const quoteWord = (word: string): string =>
	isPlainWord(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
