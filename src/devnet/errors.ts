import {BtopError, type BtopErrorOptions} from '../support/errors.ts';

/** Error thrown when another program listens where the chain should. */
export class PortTakenError extends BtopError {
	override name = 'PortTakenError';
	override readonly code = 'port-taken';
	readonly port: number;

	constructor(port: number, options: BtopErrorOptions = {}) {
		super(`Port \`${port}\` is taken by another program`, {
			fix: 'Choose another port, or 0 for any that is free.',
			...options,
		});
		this.port = port;
	}
}

/** Error thrown when a chain's folder cannot be used: another chain runs on it, or it was not written by this program. */
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
