import {once} from 'node:events';
import {connect} from 'node:net';
import process from 'node:process';
import type {Clock} from '../../../support/clock.ts';
import {readApiKey} from '../api-key.ts';
import {ServerFault} from '../server-fault.ts';
import {type OpenAiServer, usualStartTimeout} from '../server-options.ts';
import {environmentForServer} from './environment.ts';
import {findLackOfProgram} from './find-program.ts';
import {findLackOfMemory} from './free-memory.ts';
import {type SpawnedServer, spawnServer} from './spawn-server.ts';

export type ServerChildOptions = Omit<OpenAiServer, 'command'> & {
	readonly command: readonly string[];
	/** Called with how it ended, as the end of a sentence about it, unless it was closed. */
	readonly onDeath: (end: string) => void;
	/** NVIDIA's tool. @default ['nvidia-smi'] */
	readonly smi?: readonly string[];
	readonly clock: Clock;
};

/** A server that we start and end ourselves. */
export type ServerChild = {
	/**
	Start it unless it runs, and wait until it passes an examination.

	@throws {ServerFault} If it does not, or stays down because it died too often.
	*/
	readonly examine: <Found>(
		examination: (signal: AbortSignal) => Promise<Found>,
		signal: AbortSignal,
	) => Promise<Found>;
	/** Number of times it was started again. */
	readonly restarts: () => number;
	readonly close: () => Promise<void>;
};

/** One start of it. */
type Started = SpawnedServer & {
	/** Aborted once it is gone. */
	readonly ended: AbortSignal;
};

/** It stays down after so many deaths in a row, each within so many milliseconds of its start. */
const maxDeaths = 5;
const shortLife = 120_000;
/** Milliseconds between two examinations while it starts. */
const interval = 500;
/** How long a server that has answered before may fail its examinations, in milliseconds. */
const longestHang = 120_000;

/**
Create a server that is a child of this process. The caller examines it with growing delays after a death, and that starts it again.
*/
export function createServerChild({
	url,
	command,
	cwd,
	env: names = [],
	cards,
	keyFile,
	startTimeout = usualStartTimeout,
	needsMemory,
	onDeath,
	smi,
	clock,
}: ServerChildOptions): ServerChild {
	let running: Started | undefined;
	let startedAt = 0;
	let hasAnswered = false;
	let starts = 0;
	let deaths = 0;
	let lastEnd = '';
	let closed: Promise<void> | undefined;
	/** Why we ended it ourselves, if so. */
	let verdict: string | undefined;

	const noteEnd = (end: string, server: Started) => {
		if (running !== server) {
			return;
		}

		running = undefined;
		lastEnd = verdict ?? end;
		deaths = clock.now() - startedAt < shortLife ? deaths + 1 : 0;
		onDeath(lastEnd);
	};

	const launch = async (signal: AbortSignal) => {
		const env = environmentForServer({names, cards});
		const absence = await findLackOfProgram(command[0]!, {cwd, env});
		if (absence !== undefined) {
			throw new ServerFault('misconfigured', absence);
		}

		if (needsMemory !== undefined) {
			const lack = await findLackOfMemory({needed: needsMemory, cards, smi, signal});
			if (lack !== undefined) {
				throw new ServerFault('misconfigured', lack);
			}
		}

		if (await isTaken(url)) {
			throw new ServerFault(
				'misconfigured',
				'is there already, so it was not started; end that program, or leave out `command`',
			);
		}

		const key = keyFile === undefined ? [] : [await readApiKey(keyFile)];
		// From here on nothing is waited for: what is closed starts no more.
		signal.throwIfAborted();
		const secrets = [...key, ...names.flatMap(name => process.env[name] ?? [])];
		const ending = new AbortController();
		const server = {...spawnServer({command, cwd, env, secrets}), ended: ending.signal};
		starts++;
		startedAt = clock.now();
		hasAnswered = false;
		verdict = undefined;
		running = server;
		void server.gone.then(end => {
			noteEnd(end, server);
			ending.abort();
		});
		return server;
	};

	const end = async () => {
		const server = running;
		running = undefined;
		await server?.close();
	};

	return {
		async examine(examination, signal) {
			if (deaths >= maxDeaths) {
				throw new ServerFault(
					'misconfigured',
					`stays down: it died ${deaths} times in a row, each within two minutes of its start; the last time it ${lastEnd}`,
				);
			}

			const server = running ?? (await launch(signal));
			const since = hasAnswered ? clock.now() : startedAt;
			const patience = hasAnswered ? longestHang : startTimeout * 60_000;
			const ending = AbortSignal.any([signal, server.ended]);
			for (;;) {
				const left = Math.max(1000, since + patience - clock.now());
				const late = AbortSignal.timeout(left);
				try {
					const found = await examination(AbortSignal.any([ending, late]));
					hasAnswered = true;
					return found;
				} catch (error) {
					signal.throwIfAborted();
					if (server.ended.aborted) {
						throw new ServerFault('fault', lastEnd, {cause: error});
					}

					if (error instanceof ServerFault && error.kind === 'misconfigured') {
						throw error;
					}

					if (late.aborted || clock.now() - since >= patience) {
						verdict = `was ended, since it did not answer within ${patience / 60_000} minutes: it ${late.aborted ? 'said nothing' : describe(error)}`;
						await server.close();
						throw new ServerFault('fault', verdict, {cause: error});
					}
				}

				await clock.sleep(interval, {signal: ending}).catch(() => undefined);
			}
		},
		restarts: () => Math.max(0, starts - 1),
		async close() {
			await (closed ??= end());
		},
	};
}

const describe = (error: unknown) =>
	error instanceof ServerFault ? error.problem : (error as Error).message;

/** Find out whether something listens at an address before the server does: that would be taken for it. */
async function isTaken(url: string): Promise<boolean> {
	const {protocol, hostname, port} = new URL(url);
	const socket = connect({
		host: hostname.replaceAll(/^\[|\]$/gv, ''),
		port: port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port),
		timeout: 2000,
	});
	socket.once('timeout', () => {
		socket.destroy(new Error('timeout'));
	});
	try {
		await once(socket, 'connect');
		return true;
	} catch {
		return false;
	} finally {
		socket.destroy();
	}
}
