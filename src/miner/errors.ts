import {BtopError, type BtopErrorOptions} from '../support/errors.ts';

/** Error thrown when the system refuses to let a server listen on its address. */
export class CannotListenError extends BtopError {
	override name = 'CannotListenError';
	override readonly code = 'cannot-listen';
	readonly address: string;

	constructor(address: string, problem: string, options: BtopErrorOptions = {}) {
		super(`No server can listen at \`${address}\`: ${problem}`, {
			fix: 'Choose an address of this machine, and a port above 1023.',
			...options,
		});
		this.address = address;
	}
}
