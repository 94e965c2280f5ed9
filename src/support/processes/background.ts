import type {ChildProcess} from 'node:child_process';
import {closeSync} from 'node:fs';
import path from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import * as v from 'valibot';
import {ensureDirectory} from '../files/ensure-directory.ts';
import {openPrivateFile} from '../files/private-file.ts';
import {readTextFile} from '../files/regular-file.ts';
import {BtopError, type ExitCode} from '../errors.ts';
import {within} from '../within.ts';
import {parseJson} from '../json-rpc.ts';
import {environmentForChildren} from './environment.ts';
import {endChild, hasEnded, startChild} from './child-process.ts';

export type BackgroundOptions = {
	/** A program and its arguments. */
	readonly command: readonly string[];
	/** File for its first line: a JSON object that says that it is ready, or why not. */
	readonly record: string;
	/** File to which the rest of its output is appended. */
	readonly log: string;
	/** Whether it exits when we do, even if we are killed, rather than outliving us. @default false */
	readonly attached?: boolean;
	/** @default this process's environment, without passwords */
	readonly env?: NodeJS.ProcessEnv;
	/** How long to wait for it to be ready before ending it, in milliseconds. @default 300_000 */
	readonly timeout?: number;
	readonly signal: AbortSignal;
};

export type Background = {
	readonly pid: number;
	/** What it reported once it was ready. */
	readonly ready: Readonly<Record<string, unknown>>;
	/** Resolves with its exit code when it has exited; `undefined` if a signal ended it. */
	readonly ended: Promise<number | undefined>;
	/** End it with SIGTERM, then SIGKILL if it is still running after `timeout` milliseconds, and wait until it has exited. */
	readonly stop: (options?: {readonly timeout?: number}) => Promise<void>;
};

/**
Start another process of the program in its own session, so that Ctrl-C in the terminal reaches only us, and wait until it is ready. If `signal` is aborted first, the process is ended.

@throws {BtopError} If it is not ready in time, or if it reports a failure: then with its code, message and fix.
*/
export async function startBackground({
	command,
	record,
	log,
	attached = false,
	env = environmentForChildren(),
	timeout = 300_000,
	signal,
}: BackgroundOptions): Promise<Background> {
	signal.throwIfAborted();
	ensureDirectory(path.dirname(record));
	ensureDirectory(path.dirname(log));
	const child = startWith([record, log], descriptors =>
		startChild(command, {
			env,
			// The channel is an attached process's lifeline: it exits when the channel closes.
			stdio: ['ignore', ...descriptors, ...(attached ? (['ipc'] as const) : [])],
		}),
	);
	child.unref();
	child.channel?.unref();
	const ended = new Promise<number | undefined>(resolve => {
		child.once('exit', code => {
			resolve(code ?? undefined);
		});
		child.once('error', () => {
			resolve(undefined);
		});
	});
	const stop = async ({timeout: stopTimeout}: {readonly timeout?: number} = {}) =>
		endChild(child, {timeout: stopTimeout});

	try {
		const ready = await readFirstLine(record, {child, ended, log, timeout, signal});
		return {pid: child.pid!, ready, ended, stop};
	} catch (error) {
		await stop();
		throw error;
	}
}

/** Start a process that says what it says into files of ours; the descriptors are its own once it runs. */
function startWith(
	[record, log]: readonly [string, string],
	start: (descriptors: readonly number[]) => ChildProcess,
): ChildProcess {
	using files = new DisposableStack();
	return start([
		files.adopt(openPrivateFile(record, 'replace'), closeSync),
		files.adopt(openPrivateFile(log, 'append'), closeSync),
	]);
}

type ReadOptions = Pick<BackgroundOptions, 'log' | 'signal'> & {
	readonly timeout: number;
	readonly child: ChildProcess;
	readonly ended: Promise<unknown>;
};

async function readFirstLine(record: string, {child, ended, log, timeout, signal}: ReadOptions) {
	for (const start = Date.now(); ;) {
		const isGone = hasEnded(child);
		const [line, rest] = (await readTextFile(record)).split('\n', 2);
		if (line !== undefined && rest !== undefined) {
			const said = parse(line, log);
			if (said.ok) {
				return said;
			}

			// It is about to exit, and its exit code says more than its line.
			await within(Math.min(exitGrace, timeout), ended, signal);
			throw new BackgroundError(said.error, (child.exitCode ?? 1) as ExitCode);
		}

		if (isGone) {
			throw new BtopError('A btop process ended before it was ready', {
				fix: `See \`${log}\` for why.`,
			});
		}

		if (Date.now() - start >= timeout) {
			throw new BtopError(`A btop process was not ready after ${timeout / 1000} s`, {
				fix: `See \`${log}\` for why.`,
			});
		}

		await sleep(20, undefined, {signal});
	}
}

/** Milliseconds that a process may take to exit after reporting why it could not start. */
const exitGrace = 5000;

const failureSchema = v.object({
	code: v.string(),
	message: v.string(),
	fix: v.nullish(v.string()),
});

type Failure = v.InferOutput<typeof failureSchema>;

const firstLineSchema = v.variant('ok', [
	v.looseObject({ok: v.literal(true)}),
	v.object({ok: v.literal(false), error: failureSchema}),
]);

function parse(line: string, log: string) {
	const parsed = v.safeParse(firstLineSchema, parseJson(line));
	if (!parsed.success) {
		throw new BtopError(`A btop process reported \`${line.slice(0, 200)}\` instead of its state`, {
			fix: `See \`${log}\` for the rest.`,
		});
	}

	return parsed.output;
}

/** Error thrown when a background process reports that it could not start. It carries that process's error code. */
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
