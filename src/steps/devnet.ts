import {rm} from 'node:fs/promises';
import path from 'node:path';
import {type Background, startBackground} from '../support/background.ts';
import type {Home} from '../support/home.ts';
import {withLock} from '../support/lock.ts';
import {endProcess} from '../support/process.ts';
import {type DevnetRecord, findDevnet} from './devnet-record.ts';

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

/** How long a devnet may take to start, in milliseconds. */
const patience = 60_000;

/**
Give the devnet of a home, starting one in the background where none runs. It listens on a free port of 127.0.0.1.

@returns Where it listens, and the process if it was started here.
@throws {LockHeldError} If another process starts it and does not come to an end.
@throws {DevnetSilentError} If it is not known whether one runs.
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
	const options = {purpose: 'start the devnet of this home', patience: 2 * patience, signal};
	return withLock(lock, options, async () => {
		const running = await findDevnet(home, {signal});
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
			patience,
			signal,
		});
		return {url: String(started.ready.url), pid: started.pid, started};
	});
}

/**
End the devnet of a home and wait until it is gone. Its state stays.

@returns Its process number, and whether it had to be killed; `undefined` where none ran.
@throws {DevnetSilentError} If it is not known whether that process is the devnet. Nothing is done to it.
@throws {StuckProcessError} If it does not end.
*/
export async function stopDevnet(
	home: Home,
	{signal}: {readonly signal: AbortSignal},
): Promise<{readonly pid: number; readonly killed: boolean} | undefined> {
	const running = await findDevnet(home, {signal});
	if (!running) {
		return undefined;
	}

	const {pid} = running;
	const killed = await endProcess(pid, {signal});
	await rm(home.devnet.record, {force: true});
	return {pid, killed};
}
