import {BtopError, type BtopErrorOptions} from '../support/errors.ts';

/** Error thrown when a chain's folder cannot be used: another chain runs on it, or another program wrote it. */
export class StateDirectoryError extends BtopError {
	override name = 'StateDirectoryError';
	override readonly code = 'bad-state';
	readonly path: string;

	constructor(path: string, reason: string, options: BtopErrorOptions = {}) {
		super(`The chain’s state in \`${path}\` cannot be used: ${reason}`, {
			fix: 'Stop the other chain, or choose another folder for the state.',
			...options,
		});
		this.path = path;
	}
}
