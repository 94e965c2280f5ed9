import {WebSocket} from 'ws';
import type {Clock} from '../../support/clock.ts';
import {ChainUnreachableError} from '../errors.ts';

const decoder = new TextDecoder();

export type SocketOptions = {
	readonly url: string;
	/** Milliseconds until the opening, or an unanswered ping, counts as failed. */
	readonly timeout: number;
	/** Milliseconds between pings. They keep idle connections open and find dead ones. */
	readonly pingInterval: number;
	readonly clock: Clock;
	readonly signal: AbortSignal;
	readonly onMessage: (text: string) => void;
	/** Called with the milliseconds that a ping took. */
	readonly onLatency: (latency: number) => void;
	/** Called once, whoever ended it. */
	readonly onEnd: (error: ChainUnreachableError) => void;
};

export type Socket = {
	readonly send: (text: string) => void;
	readonly close: () => void;
};

/**
Open a WebSocket that notices its own death.

@throws {ChainUnreachableError} If it does not open.
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
	const socket = new WebSocket(url, {handshakeTimeout: timeout, perMessageDeflate: false});
	const {promise, resolve, reject} = Promise.withResolvers<Socket>();
	let reason = 'the connection was closed';
	const endFor = (why: string) => () => {
		reason = why;
		socket.terminate();
	};

	const abort = endFor('the client was closed');
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
		reason = describe(error);
	});
	socket.on('close', () => {
		heart.stop();
		signal.removeEventListener('abort', abort);
		const error = new ChainUnreachableError(url, reason);
		reject(error);
		onEnd(error);
	});
	return promise;
}

type HeartOptions = Pick<SocketOptions, 'timeout' | 'pingInterval' | 'clock' | 'onLatency'> & {
	readonly socket: WebSocket;
	readonly onSilence: () => void;
};

/** Ping at once and at intervals, and tell when a ping stays unanswered. */
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
function describe(error: Error): string {
	const [first] = error instanceof AggregateError ? (error.errors as Error[]) : [error];
	return first?.message ?? error.message;
}
