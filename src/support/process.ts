import {execFile} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {readFile} from 'node:fs/promises';
import process from 'node:process';
import {setTimeout as sleep} from 'node:timers/promises';
import {StuckProcessError} from './errors.ts';

/** Tell whether a process of that number is there. One that has ended, and that nobody has waited for yet, is not. */
export function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}

	return !isZombie(pid);
}

/** On systems without `/proc` nobody is known to be one. */
function isZombie(pid: number) {
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
		// The state follows the name, which stands in parentheses and may hold anything (proc_pid_stat(5)).
		return ['X', 'Z'].includes(stat.charAt(stat.lastIndexOf(')') + 2));
	} catch {
		return false;
	}
}

/** Read the words that a process was started with, with a blank between them; `undefined` if it is gone or nobody tells. */
export async function readCommandLine(pid: number): Promise<string | undefined> {
	try {
		const words = await readFile(`/proc/${pid}/cmdline`, 'utf8');
		return words.replaceAll('\0', ' ').trim();
	} catch {
		// Not every system has `/proc`.
		return askPs(pid);
	}
}

/** Tell whether a process runs that was started with all of these on its command line: a number alone may be another process's by now. */
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
	readonly patience: number;
	readonly signal?: AbortSignal;
};

/** Wait until a process is gone, and tell whether it is by then. */
export async function waitUntilGone(
	pid: number,
	{patience, signal}: WaitOptions,
): Promise<boolean> {
	for (const start = Date.now(); isAlive(pid);) {
		if (Date.now() - start >= patience) {
			return false;
		}

		await sleep(20, undefined, {signal});
	}

	return true;
}

/**
End a process with SIGTERM, and with SIGKILL if it is still there after `patience` milliseconds; wait until it is gone. Be sure that the number is that of the process you mean.

@returns Whether it had to be killed.
@throws {StuckProcessError} If it outlives that too.
*/
export async function endProcess(
	pid: number,
	{patience = 10_000, signal}: Partial<WaitOptions> = {},
): Promise<boolean> {
	send(pid, 'SIGTERM');
	if (await waitUntilGone(pid, {patience, signal})) {
		return false;
	}

	send(pid, 'SIGKILL');
	if (!(await waitUntilGone(pid, {patience: 5000, signal}))) {
		throw new StuckProcessError(pid);
	}

	return true;
}

function send(pid: number, name: 'SIGTERM' | 'SIGKILL') {
	try {
		process.kill(pid, name);
	} catch (error) {
		// It may have ended by itself meanwhile.
		if ((error as NodeJS.ErrnoException).code !== 'ESRCH') {
			throw new StuckProcessError(pid, {cause: error});
		}
	}
}

/**
Stop this process with its whole job, as Ctrl-Z does, until the shell lets it go on. Where nobody could let it go on, the system does not stop it.
*/
export function suspendJob(): void {
	// Whoever started us, such as npm, belongs to the job too. We are stopped before this returns.
	process.kill(0, 'SIGTSTP');
	// Only a job in the foreground is told when the terminal's size changes.
	process.kill(process.pid, 'SIGWINCH');
}
