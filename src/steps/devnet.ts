import {readFile, rm} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {type Background, startBackground} from '../support/background.ts';
import type {Home} from '../support/home.ts';
import {withLock} from '../support/lock.ts';
import {isAlive} from '../support/process.ts';

export type DevnetRecord = {
	readonly url: string;
	readonly pid: number;
};

export type EnsureDevnetOptions = {
	readonly home: Home;
	/** How to start this program again. */
	readonly command: readonly string[];
	/** Words for `btop devnet`, such as `--tempo 20`. */
	readonly args?: readonly string[];
	/** Whether a devnet that is started ends with us and keeps no state. @default false */
	readonly attached?: boolean;
	readonly signal: AbortSignal;
};

/**
Give the devnet of a home, starting one in the background where none runs. It listens on a free port of 127.0.0.1.

@returns Where it listens, and the process if it was started here.
*/
export async function ensureDevnet({
	home,
	command,
	args = [],
	attached = false,
	signal,
}: EnsureDevnetOptions): Promise<DevnetRecord & {readonly started?: Background}> {
	const {record, state, log, directory} = home.devnet;
	const lock = path.join(directory, 'lock');
	return withLock(lock, {purpose: 'start the devnet of this home', signal}, async () => {
		const running = await readDevnet(home);
		if (running) {
			return running;
		}

		const started = await startBackground({
			command: [
				...command,
				'devnet',
				'--port',
				'0',
				'--json',
				...(attached ? [] : ['--state', state]),
				...args,
			],
			record,
			log,
			attached,
			signal,
		});
		return {url: String(started.ready.url), pid: started.pid, started};
	});
}

/** Read which devnet runs for a home; `undefined` where none does. */
export async function readDevnet({devnet}: Home): Promise<DevnetRecord | undefined> {
	let text: string;
	try {
		text = await readFile(devnet.record, 'utf8');
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
			return undefined;
		}

		throw error;
	}

	const [line, rest] = text.split('\n', 2);
	if (line === undefined || rest === undefined) {
		return undefined;
	}

	const {ok, url, pid} = JSON.parse(line) as {ok: boolean; url: string; pid: number};
	return ok && isAlive(pid) ? {url, pid} : undefined;
}

/**
End the devnet of a home and wait until it is gone. Its state stays.

@returns Its process number, or `undefined` where none ran.
*/
export async function stopDevnet(
	home: Home,
	{signal}: {readonly signal: AbortSignal},
): Promise<number | undefined> {
	const running = await readDevnet(home);
	if (!running) {
		return undefined;
	}

	process.kill(running.pid, 'SIGTERM');
	while (isAlive(running.pid)) {
		signal.throwIfAborted();
		await new Promise(resolve => {
			setTimeout(resolve, 20);
		});
	}

	await rm(home.devnet.record, {force: true});
	return running.pid;
}
