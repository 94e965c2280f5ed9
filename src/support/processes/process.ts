import {execFile} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {readFile} from 'node:fs/promises';
import process from 'node:process';
import {setTimeout as sleep} from 'node:timers/promises';
import {StuckProcessError} from '../errors.ts';

/** Check whether a process is running. A zombie is not. */
export function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}

	return !isZombie(pid);
}

/** Always `false` on systems without `/proc`. */
function isZombie(pid: number) {
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
		// The state follows the name, which is in parentheses and may contain anything (proc_pid_stat(5)).
		return ['X', 'Z'].includes(stat.charAt(stat.lastIndexOf(')') + 2));
	} catch {
		return false;
	}
}

/** Read a process's command line, its words separated by spaces; `undefined` if it has exited or the system does not say. */
export async function readCommandLine(pid: number): Promise<string | undefined> {
	try {
		const words = await readFile(`/proc/${pid}/cmdline`, 'utf8');
		return words.replaceAll('\0', ' ').trim();
	} catch {
		// Not all systems have `/proc`.
		return askPs(pid);
	}
}

/** Check whether a process is running and has all of these on its command line: its PID alone may have been reused. */
export async function isStartedAs(pid: number, ...parts: readonly string[]): Promise<boolean> {
	const words = isAlive(pid) ? await readCommandLine(pid) : undefined;
	return words !== undefined && parts.every(part => words.includes(part));
}

async function askPs(pid: number): Promise<string | undefined> {
	const {promise, resolve} = Promise.withResolvers<string | undefined>();
	execFile('ps', ['-ww', '-o', 'args=', '-p', String(pid)], (error, words) => {
		resolve(error ? undefined : words.trim());
	});
	return promise;
}

export type WaitOptions = {
	/** Milliseconds. */
	readonly timeout: number;
	readonly signal?: AbortSignal;
};

/** Wait up to `timeout` for a process to exit, and return whether it has. */
export async function waitUntilGone(pid: number, {timeout, signal}: WaitOptions): Promise<boolean> {
	for (const start = Date.now(); isAlive(pid);) {
		if (Date.now() - start >= timeout) {
			return false;
		}

		await sleep(20, undefined, {signal});
	}

	return true;
}

/**
End a process with SIGTERM, then SIGKILL if it is still running after `timeout` milliseconds, and wait until it has exited. Make sure first that the PID still belongs to the process you mean.

@returns Whether it had to be killed.
@throws {StuckProcessError} If it outlives that too.
*/
export async function endProcess(
	pid: number,
	{timeout = 10_000, signal}: Partial<WaitOptions> = {},
): Promise<boolean> {
	return endBySignals({
		pid,
		timeout,
		ask() {
			send(pid, 'SIGTERM');
		},
		kill() {
			send(pid, 'SIGKILL');
		},
		isGoneWithin: async milliseconds => waitUntilGone(pid, {timeout: milliseconds, signal}),
	});
}

export type EndBySignalsOptions = {
	readonly pid: number;
	/** Milliseconds before it is killed. */
	readonly timeout: number;
	/** Ask it to exit. */
	readonly ask: () => void;
	readonly kill: () => void;
	/** Wait at most this many milliseconds, and return whether it has exited. */
	readonly isGoneWithin: (milliseconds: number) => Promise<boolean>;
};

/** Milliseconds that a killed process may take to exit. */
const killTimeout = 5000;

/**
Ask a process to exit, and kill it if it does not.

@returns Whether it had to be killed.
@throws {StuckProcessError} If it outlives that too.
*/
export async function endBySignals({
	pid,
	timeout,
	ask,
	kill,
	isGoneWithin,
}: EndBySignalsOptions): Promise<boolean> {
	ask();
	if (await isGoneWithin(timeout)) {
		return false;
	}

	kill();
	if (!(await isGoneWithin(killTimeout))) {
		throw new StuckProcessError(pid);
	}

	return true;
}

function send(pid: number, name: 'SIGTERM' | 'SIGKILL') {
	try {
		process.kill(pid, name);
	} catch (error) {
		// It may have exited on its own in the meantime.
		if ((error as NodeJS.ErrnoException).code !== 'ESRCH') {
			throw new StuckProcessError(pid, {cause: error});
		}
	}
}
