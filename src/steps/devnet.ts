import {readFile, rm} from 'node:fs/promises';
import path from 'node:path';
import {writeFileAtomic} from '../support/atomic-file.ts';
import {type Background, BackgroundError, startBackground} from '../support/background.ts';
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
Give the devnet of a home, starting one in the background where none runs. It listens on 127.0.0.1: on the port that its chain had before, so that those who were connected find it again, else on a free one.

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
	const portFile = path.join(state, 'port');
	const lock = path.join(directory, 'lock');
	const options = {purpose: 'start the devnet of this home', patience: 2 * patience, signal};
	return withLock(lock, options, async () => {
		const running = await findDevnet(home, {signal});
		if (running) {
			return running;
		}

		const start = async (port: number) =>
			startBackground({
				command: [
					...command,
					'devnet',
					'--port',
					String(port),
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

		const before = attached ? undefined : await readPort(portFile);
		const started = await start(before ?? 0).catch(async (error: unknown) => {
			if (before !== undefined && error instanceof BackgroundError && error.code === 'port-taken') {
				return start(0);
			}

			throw error;
		});
		const url = String(started.ready.url);
		if (!attached) {
			await writeFileAtomic(portFile, `${new URL(url).port}\n`, {replace: true});
		}

		return {url, pid: started.pid, started};
	});
}

/** Read the port that a chain had before; `undefined` for a new one. It lies with the chain's state, so that another chain is not taken for it. */
async function readPort(file: string): Promise<number | undefined> {
	const port = Number(await readFile(file, 'utf8').catch(() => ''));
	return Number.isSafeInteger(port) && port > 0 && port < 65_536 ? port : undefined;
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
