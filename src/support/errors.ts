import {getSystemErrorMessage} from 'node:util';

/** How the program ends: 1 failed, 2 wrong usage, 3 refused by the chain or the cap, 4 the operator must act, 130 interrupted. */
export type ExitCode = 1 | 2 | 3 | 4 | 130;

export type BtopErrorOptions = ErrorOptions & {
	/** What to do next, as a sentence. */
	readonly fix?: string;
};

/**
Base of every error that the operator is meant to read.

`code` is stable and stands in JSON output, `exitCode` is what the process ends with, `message` names the cause and `fix` the next step. A subclass sets `code` and `exitCode` as fields.
*/
export class BtopError extends Error {
	override name = 'BtopError';
	readonly code: string = 'failed';
	readonly exitCode: ExitCode = 1;
	readonly fix: string | undefined;

	constructor(message: string, {fix, ...options}: BtopErrorOptions = {}) {
		super(message, options);
		this.fix = fix;
	}
}

/** Error thrown when the command line, or a value on it, cannot be understood. */
export class UsageError extends BtopError {
	override name = 'UsageError';
	override readonly code = 'usage';
	override readonly exitCode = 2;
}

/** Error thrown when a file that would be written is there already. It is left as it was. */
export class FileExistsError extends BtopError {
	override name = 'FileExistsError';
	override readonly code = 'exists';
	readonly path: string;

	constructor(path: string, options: BtopErrorOptions = {}) {
		super(`\`${path}\` exists already`, {
			fix: 'Choose another name, or move that file away first.',
			...options,
		});
		this.path = path;
	}
}

/** Error thrown when the system does not let us use a file or a folder: it is not there, is of another kind, may not be written, or its disk is full. */
export class PathError extends BtopError {
	override name = 'PathError';
	override readonly code = 'bad-path';
	readonly path: string;

	constructor(path: string, problem: string, options: BtopErrorOptions = {}) {
		super(`\`${path}\` cannot be used: ${problem}`, {
			fix: 'See whether the path is right and may be read and written, or choose another.',
			...options,
		});
		this.path = path;
	}
}

/** Turn an error of the file system that names a path into a `PathError`; any other gives `undefined`. */
export function toPathError(error: unknown): PathError | undefined {
	if (error instanceof PathError) {
		return error;
	}

	const {path, errno} = error instanceof Error ? (error as NodeJS.ErrnoException) : {};
	return path === undefined || errno === undefined
		? undefined
		: new PathError(path, getSystemErrorMessage(errno), {cause: error});
}

/** Error thrown when another program listens where we should. */
export class PortTakenError extends BtopError {
	override name = 'PortTakenError';
	override readonly code = 'port-taken';
	readonly address: string;

	constructor(address: string, options: BtopErrorOptions = {}) {
		super(`Another program listens at \`${address}\` already`, {
			fix: 'Choose another port with `--port`, 0 for a free one, or end that program.',
			...options,
		});
		this.address = address;
	}
}

/** Error thrown when a process cannot be ended: it is not ours to end, or the system holds it. */
export class StuckProcessError extends BtopError {
	override name = 'StuckProcessError';
	override readonly code = 'process-stuck';
	readonly pid: number;

	constructor(pid: number, options: BtopErrorOptions = {}) {
		super(`Process \`${pid}\` does not end`, {
			fix: `See what it waits for, and whose it is: \`ps -o user,stat,wchan,args -p ${pid}\`.`,
			...options,
		});
		this.pid = pid;
	}
}

/** Error thrown when work was ended by the operator before it was done. */
export class InterruptedError extends BtopError {
	override name = 'InterruptedError';
	override readonly code = 'interrupted';
	override readonly exitCode = 130;

	constructor(options: BtopErrorOptions = {}) {
		super('Interrupted', options);
	}
}
