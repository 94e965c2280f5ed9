import {type ChildProcess, spawn, type SpawnOptions} from 'node:child_process';
import {once} from 'node:events';
import {CannotStartError} from '../errors.ts';
import {within} from '../within.ts';
import {environmentForChildren} from './environment.ts';
import {endBySignals} from './process.ts';

/**
Start a program in its own session, so that Ctrl-C in the terminal reaches only us, and without our passwords in its environment.

@param command A program and its arguments.

@returns The child. It emits `error` if there is no such program.
@throws {CannotStartError} If the system cannot start a program at the moment.
*/
export function startChild(command: readonly string[], options: SpawnOptions): ChildProcess {
	const [program, ...args] = command as [string, ...string[]];
	const child = trySpawn(program, args, {
		detached: true,
		env: environmentForChildren(),
		...options,
	});
	if (isWhole(child)) {
		return child;
	}

	// It is about to emit the error that is thrown here.
	child.once('error', () => undefined);
	throw new CannotStartError(program, 'all file descriptors are in use');
}

function trySpawn(program: string, args: readonly string[], options: SpawnOptions): ChildProcess {
	try {
		return spawn(program, args, options);
	} catch (error) {
		const {syscall, message} = error as NodeJS.ErrnoException;
		throw syscall?.startsWith('spawn')
			? new CannotStartError(program, message, {cause: error})
			: error;
	}
}

/** Without a file descriptor, Node returns a child that lacks its streams. */
const isWhole = ({stdio}: {readonly stdio?: ChildProcess['stdio']}) => stdio !== undefined;

/** Check whether a child has exited, or never started. */
export function hasEnded({pid, exitCode, signalCode}: ChildProcess): boolean {
	return pid === undefined || exitCode !== null || signalCode !== null;
}

export type EndChildOptions = {
	/** Milliseconds before it is killed. @default 10_000 */
	readonly timeout?: number;
	/** How to ask it to exit. @default SIGTERM */
	readonly ask?: () => void;
};

/**
End a child, with SIGKILL if it is still running after `timeout` milliseconds, and wait until it has exited.

@throws {StuckProcessError} If it outlives that too.
*/
export async function endChild(
	child: ChildProcess,
	{timeout = 10_000, ask = () => child.kill('SIGTERM')}: EndChildOptions = {},
): Promise<void> {
	// A child that never started has no PID, and signalling that would kill our own process group.
	if (hasEnded(child)) {
		return;
	}

	// Nothing else may keep our event loop alive until it has exited.
	child.ref();
	const exit = once(child, 'exit');
	await endBySignals({
		pid: child.pid!,
		timeout,
		ask,
		kill() {
			child.kill('SIGKILL');
		},
		isGoneWithin: async milliseconds => within(milliseconds, exit),
	});
	// A process that it left behind may hold these open.
	child.stdout?.destroy();
	child.stderr?.destroy();
}
