import {rm} from 'node:fs/promises';
import path from 'node:path';
import {writeFileAtomic} from '../../support/files/atomic-file.ts';
import {
	type Background,
	BackgroundError,
	startBackground,
} from '../../support/processes/background.ts';
import type {Home} from '../../support/home.ts';
import {withLock} from '../../support/files/lock.ts';
import {endProcess} from '../../support/processes/process.ts';
import {type DevnetRecord, findDevnet, portFile, readPort} from './devnet-record.ts';

export type EnsureDevnetOptions = {
	readonly home: Home;
	/** The command and leading arguments that start btop again. */
	readonly command: readonly string[];
	/** Arguments for `btop devnet`, such as `--tempo 20`. */
	readonly args?: readonly string[];
	/** Whether a devnet started here exits with us and keeps no state. @default false */
	readonly attached?: boolean;
	readonly signal: AbortSignal;
};

/** Milliseconds that a devnet may take to start. */
const timeout = 60_000;

/**
Get the devnet of a home, starting one in the background if none runs. It listens on 127.0.0.1, on its chain's previous port, so that earlier clients can reconnect, or else on a free one.

@returns Its address, and the process if it was started here.
@throws {LockHeldError} If another process is starting it and does not finish.
@throws {DevnetSilentError} If it is unclear whether one is running.
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
	const options = {purpose: 'start the devnet of this home', timeout: 2 * timeout, signal};
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
					'--home',
					home.directory,
					...(attached ? [] : ['--state', state]),
					...args,
				],
				record,
				log,
				attached,
				timeout,
				signal,
			});

		const before = attached ? undefined : await readPort(state);
		const started = await start(before ?? 0).catch(async (error: unknown) => {
			if (before !== undefined && error instanceof BackgroundError && error.code === 'port-taken') {
				return start(0);
			}

			throw error;
		});
		const url = String(started.ready.url);
		if (!attached) {
			await writeFileAtomic(portFile(state), `${new URL(url).port}\n`, {replace: true});
		}

		return {url, pid: started.pid, started};
	});
}

/**
Stop the devnet of a home and wait until it exits. Its state is kept.

@returns Its process id, and whether it had to be killed; `undefined` if none was running.
@throws {DevnetSilentError} If it is unclear whether that process is the devnet. It is left alone.
@throws {StuckProcessError} If it does not exit.
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
