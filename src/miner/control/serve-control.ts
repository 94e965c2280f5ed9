import {chmod, rm, rmdir, stat} from 'node:fs/promises';
import {createServer, type Server, type Socket} from 'node:net';
import path from 'node:path';
import process from 'node:process';
import {type Clock, systemClock} from '../../support/clock.ts';
import {ensureDirectory} from '../../support/ensure-directory.ts';
import type {ReadableStore} from '../../support/store.ts';
import {
	ControlGoneError,
	ControlLostError,
	ControlTakenError,
	UnsafeDirectoryError,
} from './errors.ts';
import {readLines} from './lines.ts';
import {controlVersion, type Hello, type Request, rpcErrors, toLine} from './protocol.ts';
import {createPublisher} from './publisher.ts';
import {connectControl} from './connect-control.ts';

export type ControlOptions<State> = {
	/** Path of the Unix socket; its folder is made, for its owner only. */
	readonly socket: string;
	readonly state: ReadableStore<State>;
	/** What else may be subscribed to, by name; what is `undefined` is not told. @default none */
	readonly topics?: Readonly<Record<string, ReadableStore<unknown>>>;
	/** Lines of the log, the newest last. */
	readonly readLog: (lines: number) => Promise<readonly string[]>;
	/** Asked to stop; the answer goes out before it is called. */
	readonly onStop: () => void;
	/** Least milliseconds between two values of a topic to one subscriber. @default 250 */
	readonly interval?: number;
	readonly clock?: Clock;
};

export type Control = {
	/** Cut off who is connected and remove the socket. */
	readonly close: () => Promise<void>;
};

/**
Serve a miner's control socket: `hello`, `status`, `subscribe`, `logs` and `stop`, for the owner of the process only.

@throws {ControlTakenError} If another miner takes calls on that socket, even if it does not answer them. One that a dead miner left behind is replaced.
@throws {UnsafeDirectoryError} If the socket's folder belongs to somebody else.
*/
export async function serveControl<State>(options: ControlOptions<State>): Promise<Control> {
	const {socket: file} = options;
	const made = await prepareDirectory(path.dirname(file));
	await removeStale(file);
	const sockets = new Set<Socket>();
	const server = createServer(socket => {
		sockets.add(socket);
		socket.once('close', () => {
			sockets.delete(socket);
		});
		serveClient(socket, options);
	});
	await listen(server, file);
	let closing: Promise<void> | undefined;
	return {
		async close() {
			closing ??= closeAndTidy(server, sockets, made);
			return closing;
		},
	};
}

/** Make the socket's folder, and tell which folder was made for it, if any. */
async function prepareDirectory(directory: string) {
	const made = ensureDirectory(directory);
	const {uid} = await stat(directory);
	if (process.getuid && uid !== process.getuid()) {
		throw new UnsafeDirectoryError(directory);
	}

	await chmod(directory, 0o700);
	return made;
}

async function closeAndTidy(
	server: Server,
	sockets: ReadonlySet<Socket>,
	made: string | undefined,
) {
	await closeServer(server, sockets);
	if (made !== undefined) {
		// It goes if nothing else was put there.
		await rmdir(made).catch(() => undefined);
	}
}

/** Remove what a dead miner left. Of one that lives, even if it hangs, others hold the path to find it by. */
async function removeStale(file: string) {
	let pid: number;
	try {
		const client = await connectControl(file);
		client.close();
		({pid} = client.hello);
	} catch (error) {
		if (error instanceof ControlGoneError) {
			await rm(file, {force: true});
			return;
		}

		throw error instanceof ControlLostError
			? new ControlTakenError(file, undefined, {cause: error})
			: error;
	}

	throw new ControlTakenError(file, pid);
}

async function listen(server: Server, file: string) {
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(file, resolve);
	});
	await chmod(file, 0o600);
}

async function closeServer(server: Server, sockets: ReadonlySet<Socket>) {
	for (const socket of sockets) {
		// What was answered goes out first.
		socket.end();
		socket.unref();
	}

	await new Promise<void>(resolve => {
		server.close(() => {
			resolve();
		});
		setImmediate(() => {
			for (const socket of sockets) {
				socket.destroySoon();
			}
		});
	});
}

function serveClient<State>(socket: Socket, options: ControlOptions<State>) {
	const {state, topics = {}, readLog, onStop, interval = 250, clock = systemClock} = options;
	const send = (message: Readonly<Record<string, unknown>>) => {
		socket.write(toLine(message));
	};

	const publisher = createPublisher({
		topics: {...topics, state},
		send(lines) {
			socket.write(lines);
		},
		isFree: () => socket.writableLength === 0,
		interval,
		clock,
	});
	const methods: Readonly<Record<string, (parameters: unknown) => unknown>> = {
		hello: (): Hello => ({version: controlVersion, pid: process.pid}),
		status: () => state.getSnapshot(),
		subscribe(parameters) {
			const names = readTopics(parameters);
			const values = publisher.follow(names ?? ['state']);
			return names === undefined ? values.state : values;
		},
		logs: async parameters => readLog(readCount(parameters)),
		stop() {
			setImmediate(onStop);
			return {stopping: process.pid};
		},
	};

	readLines(socket, {
		onEnd() {
			publisher.close();
		},
		async onLine(line) {
			const request = parse(line);
			if (request === undefined) {
				send({id: null, error: rpcErrors.parse});
				return;
			}

			const {id = null, method, params} = request;
			const run = Object.hasOwn(methods, method) ? methods[method] : undefined;
			if (run === undefined) {
				send({id, error: typeof method === 'string' ? rpcErrors.method : rpcErrors.request});
				return;
			}

			try {
				send({id, result: await run(params)});
			} catch {
				send({id, error: rpcErrors.internal});
			}
		},
	});
}

function parse(line: string): Request | undefined {
	try {
		const message: unknown = JSON.parse(line);
		return typeof message === 'object' && message !== null ? (message as Request) : undefined;
	} catch {
		return undefined;
	}
}

/** The topics that were asked for; `undefined` if none were named. */
function readTopics(parameters: unknown): readonly string[] | undefined {
	const topics = (parameters as {readonly topics?: unknown} | undefined)?.topics;
	return Array.isArray(topics)
		? topics.filter((topic): topic is string => typeof topic === 'string')
		: undefined;
}

function readCount(parameters: unknown) {
	const lines = (parameters as {readonly lines?: unknown} | undefined)?.lines;
	return typeof lines === 'number' && lines >= 0 ? Math.min(Math.floor(lines), 10_000) : 100;
}
