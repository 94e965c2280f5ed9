import {constants} from 'node:os';
import {getSystemErrorMessage} from 'node:util';

/** The program's exit code: 1 failed, 2 wrong usage, 3 refused by the chain or the cap, 4 the operator must act, 130 interrupted. */
export type ExitCode = 1 | 2 | 3 | 4 | 130;

export type BtopErrorOptions = ErrorOptions & {
	/** What to do next, as a sentence. */
	readonly fix?: string;
};

/**
Base class of every error meant for the operator.

`code` is stable and appears in JSON output, `exitCode` is the process's exit code, `message` names the cause and `fix` the next step. Subclasses set `code` and `exitCode` as fields.
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

/** Error thrown when the command line, or a value on it, is invalid. */
export class UsageError extends BtopError {
	override name = 'UsageError';
	override readonly code = 'usage';
	override readonly exitCode = 2;
}

/** Error thrown when a file to be written already exists. It is left unchanged. */
export class FileExistsError extends BtopError {
	override name = 'FileExistsError';
	override readonly code = 'exists';
	readonly path: string;

	constructor(path: string, options: BtopErrorOptions = {}) {
		super(`\`${path}\` already exists`, {
			fix: 'Choose another name, or move that file away first.',
			...options,
		});
		this.path = path;
	}
}

/** Error thrown when a file or folder cannot be used: it is missing, is of the wrong kind, or access is denied. */
export class PathError extends BtopError {
	override name = 'PathError';
	override readonly code = 'bad-path';
	readonly path: string;
	/** What is wrong with it, as the end of a sentence. */
	readonly problem: string;

	constructor(path: string, problem: string, options: BtopErrorOptions = {}) {
		super(`\`${path}\` cannot be used: ${problem}`, {
			fix: 'Check that the path is right, readable and writable, or choose another.',
			...options,
		});
		this.path = path;
		this.problem = problem;
	}
}

type DiskTrouble = {readonly code: string; readonly problem: string; readonly fix: string};

const full: DiskTrouble = {
	code: 'disk-full',
	problem: 'the disk is full',
	fix: 'Free some space (`df -h` shows which disk), then try again.',
};
const overQuota: DiskTrouble = {
	code: 'disk-full',
	problem: 'your quota on the disk is used up',
	fix: 'Free some space (`quota -s` shows your limit), then try again.',
};
const failing: DiskTrouble = {
	code: 'disk-failed',
	problem: 'the disk fails to read or write',
	fix: 'Check the kernel log (`dmesg`), and copy what matters elsewhere.',
};

/** By errno; Node.js has no name for that of an exceeded quota. */
const diskTroubles = new Map([
	[constants.errno.ENOSPC, full],
	[constants.errno.EDQUOT, overQuota],
	[constants.errno.EIO, failing],
]);

/** By the low byte of SQLite's result code, from https://sqlite.org/rescode.html */
const databaseTroubles = new Map([
	[10, failing],
	[13, full],
]);

/** Error thrown when a disk cannot be read or written: it is full, a quota is exceeded, or it is failing. */
export class DiskError extends BtopError {
	override name = 'DiskError';
	/** `disk-full` or `disk-failed`. */
	override readonly code: string;
	/** The file, if the system names it: it does not for a file that is already open. */
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
Convert an error from the file system or SQLite into one of ours; `undefined` if it neither names a path nor comes from the disk.

@param file The file that was read or written, if the caller knows it: an error on an open file does not name it.
*/
export function toFileError(error: unknown, file?: string): PathError | DiskError | undefined {
	if (error instanceof PathError || error instanceof DiskError) {
		return error;
	}

	if (!(error instanceof Error)) {
		return undefined;
	}

	const {path = file, errno} = error as NodeJS.ErrnoException;
	const trouble = findDiskTrouble(error);
	if (trouble) {
		return new DiskError(trouble, path, {cause: error});
	}

	return path === undefined || errno === undefined
		? undefined
		: new PathError(path, getSystemErrorMessage(errno), {cause: error});
}

function findDiskTrouble(error: Error): DiskTrouble | undefined {
	const {errno = 0} = error as NodeJS.ErrnoException;
	const {errcode = 0} = error as {readonly errcode?: number};
	return diskTroubles.get(-errno) ?? databaseTroubles.get(errcode % 256);
}

/** Describe in a clause why a file could not be written, and what to do if the disk is full. */
export function describeWriteFailure(error: unknown, file: string): string {
	if (!(error instanceof Error)) {
		return String(error);
	}

	const {errno} = error as NodeJS.ErrnoException;
	return findDiskTrouble(error)?.code === 'disk-full'
		? `no space left on \`${file}\`; free some space`
		: `\`${file}\`: ${errno === undefined ? error.message : getSystemErrorMessage(errno)}`;
}

/** Error thrown when another program is already listening on the port. */
export class PortTakenError extends BtopError {
	override name = 'PortTakenError';
	override readonly code = 'port-taken';
	readonly address: string;

	constructor(address: string, options: BtopErrorOptions = {}) {
		super(`Another program already listens at \`${address}\``, {
			fix: 'Choose another port with `--port` (0 for any free one), or stop that program.',
			...options,
		});
		this.address = address;
	}
}

/** Error thrown when a process cannot be ended: we may not signal it, or it is stuck in the kernel. */
export class StuckProcessError extends BtopError {
	override name = 'StuckProcessError';
	override readonly code = 'process-stuck';
	readonly pid: number;

	constructor(pid: number, options: BtopErrorOptions = {}) {
		super(`Process \`${pid}\` does not end`, {
			fix: `Check what it is waiting for, and who owns it: \`ps -o user,stat,wchan,args -p ${pid}\`.`,
			...options,
		});
		this.pid = pid;
	}
}

/** Error thrown when the system cannot start a program at the moment: this process has no file descriptor left, for example. */
export class CannotStartError extends BtopError {
	override name = 'CannotStartError';
	override readonly code = 'cannot-start';
	/** What is wrong, as the end of a sentence. */
	readonly problem: string;

	constructor(program: string, problem: string, options: BtopErrorOptions = {}) {
		super(`\`${program}\` cannot be started: ${problem}`, {
			fix: 'Compare what this user may have with what is in use: `ulimit -a`.',
			...options,
		});
		this.problem = problem;
	}
}

export type InterruptedErrorOptions = BtopErrorOptions & {
	/** @default false */
	readonly isExpected?: boolean;
};

/** Error thrown when the operator interrupts work before it is done. */
export class InterruptedError extends BtopError {
	override name = 'InterruptedError';
	override readonly code = 'interrupted';
	override readonly exitCode = 130;

	/** Whether the interrupt is how this work ends: then only the exit code tells of it. */
	readonly isExpected: boolean;

	constructor({isExpected = false, ...options}: InterruptedErrorOptions = {}) {
		super('Interrupted', options);
		this.isExpected = isExpected;
	}
}
