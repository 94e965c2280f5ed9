import {type ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import process from 'node:process';
import {finished} from 'node:stream/promises';
import {startChild} from '../../../support/processes/child-process.ts';
import {toPlainText} from '../../../support/plain-text.ts';
import {within} from '../../../support/within.ts';
import {endWithParent} from '../../process/spawn-engine.ts';
import {hideSecrets} from './environment.ts';

export type SpawnServerOptions = {
	/** A program and its arguments. No shell reads them. */
	readonly command: readonly string[];
	readonly cwd?: string;
	readonly env: NodeJS.ProcessEnv;
	/** What must not be repeated of what it says. */
	readonly secrets: readonly string[];
};

export type SpawnedServer = {
	/** Resolves with how it ended, as the end of a sentence about it, once nothing of it is left. */
	readonly gone: Promise<string>;
	/** Ask it to end, then kill it, with all processes that it started. */
	readonly close: (options?: {readonly timeout?: number}) => Promise<void>;
};

/**
Start a program that is a server, in a process group of its own. Nothing of the group outlives this process, however that ends: on Linux the kernel kills the program itself, and anywhere a guard kills the whole group.

@throws {CannotStartError} If the system cannot start a process at the moment.
*/
export function spawnServer({command, cwd, env, secrets}: SpawnServerOptions): SpawnedServer {
	const child = startChild(endWithParent(command), {
		cwd,
		env,
		stdio: ['ignore', 'ignore', 'pipe'],
	});
	const guard = child.pid === undefined ? undefined : guardGroup(child.pid);
	const ended = watchEnd(child).then(({end, said}) => {
		const words = hideSecrets(lastLines(said), secrets);
		return words === '' ? end : `${end}: ${words}`;
	});
	const gone = (async () => {
		const end = await ended;
		// The line tells the guard that there is nothing left to kill.
		guard?.stdin!.end('\n');
		return end;
	})();
	return {
		gone,
		async close({timeout = 10_000} = {}) {
			signalGroup(child, 'SIGTERM');
			if (await within(timeout, gone)) {
				return;
			}

			signalGroup(child, 'SIGKILL');
			await gone;
		},
	};
}

/** Start a process that kills a group once the pipe from this process closes without a line. */
function guardGroup(group: number): ChildProcess {
	const script = 'read -r _ || kill -s KILL -- "-$1"';
	const guard = startChild(['sh', '-c', script, 'sh', String(group)], {
		stdio: ['pipe', 'ignore', 'ignore'],
	});
	// Without it, the kernel still kills the program itself.
	guard.on('error', () => undefined);
	guard.stdin!.on('error', () => undefined);
	guard.unref();
	return guard;
}

function signalGroup({pid}: ChildProcess, signal: NodeJS.Signals) {
	if (pid === undefined) {
		return;
	}

	try {
		process.kill(-pid, signal);
	} catch {
		// Nothing of it is left.
	}
}

async function watchEnd(
	child: ChildProcess,
): Promise<{readonly end: string; readonly said: string}> {
	let said = '';
	const stderr = child.stderr!.setEncoding('utf8').on('data', (text: string) => {
		said = (said + text).slice(-4000);
	});
	try {
		const [code, signal] = (await once(child, 'exit')) as [number | undefined, unknown];
		signalGroup(child, 'SIGKILL');
		// A process that left the group may hold it open.
		await within(
			1000,
			finished(stderr).catch(() => undefined),
		);
		const end =
			typeof signal === 'string'
				? `was killed by signal \`${signal}\``
				: `ended with exit code \`${code}\``;
		return {end, said};
	} catch (error) {
		return {end: `could not be started: ${(error as Error).message}`, said};
	}
}

/** Get the last lines of what a program said, as one. */
const lastLines = (text: string): string =>
	text
		.split('\n')
		.map(line => toPlainText(line).trim())
		.filter(line => line !== '')
		.slice(-3)
		.join(' / ')
		.slice(-600);
