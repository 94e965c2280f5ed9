import {spawn, type ChildProcess} from 'node:child_process';
import {open, readFile} from 'node:fs/promises';
import path from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {ensureDirectory} from './ensure-directory.ts';
import {environmentForChildren} from './environment.ts';
import {BtopError, type ExitCode} from './errors.ts';

export type BackgroundOptions = {
	/** A program and its arguments. */
	readonly command: readonly string[];
	/** Where its first line, one JSON object that says that it is ready or why not, is kept. */
	readonly record: string;
	/** Where the rest of what it says is appended. */
	readonly log: string;
	/** Whether it ends with us, however we end, rather than living on. @default false */
	readonly attached?: boolean;
	/** @default that of this process, without passwords */
	readonly env?: NodeJS.ProcessEnv;
	/** How long it may take to be ready, in milliseconds; it is ended then. @default 300_000 */
	readonly patience?: number;
	readonly signal: AbortSignal;
};

export type Background = {
	readonly pid: number;
	/** What it said when it was ready. */
	readonly ready: Readonly<Record<string, unknown>>;
	/** End it with SIGTERM, with SIGKILL if it is still there after `patience` milliseconds, and wait until it is gone. */
	readonly stop: (options?: {readonly patience?: number}) => Promise<void>;
};

/**
Start another process of the program in a session of its own, so that Ctrl-C in the terminal reaches only us, and wait until it is ready. It is ended if `signal` is aborted before that.

@throws {BtopError} If it is not ready in time; or with the code, the message and the fix that the process gave for its failure.
*/
export async function startBackground({
	command,
	record,
	log,
	attached = false,
	env = environmentForChildren(),
	patience = 300_000,
	signal,
}: BackgroundOptions): Promise<Background> {
	signal.throwIfAborted();
	const [program, ...args] = command;
	ensureDirectory(path.dirname(record));
	ensureDirectory(path.dirname(log));
	const recordFile = await open(record, 'w', 0o600);
	const logFile = await open(log, 'a', 0o600);
	let child: ChildProcess;
	try {
		child = spawn(program!, args, {
			detached: true,
			env,
			// The channel is the lifeline of an attached process: it ends when the channel closes.
			stdio: ['ignore', recordFile.fd, logFile.fd, ...(attached ? (['ipc'] as const) : [])],
		});
	} finally {
		await recordFile.close();
		await logFile.close();
	}

	child.unref();
	child.channel?.unref();
	const ended = new Promise<void>(resolve => {
		child.once('exit', () => {
			resolve();
		});
		child.once('error', () => {
			resolve();
		});
	});
	const stop = async ({patience: untilKilled = 10_000} = {}) =>
		endProcess(child, ended, untilKilled);

	try {
		const ready = await readFirstLine(record, {child, ended, log, patience, signal});
		return {pid: child.pid!, ready, stop};
	} catch (error) {
		await stop();
		throw error;
	}
}

type ReadOptions = Pick<BackgroundOptions, 'log' | 'signal'> & {
	readonly patience: number;
	readonly child: ChildProcess;
	readonly ended: Promise<void>;
};

async function readFirstLine(record: string, {child, ended, log, patience, signal}: ReadOptions) {
	for (const start = Date.now(); ;) {
		const isGone = child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
		const [line, rest] = (await readFile(record, 'utf8')).split('\n', 2);
		if (line !== undefined && rest !== undefined) {
			const said = parse(line, log);
			if (said.ok === true) {
				return said;
			}

			// It is about to end, and its exit code says more than its line.
			await within(Math.min(farewell, patience), ended, signal);
			throw new BackgroundError(said.error as Failure, (child.exitCode ?? 1) as ExitCode);
		}

		if (isGone) {
			throw new BtopError('A process of btop ended before it was ready', {
				fix: `See \`${log}\` for what it said.`,
			});
		}

		if (Date.now() - start >= patience) {
			throw new BtopError(`A process of btop was not ready after ${patience / 1000} s`, {
				fix: `See \`${log}\` for what it said.`,
			});
		}

		await sleep(20, undefined, {signal});
	}
}

/** Milliseconds that a process may take to end once it has said why it could not start. */
const farewell = 5000;

/** Wait for something, but not for ever. */
async function within(milliseconds: number, something: Promise<void>, signal: AbortSignal) {
	const over = new AbortController();
	const either = AbortSignal.any([signal, over.signal]);
	try {
		await Promise.race([something, sleep(milliseconds, undefined, {signal: either})]);
	} finally {
		over.abort();
	}
}

function parse(line: string, log: string) {
	try {
		return JSON.parse(line) as Readonly<Record<string, unknown>>;
	} catch (error) {
		throw new BtopError(`A process of btop said \`${line.slice(0, 200)}\` instead of how it is`, {
			fix: `See \`${log}\` for what else it said.`,
			cause: error,
		});
	}
}

type Failure = {
	readonly code: string;
	readonly message: string;
	readonly fix: string | undefined;
};

/** Error thrown when a process that was started reports why it could not be. It carries that process's own code. */
export class BackgroundError extends BtopError {
	override name = 'BackgroundError';
	override readonly code: string;
	override readonly exitCode: ExitCode;

	constructor({code, message, fix}: Failure, exitCode: ExitCode) {
		super(message, {fix: fix ?? undefined});
		this.code = code;
		this.exitCode = exitCode;
	}
}

async function endProcess(child: ChildProcess, ended: Promise<void>, patience: number) {
	if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) {
		return;
	}

	// Nothing else may keep us here until it is gone.
	child.ref();
	child.kill('SIGTERM');
	const timer = setTimeout(() => {
		child.kill('SIGKILL');
	}, patience);
	await ended;
	clearTimeout(timer);
}
