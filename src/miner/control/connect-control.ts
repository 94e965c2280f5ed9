import {createConnection, type Socket} from 'node:net';
import {ControlGoneError, ControlLostError, ControlSilentError} from './errors.ts';
import {readLines} from './lines.ts';
import {type Hello, toLine} from './protocol.ts';

export type ControlClient<State = Readonly<Record<string, unknown>>> = {
	readonly hello: Hello;
	readonly status: () => Promise<State>;
	/** Hear of whole states, the first at once, until the client is closed or the miner is gone. */
	readonly subscribe: (listener: (state: State) => void) => Promise<void>;
	/** Hear of whole values of these topics, those that have one at once; what the miner does not offer is not heard of. */
	readonly follow: (
		topics: readonly string[],
		listener: (topic: string, value: unknown) => void,
	) => Promise<void>;
	readonly logs: (lines: number) => Promise<readonly string[]>;
	/** Ask the miner to stop; `ended` tells when it is gone. */
	readonly stop: () => Promise<void>;
	/** Resolves when the miner, or this client, has ended the connection. */
	readonly ended: Promise<void>;
	readonly close: () => void;
};

export type ConnectControlOptions = {
	/** Milliseconds that a miner may take to answer: it is on this machine, but may be busy. @default 5000 */
	readonly patience?: number;
	/** Ends the connection, and the wait for it. */
	readonly signal?: AbortSignal;
};

/**
Connect to the control socket of a miner.

@throws {ControlGoneError} If nobody listens there.
@throws {ControlSilentError} If somebody does, but says nothing.
@throws {ControlLostError} If it is no miner, or ends just then.
*/
export async function connectControl<State = Readonly<Record<string, unknown>>>(
	file: string,
	{patience = 5000, signal}: ConnectControlOptions = {},
): Promise<ControlClient<State>> {
	const socket = await open(file, signal);
	const pending = new Map<
		number,
		{readonly resolve: (result: unknown) => void; readonly reject: (error: Error) => void}
	>();
	const ended = Promise.withResolvers<void>();
	let listener: ((topic: string, value: unknown) => void) | undefined;
	let lastId = 0;
	let isOver = false;

	readLines(socket, {
		onLine(line) {
			const message = parseReply(line);
			if (message === undefined) {
				// Whoever this is, it is no miner; all who wait are told.
				socket.destroy();
				return;
			}

			const {id, result, error, method, params} = message;
			if (method !== undefined) {
				listener?.(method, params);
			} else if (error) {
				pending.get(id!)?.reject(new ControlLostError(file, {cause: error}));
			} else {
				pending.get(id!)?.resolve(result);
			}
		},
		onEnd() {
			isOver = true;
			for (const {reject} of pending.values()) {
				reject(new ControlLostError(file));
			}

			ended.resolve();
		},
	});

	const request = async (method: string, parameters?: unknown): Promise<unknown> => {
		if (isOver) {
			throw new ControlLostError(file);
		}

		lastId++;
		const id = lastId;
		const {promise, resolve, reject} = Promise.withResolvers<unknown>();
		const timer = setTimeout(() => {
			reject(new ControlSilentError(file));
		}, patience);
		pending.set(id, {resolve, reject});
		socket.write(toLine({id, method, params: parameters}));
		try {
			return await promise;
		} finally {
			clearTimeout(timer);
			pending.delete(id);
		}
	};

	try {
		return {
			hello: (await request('hello')) as Hello,
			status: async () => (await request('status')) as State,
			async subscribe(onState) {
				listener = (_topic, state) => {
					onState(state as State);
				};

				onState((await request('subscribe')) as State);
			},
			async follow(topics, onValue) {
				const heard = new Set<string>();
				listener = (topic, value) => {
					heard.add(topic);
					onValue(topic, value);
				};

				const values = (await request('subscribe', {topics})) as Readonly<Record<string, unknown>>;
				for (const [topic, value] of Object.entries(values)) {
					// What came in the meantime is newer.
					if (!heard.has(topic)) {
						onValue(topic, value);
					}
				}
			},
			logs: async lines => (await request('logs', {lines})) as readonly string[],
			async stop() {
				await request('stop');
			},
			ended: ended.promise,
			close() {
				socket.destroy();
			},
		};
	} catch (error) {
		socket.destroy();
		throw error;
	}
}

type Reply = {
	readonly id?: number;
	readonly result?: unknown;
	readonly error?: {readonly message: string};
	readonly method?: string;
	readonly params?: unknown;
};

function parseReply(line: string): Reply | undefined {
	try {
		const message: unknown = JSON.parse(line);
		return typeof message === 'object' && message !== null ? message : undefined;
	} catch {
		return undefined;
	}
}

async function open(file: string, signal: AbortSignal | undefined): Promise<Socket> {
	const socket = createConnection({path: file, signal});
	try {
		await new Promise<void>((resolve, reject) => {
			socket.once('connect', resolve);
			socket.once('error', reject);
		});
		return socket;
	} catch (error) {
		throw explain(error as NodeJS.ErrnoException, file);
	}
}

/** What the system says where nobody listens; see connect(2). */
const goneCodes = new Set(['ENOENT', 'ECONNREFUSED', 'ENOTSOCK']);

function explain(cause: NodeJS.ErrnoException, file: string): ControlLostError {
	if (goneCodes.has(cause.code ?? '')) {
		return new ControlGoneError(file, {cause});
	}

	// As many wait already to be heard as may.
	return cause.code === 'EAGAIN'
		? new ControlSilentError(file, {cause})
		: new ControlLostError(file, {cause});
}
