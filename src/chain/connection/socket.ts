import {WebSocket} from 'ws';
import type {Clock} from '../../support/clock.ts';
import {ChainLimitedError, ChainUnreachableError} from '../errors.ts';
import {isLimitClose, isLimitStatus, parseRetryAfter} from './slow-down.ts';

const decoder = new TextDecoder();

/** Largest message accepted, in bytes. A chain's metadata takes two to three million. */
const largestMessage = 64 * 1024 * 1024;

export type SocketOptions = {
	readonly url: string;
	/** Timeout for each ping, in milliseconds. Opening the socket may take three times as long. */
	readonly timeout: number;
	/** Milliseconds between pings. They keep idle connections open and detect dead ones. */
	readonly pingInterval: number;
	readonly clock: Clock;
	readonly signal: AbortSignal;
	readonly onMessage: (text: string) => void;
	/** Called with the round trip of each ping, in milliseconds. */
	readonly onLatency: (latency: number) => void;
	/** Called once, whichever side ended it. */
	readonly onEnd: (error: ChainUnreachableError) => void;
};

export type Socket = {
	readonly send: (text: string) => void;
	readonly close: () => void;
};

/**
Open a WebSocket that detects when its peer is gone.

@throws {ChainUnreachableError} If it does not open.
@throws {ChainLimitedError} If the endpoint does not open it because there were too many requests.
*/
export async function openSocket({
	url,
	timeout,
	pingInterval,
	clock,
	signal,
	onMessage,
	onLatency,
	onEnd,
}: SocketOptions): Promise<Socket> {
	signal.throwIfAborted();
	const socket = new WebSocket(url, {perMessageDeflate: false, maxPayload: largestMessage});
	const {promise, resolve, reject} = Promise.withResolvers<Socket>();
	let reason: string | undefined;
	/** Why the endpoint did not open it. */
	let refusal: string | undefined;
	let limited: ChainLimitedError | undefined;
	const endFor = (why: string) => () => {
		reason = why;
		socket.terminate();
	};

	const abort = endFor('the client was closed');
	// Several exchanges, often while this process still loads its modules, or a local chain its models.
	const patience = 3 * timeout;
	const cancelOpening = clock.after(patience, endFor(`it did not open within ${patience} ms`));
	const heart = createHeart({
		socket,
		timeout,
		pingInterval,
		clock,
		onLatency,
		onSilence: endFor(`no sign of life for ${timeout} ms`),
	});

	signal.addEventListener('abort', abort, {once: true});
	socket.on('open', () => {
		cancelOpening();
		heart.start();
		resolve({
			send(text) {
				socket.send(text);
			},
			close() {
				socket.terminate();
			},
		});
	});
	socket.on('message', (data: Uint8Array) => {
		onMessage(decoder.decode(data));
	});
	socket.on('error', error => {
		// One that is ended while it opens complains of that.
		reason ??= describe(error);
	});
	socket.on('unexpected-response', (_request, {statusCode: status = 0, headers}) => {
		const retryAfter = headers['retry-after'];
		if (isLimitStatus({status, retryAfter})) {
			limited = new ChainLimitedError(url, `HTTP ${status}`, {
				retryAfter: parseRetryAfter(retryAfter, clock.now()),
				endsConnection: true,
			});
		}

		refusal = `Unexpected server response: ${status}`;
		socket.terminate();
	});
	socket.on('close', (code, data) => {
		cancelOpening();
		heart.stop();
		signal.removeEventListener('abort', abort);
		const said = decoder.decode(data);
		if (isLimitClose(code, said)) {
			limited ??= new ChainLimitedError(url, said === '' ? `close code ${code}` : said, {
				endsConnection: true,
			});
		}

		const error =
			limited ?? new ChainUnreachableError(url, refusal ?? reason ?? 'the connection was closed');
		reject(error);
		onEnd(error);
	});
	return promise;
}

type HeartOptions = Pick<SocketOptions, 'timeout' | 'pingInterval' | 'clock' | 'onLatency'> & {
	readonly socket: WebSocket;
	readonly onSilence: () => void;
};

/** Ping now and at intervals, and report a ping that times out. */
function createHeart({socket, timeout, pingInterval, clock, onLatency, onSilence}: HeartOptions) {
	let cancel: () => void = () => undefined;
	let sent = 0;
	const beat = () => {
		sent = clock.now();
		socket.ping();
		cancel = clock.after(timeout, onSilence);
	};

	socket.on('pong', () => {
		cancel();
		onLatency(clock.now() - sent);
		cancel = clock.after(pingInterval, beat);
	});
	return {
		start: beat,
		stop() {
			cancel();
		},
	};
}

/** A refused connection to a name with several addresses comes as an `AggregateError` without a message. */
function describe(error: NodeJS.ErrnoException): string {
	if (error.code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH') {
		return `it sends more than ${largestMessage / 1_048_576} MiB at once`;
	}

	const [first] = error instanceof AggregateError ? (error.errors as Error[]) : [error];
	return first?.message ?? error.message;
}
