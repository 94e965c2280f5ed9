import {createServer, type RequestListener, type Server} from 'node:http';
import type {AddressInfo, Socket} from 'node:net';
import type {Clock} from '../support/clock.ts';
import {PortTakenError} from '../support/errors.ts';
import {CannotListenError} from './errors.ts';

export type HttpServerOptions = {
	readonly host: string;
	/** 0 is a free one. */
	readonly port: number;
	readonly handle: RequestListener;
	/** Told of bytes that are no HTTP, or too slow, or with too large a head. */
	readonly onMalformed: () => void;
	/** @default 1024 */
	readonly maxConnections?: number;
	readonly clock: Clock;
};

export type HttpServer = {
	/** Host and port, as `host:port`. */
	readonly address: string;
	readonly port: number;
	/** Take no more connections, let finish what was asked, and cut off what is left after `patience` milliseconds. */
	readonly close: (patience: number) => Promise<void>;
};

/**
Listen for HTTP with limits on everything that a stranger can send: size of the head, time for head and body, idle time, connections.

@throws {PortTakenError} If another program listens there.
@throws {CannotListenError} If the address is not of this machine, or may not be listened at.
*/
export async function openHttpServer({
	host,
	port,
	handle,
	onMalformed,
	maxConnections = 1024,
	clock,
}: HttpServerOptions): Promise<HttpServer> {
	const server = createServer(
		{
			maxHeaderSize: 8192,
			headersTimeout: 5000,
			requestTimeout: 15_000,
			keepAliveTimeout: 60_000,
			connectionsCheckingInterval: 2000,
			// Small replies leave at once.
			noDelay: true,
		},
		handle,
	);
	server.maxConnections = maxConnections;
	server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
		onMalformed();
		if (socket.writable) {
			socket.end(
				`HTTP/1.1 ${statusLines.get(error.code) ?? '400 Bad Request'}\r\nConnection: close\r\n\r\n`,
			);
		} else {
			socket.destroy();
		}
	});
	await listen(server, host, port);
	const bound = server.address() as AddressInfo;
	let closing: Promise<void> | undefined;
	return {
		address: formatAddress(bound.address, bound.port),
		port: bound.port,
		async close(patience) {
			closing ??= closeServer(server, clock, patience);
			return closing;
		},
	};
}

/** Codes of Node's parser, and what the client is told. */
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

async function closeServer(server: Server, clock: Clock, patience: number) {
	const closed = new Promise<void>(resolve => {
		server.close(() => {
			resolve();
		});
	});
	server.closeIdleConnections();
	const cancel = clock.after(patience, () => {
		server.closeAllConnections();
	});
	await closed;
	cancel();
}
