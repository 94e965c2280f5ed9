import {once} from 'node:events';
import type {AddressInfo} from 'node:net';
import {setImmediate} from 'node:timers/promises';
import {WebSocket, WebSocketServer} from 'ws';
import {type Reply, connectRpc} from './rpc-client.ts';

/** What a client asks of the node. */
export type Exchange = {
	readonly method: string;
	readonly params: readonly unknown[];
	/** Pass it on to the honest node and keep its answer from the client. */
	readonly relay: () => Promise<Reply>;
	/** Answer the client; nothing else that the node says reaches it. */
	readonly answer: (reply: Omit<Reply, 'id'>) => void;
	/** Send the client a text that nobody asked for. */
	readonly send: (text: string) => void;
	/** Cut the connection. */
	readonly cut: () => void;
};

/** Deals with what a client asks. What it neither answers nor relays is swallowed. */
export type Lie = (exchange: Exchange) => Promise<void> | void;

/** Changes what the honest node says before it is passed on: a text becomes none, one or several. */
export type Twist = (text: string) => readonly string[];

export type LyingNode = {
	/** Where clients connect instead. */
	readonly url: string;
	/** Deal so with the next requests of the method; honestly without a lie. */
	readonly lie: (method: string, lie: Lie | undefined) => void;
	/** Treat so whatever is not lied about; honestly without a twist. */
	readonly twist: (twist: Twist | undefined) => void;
	/** How many requests of the method have come. */
	readonly count: (method: string) => number;
	/** Resolves once so many requests of the method have come. */
	readonly received: (method: string, count?: number) => Promise<void>;
	/** Resolves once nothing is on its way any more between clients and the honest node. */
	readonly quiet: () => Promise<void>;
	readonly close: () => Promise<void>;
};

/** A message on a local socket takes fewer turns of the event loop than this. */
const quietTurns = 10;

/**
Put a node that lies in front of an honest one, over real sockets. What it does not lie about it passes on as it is.
*/
export async function startLyingNode(honestUrl: string): Promise<LyingNode> {
	const server = new WebSocketServer({host: '127.0.0.1', port: 0});
	await once(server, 'listening');
	const {port} = server.address() as AddressInfo;
	const honest = await connectRpc(honestUrl);
	const lies = new Map<string, Lie>();
	const counts = new Map<string, number>();
	const requests = new EventTarget();
	let twist: Twist | undefined;
	/** Requests that are not dealt with yet, and messages so far. */
	let open = 0;
	let traffic = 0;

	server.on('connection', client => {
		const upstream = new WebSocket(honestUrl);
		const waiting = new Set<unknown>();
		const isReady = once(upstream, 'open').catch(() => undefined);
		const release = (id: unknown) => {
			if (waiting.delete(id)) {
				open--;
			}
		};

		upstream.on('message', data => {
			traffic++;
			const text = new TextDecoder().decode(data as Uint8Array);
			release((JSON.parse(text) as Reply).id);
			for (const said of twist?.(text) ?? [text]) {
				client.send(said);
			}
		});
		client.on('message', async data => {
			traffic++;
			const text = new TextDecoder().decode(data as Uint8Array);
			const {id, method, params} = JSON.parse(text) as Request;
			counts.set(method, (counts.get(method) ?? 0) + 1);
			requests.dispatchEvent(new Event('request'));
			const lie = lies.get(method);
			if (lie === undefined) {
				waiting.add(id);
				open++;
				await isReady;
				upstream.send(text);
				return;
			}

			open++;
			await lie({
				method,
				params,
				relay: async () => honest.ask(method, ...params),
				answer(reply) {
					client.send(JSON.stringify({...reply, jsonrpc: '2.0', id}));
				},
				send(said) {
					client.send(said);
				},
				cut() {
					client.terminate();
				},
			});
			open--;
		});
		client.on('close', () => {
			upstream.terminate();
			for (const id of waiting) {
				release(id);
			}
		});
		upstream.on('error', () => {
			// It may be cut before it is open.
		});
		upstream.on('close', () => {
			client.terminate();
		});
	});

	return {
		url: `ws://127.0.0.1:${port}`,
		lie(method, lie) {
			if (lie) {
				lies.set(method, lie);
			} else {
				lies.delete(method);
			}
		},
		twist(next) {
			twist = next;
		},
		count: method => counts.get(method) ?? 0,
		async received(method, count = 1) {
			while ((counts.get(method) ?? 0) < count) {
				await once(requests, 'request');
			}
		},
		async quiet() {
			for (let turns = 0, seen = traffic; turns < quietTurns;) {
				await setImmediate();
				const isQuiet = open === 0 && traffic === seen;
				turns = isQuiet ? turns + 1 : 0;
				seen = traffic;
			}
		},
		async close() {
			honest.close();
			for (const client of server.clients) {
				client.terminate();
			}

			server.close();
			await once(server, 'close');
		},
	};
}

type Request = {
	readonly id: unknown;
	readonly method: string;
	readonly params: readonly unknown[];
};
