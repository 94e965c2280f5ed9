import {type BtopErrorOptions, UsageError} from '../support/errors.ts';

/**
Error thrown when words are not a mnemonic. It names a place, never a word: a mistyped phrase is still most of a secret.
*/
export class MnemonicError extends UsageError {
	override name = 'MnemonicError';
	/** Place of the word that is not in the list, from 1; absent when the words are known but do not belong together. */
	readonly position: number | undefined;

	constructor(
		message: string,
		{position, ...options}: BtopErrorOptions & {readonly position?: number} = {},
	) {
		super(message, options);
		this.position = position;
	}
}
