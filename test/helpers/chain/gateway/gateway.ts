import {Buffer} from 'node:buffer';
import {once} from 'node:events';
import {type IncomingMessage, createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import type {Duplex} from 'node:stream';
import {WebSocket, WebSocketServer} from 'ws';
import {type Limit, createAllowance, errorOf, reasonOf} from './allowance.ts';
import {type Traffic, createTrafficCounter} from './traffic.ts';

export type GatewayOptions = {
	/** URL of the node behind it. */
	readonly target: string;
	/** @default none */
	readonly limit?: Limit;
};

/** A gateway in front of a node, which counts what goes through it, and may refuse what is too much, as those of public endpoints do. */
export type Gateway = {
	readonly url: string;
	readonly traffic: () => Traffic;
	/** Begin to count anew. */
	readonly reset: () => void;
	/** Stop listening, and disconnect everybody. */
	readonly close: () => Promise<void>;
};

/** The WebSocket close code for a breach of the endpoint's policy. */
const policyViolation = 1008;

/** Start a gateway on a free port of 127.0.0.1. */
export async function startGateway({target, limit}: GatewayOptions): Promise<Gateway> {
	const counter = createTrafficCounter();
	const isAllowed = limit === undefined ? () => true : createAllowance(limit);
	const listener = createServer((_request, response) => {
		response.writeHead(426).end();
	});
	const server = new WebSocketServer({noServer: true, perMessageDeflate: false});

	const refuse = (client: WebSocket, ids: readonly unknown[]) => {
		for (const id of ids) {
			const refusals = counter.refused();
			if (limit?.form === 'close') {
				client.close(policyViolation, reasonOf(refusals));
				return;
			}

			const text = JSON.stringify({jsonrpc: '2.0', id, error: errorOf(refusals)});
			counter.toClient(text);
			client.send(text);
		}
	};

	const join = (client: WebSocket, node: WebSocket) => {
		counter.connected();
		client.on('message', data => {
			// A refused connection takes a moment to close.
			if (client.readyState !== WebSocket.OPEN) {
				return;
			}

			const message = textOf(data);
			const ids = counter.fromClient(message);
			// A proxy that limits handshakes does not look into what follows, but it may count it.
			if (isAllowed(ids.length) || limit?.form === 'handshake') {
				node.send(message);
			} else {
				refuse(client, ids);
			}
		});
		node.on('message', data => {
			const message = textOf(data);
			counter.toClient(message);
			client.send(message);
		});
		client.on('close', () => {
			node.terminate();
		});
		node.on('close', () => {
			client.terminate();
		});
		client.on('error', ignore);
	};

	listener.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Uint8Array) => {
		socket.on('error', ignore);
		if (limit?.form === 'handshake' && !isAllowed()) {
			counter.refused();
			socket.end(
				'HTTP/1.1 429 Too Many Requests\r\nRetry-After: 1\r\nConnection: close\r\nContent-Length: 0\r\n\r\n',
			);
			return;
		}

		const node = new WebSocket(target, {perMessageDeflate: false});
		node.on('error', () => {
			socket.destroy();
		});
		node.once('open', () => {
			server.handleUpgrade(request, socket, Buffer.from(head), client => {
				join(client, node);
			});
		});
	});
	listener.listen(0, '127.0.0.1');
	await once(listener, 'listening');
	const {port} = listener.address() as AddressInfo;
	return {
		url: `ws://127.0.0.1:${port}`,
		traffic: counter.read,
		reset: counter.reset,
		async close() {
			for (const client of server.clients) {
				client.terminate();
			}

			server.close();
			await new Promise(resolve => {
				listener.close(resolve);
				listener.closeAllConnections();
			});
		},
	};
}

// `ws` hands over a Buffer unless told otherwise.
const textOf = (data: unknown) => new TextDecoder().decode(data as Uint8Array);

const ignore = () => undefined;
