import {rm, rmdir, stat} from 'node:fs/promises';
import {createServer, type Server, type Socket} from 'node:net';
import path from 'node:path';
import process from 'node:process';
import * as v from 'valibot';
import {type Clock, systemClock} from '../../support/clock.ts';
import {ensureDirectory} from '../../support/files/ensure-directory.ts';
import {setOwnMode} from '../../support/files/private-file.ts';
import {parseJson, parseRequest, rpcErrors} from '../../support/json-rpc.ts';
import type {ReadableStore} from '../../support/store.ts';
import {
	ControlGoneError,
	ControlLostError,
	ControlTakenError,
	UnsafeDirectoryError,
} from './errors.ts';
import {readLines} from './lines.ts';
import {controlVersion, type Hello, logsSchema, subscribeSchema, toLine} from './protocol.ts';
import {createPublisher} from './publisher.ts';
import {connectControl} from './connect-control.ts';

type Methods = Readonly<Record<string, (parameters: unknown) => unknown>>;

export type ControlOptions<State> = {
	/** Path of the Unix socket. Its folder is created, accessible to its owner only. */
	readonly socket: string;
	/** The home it runs for, from `identifyHome()`. */
	readonly home?: string;
	readonly state: ReadableStore<State>;
	/** Other topics to subscribe to, by name. Values of `undefined` are not sent. @default none */
	readonly topics?: Readonly<Record<string, ReadableStore<unknown>>>;
	/** Read the latest lines of the log, the newest last. */
	readonly readLog: (lines: number) => Promise<readonly string[]>;
	/** Other methods, by name, each with its parameters as they arrive. @default none */
	readonly methods?: Methods;
	/** Called on a request to stop, after it was answered. */
	readonly onStop: () => void;
	/** Minimum milliseconds between two values of a topic for a subscriber. @default 250 */
	readonly interval?: number;
	readonly clock?: Clock;
};

export type Control = {
	/** Disconnect all clients and remove the socket. */
	readonly close: () => Promise<void>;
};

/** Maximum number of connections. */
const mostConnections = 64;

/**
Serve a miner's control socket: `hello`, `status`, `subscribe`, `logs`, `stop` and other methods, for the owner of the process only.

@throws {ControlTakenError} If another miner listens on that socket, even if it does not answer. A dead miner's socket is replaced.
@throws {UnsafeDirectoryError} If the socket's folder belongs to another user.
*/
export async function serveControl<State>(options: ControlOptions<State>): Promise<Control> {
	const {socket: file} = options;
	const made = await prepareDirectory(path.dirname(file));
	await removeStale(options);
	const sockets = new Set<Socket>();
	const server = createServer(socket => {
		// Close the oldest, so that idle connections cannot keep others out.
		if (sockets.size >= mostConnections) {
			const [oldest] = sockets;
			oldest!.destroy();
		}

		sockets.add(socket);
		socket.once('close', () => {
			sockets.delete(socket);
		});
		void serveClient(socket, options);
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

/** Create the socket's folder, and return the topmost folder created, if any. */
async function prepareDirectory(directory: string) {
	const made = ensureDirectory(directory);
	const {uid} = await stat(directory);
	if (process.getuid && uid !== process.getuid()) {
		throw new UnsafeDirectoryError(directory);
	}

	setOwnMode(directory, 0o700);
	return made;
}

async function closeAndTidy(
	server: Server,
	sockets: ReadonlySet<Socket>,
	made: string | undefined,
) {
	await closeServer(server, sockets);
	if (made !== undefined) {
		// This fails if the folder is not empty.
		await rmdir(made).catch(() => undefined);
	}
}

/** Remove the socket of a dead miner, or a hard link to that of another home's. That of a live one, even if hung, must stay: clients find it by its path. */
async function removeStale({socket: file, home}: Pick<ControlOptions<unknown>, 'socket' | 'home'>) {
	let hello: Hello;
	try {
		const client = await connectControl(file);
		client.close();
		({hello} = client);
	} catch (error) {
		if (error instanceof ControlGoneError) {
			await rm(file, {force: true});
			return;
		}

		throw error instanceof ControlLostError
			? new ControlTakenError(file, undefined, {cause: error})
			: error;
	}

	if (home === undefined || hello.home === undefined || hello.home === home) {
		throw new ControlTakenError(file, hello.pid);
	}

	await rm(file, {force: true});
}

async function listen(server: Server, file: string) {
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(file, resolve);
	});
	setOwnMode(file, 0o600);
}

async function closeServer(server: Server, sockets: ReadonlySet<Socket>) {
	for (const socket of sockets) {
		// Flush pending answers first.
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

/** Answer a client's requests one at a time, each once the previous answer was sent, so that at most one answer is buffered for a client that does not read. */
async function serveClient<State>(
	socket: Socket,
	{
		home,
		state,
		topics = {},
		methods: others = {},
		readLog,
		onStop,
		interval = 250,
		clock = systemClock,
	}: ControlOptions<State>,
) {
	let free = Promise.withResolvers<void>();
	const goOn = () => {
		free.resolve();
	};

	socket.on('drain', goOn);
	socket.on('close', goOn);
	const send = async (message: Readonly<Record<string, unknown>>) => {
		if (!socket.writable || socket.write(toLine(message))) {
			return;
		}

		free = Promise.withResolvers();
		await free.promise;
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
	const methods: Methods = {
		...others,
		hello: (): Hello => ({version: controlVersion, pid: process.pid, home}),
		status: () => state.getSnapshot(),
		subscribe(parameters) {
			const {topics: names} = v.parse(subscribeSchema, parameters);
			const values = publisher.follow(names ?? ['state']);
			return names === undefined ? values.state : values;
		},
		logs: async parameters => readLog(v.parse(logsSchema, parameters).lines),
		stop() {
			setImmediate(onStop);
			return {stopping: process.pid};
		},
	};

	const answer = async (line: string) => {
		const said = parseJson(line);
		const request = parseRequest(said);
		if (request === undefined) {
			return {id: null, error: said === undefined ? rpcErrors.parse : rpcErrors.request};
		}

		const {id = null, method, params} = request;
		const run = Object.hasOwn(methods, method) ? methods[method] : undefined;
		if (run === undefined) {
			return {id, error: rpcErrors.method};
		}

		try {
			return {id, result: await run(params)};
		} catch {
			return {id, error: rpcErrors.internal};
		}
	};

	try {
		for await (const line of readLines(socket)) {
			await send(await answer(line));
		}
	} finally {
		publisher.close();
	}
}
