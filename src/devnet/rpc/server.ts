import {once} from 'node:events';
import {createServer, type Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {WebSocketServer, type RawData, type WebSocket} from 'ws';
import {PortTakenError} from '../../support/errors.ts';
import {openConnection} from './connection.ts';
import {answerMessage, type Methods} from './json-rpc.ts';

export type RpcServerOptions = {
	readonly methods: Methods;
	readonly host: string;
	/** 0 picks a free port. */
	readonly port: number;
	/** Called with unexpected errors of methods. */
	readonly onFault: (error: unknown) => void;
	/** Maximum number of connected clients. @default 256 */
	readonly mostConnections?: number;
	/** Maximum message size, in bytes. @default 16 MiB */
	readonly mostMessage?: number;
};

export type RpcServer = {
	/** The listening address, as `ws://HOST:PORT`. */
	readonly url: string;
	/** Stop listening and disconnect all clients. */
	readonly close: () => Promise<void>;
};

/** A client with more unread bytes than this is disconnected. */
const mostUnread = 64 * 1024 * 1024;

/** The WebSocket close code for "try again later". */
const tryAgainLater = 1013;

/**
Serve JSON-RPC 2.0 over WebSocket.

@throws {PortTakenError} If another program has the port.
*/
export async function startRpcServer({
	methods,
	host,
	port,
	onFault,
	mostConnections = 256,
	mostMessage = 16 * 1024 * 1024,
}: RpcServerOptions): Promise<RpcServer> {
	// Non-WebSocket requests are told to upgrade (RFC 9110, 15.5.22).
	const listener = createServer((_request, response) => {
		response.writeHead(426, {upgrade: 'websocket'}).end();
	});
	const server = new WebSocketServer({server: listener, maxPayload: mostMessage});
	server.on('connection', socket => {
		if (server.clients.size > mostConnections) {
			socket.close(tryAgainLater, 'Too many connections');
			return;
		}

		serve(socket, methods, onFault);
	});
	try {
		listener.listen(port, host);
		await once(server, 'listening');
	} catch (error) {
		throw (error as NodeJS.ErrnoException).code === 'EADDRINUSE'
			? new PortTakenError(`${host}:${port}`, {cause: error})
			: error;
	}

	const {port: taken} = listener.address() as AddressInfo;
	let closing: Promise<void> | undefined;
	return {
		url: `ws://${host}:${taken}`,
		async close() {
			closing ??= closeServer(server, listener);
			await closing;
		},
	};
}

async function closeServer(server: WebSocketServer, listener: Server) {
	for (const client of server.clients) {
		client.terminate();
	}

	server.close();
	await new Promise(resolve => {
		listener.close(resolve);
		// Includes those that are still in the middle of a request.
		listener.closeAllConnections();
	});
}

function serve(socket: WebSocket, methods: Methods, onFault: (error: unknown) => void) {
	const connection = openConnection(message => {
		if (socket.bufferedAmount > mostUnread) {
			socket.terminate();
			return;
		}

		socket.send(message);
	});
	socket.on('message', (data: RawData) => {
		// eslint-disable-next-line @typescript-eslint/no-base-to-string -- `ws` hands over a Buffer.
		const message = data.toString();
		connection.answer(() => answerMessage(message, methods, connection, onFault));
	});
	socket.on('close', connection.close);
	// `ws` closes a client that breaks the protocol; nobody else needs to know.
	socket.on('error', () => undefined);
}
