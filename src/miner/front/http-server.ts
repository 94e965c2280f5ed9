import {createServer, IncomingMessage, type RequestListener, type Server} from 'node:http';
import type {AddressInfo, Socket} from 'node:net';
import type {Duplex} from 'node:stream';
import type {Clock} from '../../support/clock.ts';
import {PortTakenError} from '../../support/errors.ts';
import {CannotListenError} from '../errors.ts';

export type HttpServerOptions = {
	readonly host: string;
	/** 0 picks a free one. */
	readonly port: number;
	readonly handle: RequestListener;
	/** Called for requests that are refused before `handle` would see them: `not-http` also if they are too slow or have too large a header. */
	readonly onMalformed: (reason: 'not-http' | 'length-required') => void;
	/** Called with each new connection, which it may close. */
	readonly onConnection: (socket: Socket) => void;
	readonly clock: Clock;
};

export type HttpServer = {
	/** As `host:port`. */
	readonly address: string;
	readonly port: number;
	/** Stop accepting connections, finish pending requests, and cut off the rest after `timeout` milliseconds. */
	readonly close: (timeout: number) => Promise<void>;
};

/**
Listen for HTTP with limits on untrusted clients: header size, time for header and body, idle time.

@throws {PortTakenError} If another program listens there.
@throws {CannotListenError} If the address is not this machine's, or listening on it is not permitted.
*/
export async function openHttpServer({
	host,
	port,
	handle,
	onMalformed,
	onConnection,
	clock,
}: HttpServerOptions): Promise<HttpServer> {
	const server = createServer(
		{
			maxHeaderSize: 8192,
			headersTimeout: 5000,
			requestTimeout: 15_000,
			keepAliveTimeout: 60_000,
			connectionsCheckingInterval: 1000,
			// Send small replies immediately.
			noDelay: true,
			// eslint-disable-next-line @typescript-eslint/naming-convention -- an option of `node:http`
			IncomingMessage: ParsedRequest,
			// `handle` refuses these: otherwise it would not hear of them.
			requireHostHeader: false,
		},
		handle,
	);
	// Their size is limited. Among those that would be dropped could be the one about chunks.
	server.maxHeadersCount = 0;
	server.on('checkExpectation', handle);
	const cut = (socket: Socket, status: string, reason: 'not-http' | 'length-required') => {
		if (socket.writable) {
			onMalformed(reason);
			// It may fail: the client may be gone.
			socket.on('error', () => undefined);
			socket.write(`HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`);
		}

		socket.destroy();
	};

	const cutUnparsed = (_request: IncomingMessage, socket: Duplex) => {
		cut(socket as Socket, '411 Length Required', 'length-required');
	};

	server.on('upgrade', cutUnparsed);
	server.on('connect', cutUnparsed);
	server.on('connection', socket => {
		onConnection(socket);
		// A client that hangs up reads no more replies.
		socket.once('end', () => {
			socket.destroy();
		});
	});
	server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
		cut(socket, statusLines.get(error.code) ?? '400 Bad Request', 'not-http');
	});
	await listen(server, host, port);
	const bound = server.address() as AddressInfo;
	let closing: Promise<void> | undefined;
	return {
		address: formatAddress(bound.address, bound.port),
		port: bound.port,
		async close(timeout) {
			closing ??= closeServer(server, clock, timeout);
			return closing;
		},
	};
}

/**
A request that is parsed only if its connection is open and its header says how long its body is.

`node:http` parses all of the 64 KiB that it reads at a time, even after the connection was destroyed: tens of milliseconds for thousands of tiny requests, or for a body of thousands of tiny chunks. It stops at a request that is an upgrade, so that is what these are. Every client that signs its body knows the length before it sends the header, so none needs chunks.
*/
class ParsedRequest extends IncomingMessage {
	readonly #isTooLate: boolean;

	constructor(socket: Socket) {
		super(socket);
		this.#isTooLate = socket.destroyed;
	}

	get upgrade(): boolean {
		return this.#isTooLate || this.headers['transfer-encoding'] !== undefined;
	}

	set upgrade(_isRequested: unknown) {
		// Real upgrades are not supported.
	}
}

/** Status lines by error code of Node's parser. */
const statusLines: ReadonlyMap<string | undefined, string> = new Map([
	['HPE_HEADER_OVERFLOW', '431 Request Header Fields Too Large'],
	['ERR_HTTP_REQUEST_TIMEOUT', '408 Request Timeout'],
]);

async function listen(server: Server, host: string, port: number) {
	const address = formatAddress(host, port);
	await new Promise<void>((resolve, reject) => {
		server.once('error', (error: NodeJS.ErrnoException) => {
			reject(
				error.code === 'EADDRINUSE'
					? new PortTakenError(address, {cause: error})
					: new CannotListenError(address, error.message, {cause: error}),
			);
		});
		server.listen(port, host, resolve);
	});
}

const formatAddress = (host: string, port: number) =>
	host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;

async function closeServer(server: Server, clock: Clock, timeout: number) {
	const closed = new Promise<void>(resolve => {
		server.close(() => {
			resolve();
		});
	});
	server.closeIdleConnections();
	const cancel = clock.after(timeout, () => {
		server.closeAllConnections();
	});
	await closed;
	cancel();
}
