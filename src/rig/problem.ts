import {BtopError} from '../support/errors.ts';

/** A failure, as shown to the operator. */
export type Problem = {
	/** The code of the `BtopError`. */
	readonly code: string;
	readonly message: string;
	readonly fix?: string;
};

/** Describe an error to the operator. An unexpected error is reported as a bug in btop. */
export function toProblem(error: unknown): Problem {
	if (error instanceof BtopError) {
		return {code: error.code, message: error.message, fix: error.fix};
	}

	return {
		code: 'failed',
		message: error instanceof Error ? error.message : String(error),
		fix: 'This is a bug in btop. Going back or restarting loses nothing.',
	};
}
