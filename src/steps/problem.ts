import {BtopError} from '../support/errors.ts';

/** Why something could not be done, in the operator's words. */
export type Problem = {
	/** As in `BtopError`. */
	readonly code: string;
	readonly message: string;
	readonly fix?: string;
};

/** Tell an error to the operator. One that nobody foresaw is a fault of ours, and said to be. */
export function toProblem(error: unknown): Problem {
	if (error instanceof BtopError) {
		return {code: error.code, message: error.message, fix: error.fix};
	}

	return {
		code: 'failed',
		message: error instanceof Error ? error.message : String(error),
		fix: 'This is a fault in btop itself. Going back, or starting it again, loses nothing.',
	};
}
