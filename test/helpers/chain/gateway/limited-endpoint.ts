import {once} from 'node:events';
import {type IncomingMessage, createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import type {Duplex} from 'node:stream';
import {type RawData, WebSocket, WebSocketServer} from 'ws';
import type {Clock} from '../../../../src/support/clock.ts';
import {createAllowance} from './allowance.ts';

/** How it says that there were too many requests: HTTP 429 instead of a handshake, the same after it has hung up without a word, by closing the connection, or an error with or without the id of the request. */
export type RefusalForm = 'handshake' | 'hanging up' | 'close' | 'error' | 'error without an id';

export type LimitedEndpointOptions = {
	readonly form: RefusalForm;
	/** What it allows; handshakes count. @default Everything */
	readonly limit?: {
		readonly perSecond: number;
		readonly burst: number;
		readonly clock: Pick<Clock, 'now'>;
	};
	/** What it says with a refusal, as a JSON-RPC error. */
	readonly error?: {readonly code: number; readonly message: string};
	/** Seconds, told with a refused handshake. */
	readonly retryAfter?: number;
};

export type LimitedEndpoint = {
	/** Where clients connect instead. */
	readonly url: string;
	/** Refuse the next so many requests or handshakes, whatever the limit. */
	readonly refuse: (count: number) => void;
	/** The methods that it has passed on, in order. */
	readonly passed: readonly string[];
	/** The methods that it has refused, `handshake` among them. */
	readonly refused: readonly string[];
	readonly close: () => Promise<void>;
};

const closeCodes = {handshake: 1013, close: 1008} as const;

/** Put an endpoint that limits requests in front of a node, over real sockets. */
export async function startLimitedEndpoint(
	nodeUrl: string,
	{
		form,
		limit,
		error = {code: -32_005, message: 'Limit exceeded'},
		retryAfter,
	}: LimitedEndpointOptions,
): Promise<LimitedEndpoint> {
	const http = createServer();
	const server = new WebSocketServer({noServer: true});
	const passed: string[] = [];
	const refused: string[] = [];
	let toRefuse = 0;
	const isWithinLimit = limit
		? createAllowance({form: 'error', rate: limit.perSecond, burst: limit.burst}, limit.clock.now)
		: () => true;

	const isAllowed = (what: string) => {
		if (toRefuse > 0 || !isWithinLimit()) {
			toRefuse = Math.max(0, toRefuse - 1);
			refused.push(what);
			return false;
		}

		return true;
	};

	const connect = (client: WebSocket) => {
		const upstream = new WebSocket(nodeUrl);
		const isReady = once(upstream, 'open').catch(() => undefined);
		client.on('message', async (data: RawData) => {
			const text = new TextDecoder().decode(data as Uint8Array);
			const {id, method} = JSON.parse(text) as {id: number; method: string};
			if (isAllowed(method)) {
				passed.push(method);
				await isReady;
				upstream.send(text);
			} else if (form === 'hanging up') {
				client.terminate();
			} else if (form === 'handshake' || form === 'close') {
				client.close(closeCodes[form]);
			} else {
				const named = form === 'error' ? {id} : {id: null};
				client.send(JSON.stringify({jsonrpc: '2.0', ...named, error}));
			}
		});
		upstream.on('message', (data: RawData) => {
			client.send(new TextDecoder().decode(data as Uint8Array));
		});
		upstream.on('error', () => {
			// It may be cut before it is open.
		});
		client.on('close', () => {
			upstream.terminate();
		});
		upstream.on('close', () => {
			client.terminate();
		});
	};

	http.on('upgrade', (request: IncomingMessage, socket: Duplex, head) => {
		const isOpen = isAllowed('handshake');
		if (!isOpen && (form === 'handshake' || form === 'hanging up')) {
			const wait = retryAfter === undefined ? '' : `Retry-After: ${retryAfter}\r\n`;
			socket.end(`HTTP/1.1 429 Too Many Requests\r\n${wait}Connection: close\r\n\r\n`);
			return;
		}

		server.handleUpgrade(request, socket, head, client => {
			if (isOpen || form !== 'close') {
				connect(client);
			} else {
				client.close(closeCodes.close, 'Too many connections');
			}
		});
	});
	http.listen(0, '127.0.0.1');
	await once(http, 'listening');
	return {
		url: `ws://127.0.0.1:${(http.address() as AddressInfo).port}`,
		refuse(count) {
			toRefuse = count;
		},
		passed,
		refused,
		async close() {
			for (const client of server.clients) {
				client.terminate();
			}

			http.close();
			http.closeAllConnections();
			await once(http, 'close');
		},
	};
}
