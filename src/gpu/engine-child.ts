import {spawn, type ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import {finished} from 'node:stream/promises';
import type {Clock} from '../support/clock.ts';
import {converse, type EngineChild} from './engine-conversation.ts';
import type {LoadedMessage, RefusedMessage, ToEngine} from './engine-messages.ts';
import {EngineFailedError} from './errors.ts';

export type EngineChildOptions = {
	/** A program and its arguments that run `engine-process.ts`. */
	readonly command: readonly string[];
	readonly load: Extract<ToEngine, {readonly type: 'load'}>;
	/** How long loading may take, in milliseconds. */
	readonly startTimeout: number;
	/** How long one pass may take before the process counts as hung and is killed, in milliseconds. */
	readonly passTimeout: number;
	readonly clock: Clock;
	readonly signal?: AbortSignal;
};

/**
Start an engine process and wait until its model is loaded.

@returns The process, or the reason that it gave for not loading the model.

@throws {EngineFailedError} If it died, or took too long.
*/
export async function startEngineChild(
	options: EngineChildOptions,
): Promise<EngineChild | RefusedMessage> {
	const {command, load, startTimeout, passTimeout, clock, signal} = options;
	signal?.throwIfAborted();
	const [program, ...args] = command;
	const child = spawn(program!, args, {
		// A session of its own: Ctrl-C in the terminal ends the miner, which then ends the engine when its queries are answered.
		detached: true,
		serialization: 'advanced',
		stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
	});
	const gone = watchEnd(child);
	const kill = () => {
		// Killing what never started would signal our own process group.
		if (child.pid !== undefined) {
			child.kill('SIGKILL');
		}
	};

	const stopTimer = clock.after(startTimeout, kill);
	signal?.addEventListener('abort', kill);
	try {
		const answer = await firstMessage(child, gone, load);
		if (answer.type === 'refused') {
			kill();
			await gone;
			return answer;
		}

		return converse(child, {loaded: answer, gone, passTimeout, clock});
	} catch (error) {
		signal?.throwIfAborted();
		throw error;
	} finally {
		stopTimer();
		signal?.removeEventListener('abort', kill);
	}
}

async function firstMessage(child: ChildProcess, gone: Promise<string>, load: ToEngine) {
	child.send(load, () => undefined);
	const message = new Promise<LoadedMessage | RefusedMessage>(resolve => {
		child.once('message', (first: LoadedMessage | RefusedMessage) => {
			resolve(first);
		});
	});
	const first = await Promise.race([message, gone]);
	if (typeof first === 'string') {
		throw new EngineFailedError(1, first);
	}

	return first;
}

/** Resolve once the process is gone and everything it said was read, with how it ended. */
async function watchEnd(child: ChildProcess): Promise<string> {
	let said = '';
	const stderr = child.stderr!.setEncoding('utf8').on('data', (text: string) => {
		said = (said + text).slice(-2000);
	});
	// Not the event `close`: it does not come when it was us who closed the channel.
	const exit = once(child, 'exit') as Promise<[number | undefined, NodeJS.Signals | undefined]>;
	try {
		const [[code, signal]] = await Promise.all([exit, finished(stderr)]);
		const end = signal === null ? `exit code \`${code}\`` : `signal \`${signal}\``;
		const words = said.trim().split('\n').at(-1);
		return words !== undefined && words !== '' ? `${end}: ${words}` : end;
	} catch (error) {
		return error instanceof Error ? error.message : String(error);
	}
}
