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

/** Error thrown when the chain refuses an announcement because the last one is too recent. */
export class AnnouncedTooSoonError extends BtopError {
	override name = 'AnnouncedTooSoonError';
	override readonly code = 'serving-rate-limit-exceeded';
	/** Number of the first block that may include the next one. */
	readonly block: number;

	constructor(block: number, options?: ErrorOptions) {
		super(
			`the last announcement is too recent for this subnet; it is tried again for block ${block}`,
			options,
		);
		this.block = block;
	}
}
