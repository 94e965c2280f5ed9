import {type BtopErrorOptions, UsageError} from '../support/errors.ts';

/**
Error thrown when words are not a valid mnemonic. It names a position, never a word: a mistyped phrase still contains most of a secret.
*/
export class MnemonicError extends UsageError {
	override name = 'MnemonicError';
	/** Position of the word that is not in the list, from 1; absent when all words are known but the phrase is invalid. */
	readonly position: number | undefined;

	constructor(
		message: string,
		{position, ...options}: BtopErrorOptions & {readonly position?: number} = {},
	) {
		super(message, options);
		this.position = position;
	}
}
