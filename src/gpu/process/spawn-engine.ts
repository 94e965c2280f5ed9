import {type ChildProcess, spawnSync} from 'node:child_process';
import {once} from 'node:events';
import os from 'node:os';
import process from 'node:process';
import type {Duplex} from 'node:stream';
import {finished} from 'node:stream/promises';
import {CannotStartError} from '../../support/errors.ts';
import {startChild} from '../../support/processes/child-process.ts';
import {environmentForChildren} from '../../support/processes/environment.ts';
import {EngineFailedError} from '../errors.ts';
import {type FromEngine, parseFromEngine, type ToEngine} from './engine-messages.ts';
import {lifelineDescriptor} from './lifeline.ts';
import {receiveRows, rowsDescriptor, sendRows} from './rows-channel.ts';
import type {OwnedMemory} from './shared-memory.ts';

/** A process that was spawned as an engine, loaded or not. */
export type RunningProcess = {
	readonly child: ChildProcess;
	/** The parent's end of the lifeline. */
	readonly lifeline: Duplex;
	readonly send: (message: ToEngine) => void;
	/** Give back memory that is shared with it. To be called only while no pass is under way. */
	readonly trim: () => void;
	/** Parse a message from it; the process is killed if the message is invalid. */
	readonly parse: (message: unknown) => FromEngine | undefined;
	/** Kill it because of a problem, given as the end of a sentence about it. */
	readonly kill: (problem: string) => void;
	/** Resolves with how it ended, once it has exited and all its output was read. */
	readonly gone: Promise<string>;
};

/**
Spawn an engine process with an IPC channel, a lifeline and a channel for rows. Rows arrive as messages of the IPC channel do; large ones go through shared memory.

@param command A program and its arguments that run `engine-process.ts`.
@param memory What it shares; closed at its end. @default none

@throws {EngineFailedError} If the system cannot start a process at the moment.
*/
export function spawnEngine(command: readonly string[], memory?: OwnedMemory): RunningProcess {
	const child = start(command, memory);
	const lifeline = child.stdio[lifelineDescriptor] as Duplex;
	// The type of `stdio` ends before it.
	const rows = (child.stdio as readonly unknown[])[rowsDescriptor] as Duplex;
	// `gone` reports its end.
	lifeline.on('error', () => undefined);
	rows.on('error', () => undefined);
	// Do this at once, not when all output was read: the process's own children end with the lifeline, too.
	child.once('exit', () => {
		lifeline.destroy();
		rows.destroy();
	});
	const gone = watchEnd(child);
	void gone.then(() => memory?.close());
	let fault: string | undefined;
	const kill = (problem: string) => {
		fault ??= problem;
		// Killing a process that never started would signal our own process group.
		if (child.pid !== undefined) {
			child.kill('SIGKILL');
		}
	};

	receiveRows(rows, {
		memory,
		onRows({id, slot, data}) {
			child.emit('message', {type: 'ran', id, slot, data} satisfies FromEngine);
		},
		onFault() {
			kill('sent an invalid answer');
		},
	});

	return {
		child,
		lifeline,
		send(message) {
			if (message.type === 'run') {
				sendRows(rows, message, {memory});
				return;
			}

			// Sending to a dying process fails; `gone` reports its end.
			child.send(message, () => undefined);
		},
		parse(message) {
			try {
				return parseFromEngine(message);
			} catch {
				kill('sent an invalid answer');
				return undefined;
			}
		},
		kill,
		trim() {
			memory?.trim();
		},
		gone: gone.then(end => fault ?? end),
	};
}

function start(command: readonly string[], memory: OwnedMemory | undefined): ChildProcess {
	try {
		return startChild(endWithParent(command), {
			env: environmentForEngines(),
			serialization: 'advanced',
			stdio: ['ignore', 'ignore', 'pipe', 'ipc', 'pipe', 'pipe', memory?.descriptor ?? 'ignore'],
		});
	} catch (error) {
		memory?.close();
		throw error instanceof CannotStartError
			? new EngineFailedError(1, `could not be started: ${error.problem}`, {
					fix: error.fix,
					cause: error,
				})
			: error;
	}
}

/**
Keep the young part of an engine's heap from growing without need. What an engine makes is garbage soon, most of which lies outside that heap: V8 would let this part grow to a hundred megabytes before it collects. At 4 MiB, collecting took a tenth of a decoder's tokens. Where memory is short, V8 itself allows less than this.
*/
function environmentForEngines(): NodeJS.ProcessEnv {
	const environment = environmentForChildren();
	// In bytes; 0 without a limit.
	const limit = process.constrainedMemory();
	const memory = Math.min(limit > 0 ? limit : Infinity, os.totalmem());
	if (memory >= 4 * 1024 ** 3) {
		// What the operator has set comes later, and counts.
		environment.NODE_OPTIONS = `--max-semi-space-size=16 ${environment.NODE_OPTIONS ?? ''}`.trim();
	}

	return environment;
}

/**
Change a command so that on Linux the kernel kills its process when the parent exits. The lifeline does the same anywhere, but only once the engine has started, and as soon as a busy machine runs its thread.
*/
export function endWithParent(command: readonly string[]): readonly string[] {
	canEndWithParent ??= process.platform === 'linux' && runsSetpriv();
	return canEndWithParent ? [...setpriv, ...command] : command;
}

/** Of util-linux. That of BusyBox lacks the option. */
const setpriv = ['setpriv', '--pdeathsig', 'KILL'] as const;
let canEndWithParent: boolean | undefined;

function runsSetpriv(): boolean {
	const [program, ...args] = setpriv;
	const {status} = spawnSync(program, [...args, 'true'], {
		env: environmentForChildren(),
		stdio: 'ignore',
	});
	return status === 0;
}

/** Wait until a process has exited and all its output was read, and return how it ended. */
async function watchEnd(child: ChildProcess): Promise<string> {
	let said = '';
	const stderr = child.stderr!.setEncoding('utf8').on('data', (text: string) => {
		said = (said + text).slice(-2000);
	});
	// Not the event `close`: it is not emitted if we closed the channel ourselves.
	const exit = once(child, 'exit') as Promise<[number | undefined, NodeJS.Signals | undefined]>;
	try {
		const [[code, signal]] = await Promise.all([exit, finished(stderr)]);
		const end =
			signal === null ? `ended with exit code \`${code}\`` : `was killed by signal \`${signal}\``;
		const words = said.trim().split('\n').at(-1);
		return words !== undefined && words !== '' ? `${end}: ${words}` : end;
	} catch (error) {
		return `failed: ${error instanceof Error ? error.message : String(error)}`;
	}
}
