import {BtopError, type BtopErrorOptions} from '../../support/errors.ts';

/** Error thrown when the hub does not answer, or not as a hub does, however often it is asked. */
export class HubUnreachableError extends BtopError {
	override name = 'HubUnreachableError';
	override readonly code = 'hub-unreachable';

	constructor(what: string, problem: string, options: BtopErrorOptions = {}) {
		super(`\`${what}\` cannot be had from the hub: ${problem}`, {
			fix: 'Check the network, `HTTPS_PROXY` and `HF_ENDPOINT`; then run the command again, which goes on where it ended.',
			...options,
		});
	}
}

/** Error thrown when the hub refuses: there is no such model, revision or file, or it is not for everybody. */
export class HubRefusedError extends BtopError {
	override name = 'HubRefusedError';
	override readonly code = 'hub-refused';
	override readonly exitCode = 4;
	readonly status: number;

	constructor(what: string, status: number, options: BtopErrorOptions = {}) {
		super(
			status === 404
				? `The hub has no \`${what}\``
				: `The hub refuses \`${what}\`: ${status === 401 ? 'it wants a valid token, or there is no such model' : 'its terms have to be accepted first'}`,
			{
				fix:
					status === 404
						? 'Look for it with `btop models search`, and check the revision and the file.'
						: 'Accept the terms on the page of the model, and put a token into `HF_TOKEN` or the file that `HF_TOKEN_PATH` names.',
				...options,
			},
		);
		this.status = status;
	}
}

/** Error thrown when a file is not the one that the hub describes. Nothing of it is kept. */
export class WrongFileError extends BtopError {
	override name = 'WrongFileError';
	override readonly code = 'wrong-checksum';

	constructor(what: string, problem: string, options: BtopErrorOptions = {}) {
		super(`\`${what}\` arrived, but ${problem}`, {
			fix: 'Try again later; if it stays so, do not trust this source.',
			...options,
		});
	}
}

/** Error thrown when a repository cannot be pulled as it is asked for. */
export class UnfitRepositoryError extends BtopError {
	override name = 'UnfitRepositoryError';
	override readonly code = 'bad-model';

	constructor(id: string, problem: string, fix?: string) {
		super(`\`${id}\` cannot be pulled: ${problem}`, {fix});
	}
}

/** A failure that may pass: it is tried again. */
export class PassingFailure extends Error {
	override name = 'PassingFailure';
	/** How long the server asks to wait, in milliseconds. */
	readonly wait: number | undefined;

	constructor(problem: string, {wait, ...options}: ErrorOptions & {readonly wait?: number} = {}) {
		super(problem, options);
		this.wait = wait;
	}
}
