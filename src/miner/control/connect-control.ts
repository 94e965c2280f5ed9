import {createConnection, type Socket} from 'node:net';
import * as v from 'valibot';
import {type Clock, systemClock} from '../../support/clock.ts';
import {createCaller, parseReply} from '../../support/json-rpc.ts';
import type {MinerState} from '../miner-state.ts';
import {
	cancelReplySchema,
	type ModelReply,
	modelReplySchema,
	type ModelRequest,
} from '../models/model-request.ts';
import {type MinerTopics, topicSchemas, topicsSchema} from '../topics.ts';
import {
	ControlGoneError,
	ControlLostError,
	ControlSilentError,
	ControlVersionError,
} from './errors.ts';
import {readLines} from './lines.ts';
import {type Hello, controlVersion, helloSchema} from './protocol.ts';

/** A connection to a miner. A miner of another version can only be stopped: all other methods throw `ControlVersionError`. */
export type ControlClient = {
	readonly hello: Hello;
	readonly status: () => Promise<MinerState>;
	/** Subscribe to all topics until the client is closed or the miner is gone. The listener gets complete values, starting with the current ones. */
	readonly follow: (listener: (values: Partial<MinerTopics>) => void) => Promise<void>;
	/** Get the device topic's current value; `undefined` before the first reading. */
	readonly device: () => Promise<MinerTopics['device'] | undefined>;
	readonly logs: (lines: number) => Promise<readonly string[]>;
	/** Let the miner answer with another model from now on. It takes as long as the model takes to start: connect with a long enough timeout. */
	readonly useModel: (request: ModelRequest) => Promise<ModelReply>;
	/** End the canary, if one runs; the name of its candidate. */
	readonly cancelCanary: () => Promise<string | undefined>;
	/** Tell the miner to stop; `ended` resolves when it is gone. */
	readonly stop: () => Promise<void>;
	/** Resolves when the miner or this client has closed the connection. */
	readonly ended: Promise<void>;
	readonly close: () => void;
};

export type ConnectControlOptions = {
	/** Timeout for the miner's answers, in milliseconds. It is local, but may be busy. @default 5000 */
	readonly timeout?: number;
	/** Aborts connecting, and later closes the connection. */
	readonly signal?: AbortSignal;
	readonly clock?: Pick<Clock, 'after'>;
};

/**
Connect to the control socket of a miner.

@throws {ControlGoneError} If nothing listens there.
@throws {ControlSilentError} If something listens but does not answer.
@throws {ControlLostError} If it is not a miner, or ends at that moment.
*/
export async function connectControl(
	file: string,
	{timeout = 5000, signal, clock = systemClock}: ConnectControlOptions = {},
): Promise<ControlClient> {
	const socket = await open(file, signal);
	const caller = createCaller({
		send(text) {
			socket.write(`${text}\n`);
		},
		timeout,
		clock,
		toError: (_method, error) => new ControlLostError(file, {cause: error}),
		toTimeoutError: () => new ControlSilentError(file),
	});
	let listener: (values: Partial<MinerTopics>) => void = () => undefined;

	/** Read until the socket ends or sends something no miner of this version would. */
	const listen = async () => {
		for await (const line of readLines(socket)) {
			const message = parseReply(line);
			if (message === undefined) {
				break;
			}

			if (!('method' in message)) {
				caller.settle(message);
				continue;
			}

			const values = v.safeParse(topicsSchema, {[message.method]: message.params});
			if (!values.success) {
				break;
			}

			listener(values.output);
		}

		caller.end(new ControlLostError(file));
	};

	const ended = listen();
	const close = () => {
		socket.destroy();
	};

	const hello = await caller
		.call('hello', undefined, result => parseHello(result, file))
		.catch((error: unknown) => {
			close();
			throw error;
		});

	const ask = async <Schema extends v.GenericSchema>(
		method: string,
		parameters: unknown,
		schema: Schema,
		use?: (result: v.InferOutput<Schema>) => void,
	): Promise<v.InferOutput<Schema>> => {
		if (hello.version !== controlVersion) {
			throw new ControlVersionError(hello);
		}

		return caller.call(method, parameters, said => {
			const result = v.safeParse(schema, said);
			if (!result.success) {
				throw new ControlVersionError(hello, {cause: new v.ValiError(result.issues)});
			}

			use?.(result.output);
			return result.output;
		});
	};

	return {
		hello,
		status: async () => ask('status', undefined, topicSchemas.state),
		async follow(onValues) {
			const topics = Object.keys(topicSchemas);
			await ask('subscribe', {topics}, topicsSchema, values => {
				onValues(values);
				listener = onValues;
			});
		},
		async device() {
			const {device} = await ask('subscribe', {topics: ['device']}, topicsSchema);
			return device;
		},
		useModel: async request => ask('use-model', request, modelReplySchema),
		async cancelCanary() {
			const {model} = await ask('cancel-canary', undefined, cancelReplySchema);
			return model ?? undefined;
		},
		logs: async lines => ask('logs', {lines}, topicSchemas.log),
		async stop() {
			await caller.call('stop', undefined, () => undefined);
		},
		ended,
		close,
	};
}

function parseHello(said: unknown, file: string): Hello {
	const hello = v.safeParse(helloSchema, said);
	if (!hello.success) {
		throw new ControlLostError(file, {cause: new v.ValiError(hello.issues)});
	}

	return hello.output;
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

/** Error codes when nothing listens; see connect(2). */
const goneCodes = new Set(['ENOENT', 'ECONNREFUSED', 'ENOTSOCK']);

function explain(cause: NodeJS.ErrnoException, file: string): ControlLostError {
	if (goneCodes.has(cause.code ?? '')) {
		return new ControlGoneError(file, {cause});
	}

	// The queue of pending connections is full.
	return cause.code === 'EAGAIN'
		? new ControlSilentError(file, {cause})
		: new ControlLostError(file, {cause});
}
