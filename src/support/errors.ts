import {constants} from 'node:os';
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

/** Error thrown when the system does not let us use a file or a folder: it is not there, is of another kind, or may not be written. */
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

type DiskTrouble = {readonly code: string; readonly problem: string; readonly fix: string};

const full: DiskTrouble = {
	code: 'disk-full',
	problem: 'the disk is full',
	fix: 'Make room on it; `df -h` shows which one it is. Then try again.',
};
const overQuota: DiskTrouble = {
	code: 'disk-full',
	problem: 'your quota on the disk is used up',
	fix: 'Make room in your files; `quota -s` shows how much you may have. Then try again.',
};
const failing: DiskTrouble = {
	code: 'disk-failed',
	problem: 'the disk does not read or write',
	fix: 'See what the system says of it, with `dmesg` for example, and save what matters elsewhere.',
};

/** By the system's number of the error; Node.js has no name for that of a quota. */
const diskTroubles = new Map([
	[constants.errno.ENOSPC, full],
	[constants.errno.EDQUOT, overQuota],
	[constants.errno.EIO, failing],
]);

/** By the low byte of SQLite's, of https://sqlite.org/rescode.html */
const databaseTroubles = new Map([
	[10, failing],
	[13, full],
]);

/** Error thrown when a disk does not take or give what it should: it is full, a quota is used up, or it fails. */
export class DiskError extends BtopError {
	override name = 'DiskError';
	/** `disk-full` or `disk-failed`. */
	override readonly code: string;
	/** What was to be read or written, where the system says it: it does not once a file is open. */
	readonly path: string | undefined;

	constructor({code, problem, fix}: DiskTrouble, path?: string, options: BtopErrorOptions = {}) {
		super(
			path === undefined
				? `A file cannot be read or written: ${problem}`
				: `\`${path}\` cannot be read or written: ${problem}`,
			{fix, ...options},
		);
		this.code = code;
		this.path = path;
	}
}

/**
Turn an error of the file system, or of a database in it, into one of ours. One that names no path, and is not the disk's either, gives `undefined`.

@param file What was read or written, if the caller knows: an error of an open file does not.
*/
export function toFileError(error: unknown, file?: string): PathError | DiskError | undefined {
	if (error instanceof PathError || error instanceof DiskError) {
		return error;
	}

	if (!(error instanceof Error)) {
		return undefined;
	}

	const {path = file, errno} = error as NodeJS.ErrnoException;
	const {errcode = 0} = error as {readonly errcode?: number};
	const trouble = diskTroubles.get(-(errno ?? 0)) ?? databaseTroubles.get(errcode % 256);
	if (trouble) {
		return new DiskError(trouble, path, {cause: error});
	}

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
