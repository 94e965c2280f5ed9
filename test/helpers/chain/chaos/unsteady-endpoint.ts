import {Buffer} from 'node:buffer';
import {once} from 'node:events';
import {type IncomingMessage, createServer} from 'node:http';
import type {AddressInfo, Socket} from 'node:net';
import type {Duplex} from 'node:stream';
import {setImmediate} from 'node:timers/promises';
import {WebSocket, WebSocketServer} from 'ws';
import type {Clock} from '../../../../src/support/clock.ts';
import {parseJson} from '../../../../src/support/json-rpc.ts';

/** How an endpoint fails. */
export type Fault =
	/** Connections are reset, and so are new ones. */
	| {readonly kind: 'dead'}
	/** Connections stay, new ones are taken, and nothing is ever said. */
	| {readonly kind: 'frozen'}
	/** It lives, but answers are lost; requests arrive. */
	| {readonly kind: 'half-open'}
	/** Each message takes so long, in milliseconds. */
	| {readonly kind: 'slow'; readonly delay: number}
	/** It refuses what exceeds so many requests a second. */
	| {readonly kind: 'limited'; readonly form: LimitForm; readonly perSecond: number}
	/** Another chain answers at the address. */
	| {readonly kind: 'swapped'; readonly url: string};

export const limitForms = ['handshake', 'close', 'error', 'error without an id', 'text'] as const;

export type LimitForm = (typeof limitForms)[number];

/** What happens to a transaction that is submitted. */
export const submissionLies = [
	/** The node takes it, and the endpoint answers with an error. */
	'taken, error told',
	/** The endpoint says that it was taken, and drops it. */
	'dropped, success told',
	/** The node takes it, and the connection is cut before the answer. */
	'taken, cut',
	/** The connection is cut before the node sees it. */
	'dropped, cut',
	/** The node takes it, and the answer never comes. */
	'taken, silence',
] as const;

export type SubmissionLie = (typeof submissionLies)[number];

export type UnsteadyEndpoint = {
	/** Where the client connects. */
	readonly url: string;
	/** Fail so from now on; `undefined` to be well. */
	readonly fail: (fault: Fault | undefined) => void;
	/** Reset what is connected; new connections are fine. */
	readonly cut: () => void;
	/** Deal so with the next transaction. */
	readonly lie: (lie: SubmissionLie) => void;
	/** Call back with the next transaction that is submitted, before the node sees it. */
	readonly onSubmission: (listener: () => Promise<void> | void) => void;
	/** Resolves once nothing is on its way any more. */
	readonly quiet: () => Promise<void>;
	/** How many clients are connected, also those that are not open yet. */
	readonly connections: () => number;
	/** The methods that the connected clients have subscribed with, in order. */
	readonly subscriptions: () => readonly string[];
	/** How many requests have come. */
	readonly requests: () => number;
	readonly close: () => Promise<void>;
};

/** A message on a local socket takes fewer turns of the event loop than this. */
const quietTurns = 8;

/** What endpoints say, each in its own words. */
const limitErrors = [
	{code: -32_029, message: 'Too many requests'},
	{code: -32_005, message: 'Limit exceeded'},
	{code: 429, message: 'Your app has exceeded its requests per second capacity'},
	{code: -32_000, message: 'rate limited'},
];

type Client = {readonly socket: WebSocket; readonly subscriptions: Map<string, string>};

/**
Put an endpoint in front of a node, over real sockets, that fails in every way that was seen of public ones. Delays and limits go by the clock that is given.
*/
export async function startUnsteadyEndpoint(
	nodeUrl: string,
	{clock}: {readonly clock: Clock},
): Promise<UnsteadyEndpoint> {
	const http = createServer();
	const server = new WebSocketServer({
		noServer: true,
		perMessageDeflate: false,
		autoPong: false,
	});
	const sockets = new Set<Socket>();
	const clients = new Set<Client>();
	let submissionListeners: ReadonlyArray<() => Promise<void> | void> = [];
	let fault: Fault | undefined;
	let nextLie: SubmissionLie | undefined;
	/** Requests that the node has not answered yet, handshakes, and messages so far. */
	let open = 0;
	let traffic = 0;
	let requests = 0;
	let refusals = 0;
	let allowance = {left: 0, at: 0};

	const isAllowed = () => {
		if (fault?.kind !== 'limited') {
			return true;
		}

		const now = clock.now();
		const left = Math.min(2, allowance.left + ((now - allowance.at) / 1000) * fault.perSecond);
		allowance = {left: left >= 1 ? left - 1 : left, at: now};
		return left >= 1;
	};

	/** Pass something on, by now or later. */
	const deliver = (work: () => void) => {
		if (fault?.kind === 'slow') {
			clock.after(fault.delay, work);
		} else {
			work();
		}
	};

	const refuse = ({socket}: Client, id: unknown, form: LimitForm) => {
		const error = limitErrors[refusals++ % limitErrors.length]!;
		switch (form) {
			case 'handshake':
			case 'close': {
				socket.close(1008, 'Too many requests');
				break;
			}

			case 'error': {
				socket.send(JSON.stringify({jsonrpc: '2.0', id, error}));
				break;
			}

			case 'error without an id': {
				socket.send(JSON.stringify({jsonrpc: '2.0', id: null, error}));
				break;
			}

			case 'text': {
				socket.send('429 Too Many Requests');
			}
		}
	};

	const join = (client: Client, upstream: WebSocket) => {
		const {socket, subscriptions} = client;
		/** By id, what was asked and is not answered yet. */
		const asked = new Map<unknown, string>();
		/** Ids whose answers nobody is to hear, with what is said instead. */
		const hushed = new Map<unknown, (() => void) | undefined>();
		const settle = (id: unknown) => {
			if (asked.delete(id)) {
				open--;
			}
		};

		const pass = (text: string, {id, method}: Request) => {
			asked.set(id, method);
			open++;
			upstream.send(text);
		};

		const submit = (text: string, request: Request, lie: SubmissionLie) => {
			const {id} = request;
			const cut = () => {
				socket.terminate();
			};

			const instead = {
				'taken, error told'() {
					const error = {code: -32_603, message: 'upstream request timed out'};
					socket.send(JSON.stringify({jsonrpc: '2.0', id, error}));
				},
				'dropped, success told'() {
					socket.send(JSON.stringify({jsonrpc: '2.0', id, result: `0x${'00'.repeat(32)}`}));
				},
				'taken, cut': cut,
				'dropped, cut': cut,
				'taken, silence': () => undefined,
			}[lie];
			if (lie.startsWith('taken')) {
				hushed.set(id, instead);
				pass(text, request);
			} else {
				instead();
			}
		};

		const tellSubmission = async () => {
			const listeners = submissionListeners;
			submissionListeners = [];
			open++;
			for (const listener of listeners) {
				await listener();
			}

			open--;
		};

		const receive = async (text: string) => {
			traffic++;
			requests++;
			if (fault?.kind === 'frozen' || fault?.kind === 'dead') {
				return;
			}

			const request = parseJson(text) as Request;
			if (!isAllowed() && fault?.kind === 'limited') {
				refuse(client, request.id, fault.form);
				return;
			}

			if (request.method === 'author_submitExtrinsic') {
				await tellSubmission();
			}

			if (request.method.includes('_unsubscribe')) {
				subscriptions.delete(String((request.params as unknown[])[0]));
			}

			const lie = request.method === 'author_submitExtrinsic' ? nextLie : undefined;
			deliver(() => {
				if (upstream.readyState !== WebSocket.OPEN) {
					return;
				}

				if (lie === undefined) {
					pass(text, request);
				} else {
					nextLie = undefined;
					submit(text, request, lie);
				}
			});
		};

		const answer = (text: string) => {
			traffic++;
			const {id, result} = parseJson(text) as {id?: unknown; result?: unknown};
			const method = asked.get(id);
			settle(id);
			if (id !== undefined && hushed.has(id)) {
				hushed.get(id)?.();
				return;
			}

			if (method?.includes('_subscribe') === true) {
				subscriptions.set(String(result), method);
			}

			if (fault?.kind === 'frozen' || fault?.kind === 'half-open') {
				return;
			}

			deliver(() => {
				if (socket.readyState === WebSocket.OPEN) {
					socket.send(text);
				}
			});
		};

		socket.on('message', data => {
			void receive(textOf(data));
		});
		upstream.on('message', data => {
			answer(textOf(data));
		});
		socket.on('ping', data => {
			traffic++;
			if (fault?.kind !== 'frozen') {
				deliver(() => {
					if (socket.readyState === WebSocket.OPEN) {
						socket.pong(data);
					}
				});
			}
		});
		socket.on('error', ignore);
		socket.on('close', () => {
			traffic++;
			clients.delete(client);
			upstream.terminate();
			for (const id of asked.keys()) {
				settle(id);
			}
		});
		upstream.on('close', () => {
			// A frozen endpoint does not even tell that it lost its node.
			if (fault?.kind !== 'frozen') {
				socket.terminate();
			}
		});
	};

	const shake = (request: IncomingMessage, socket: Duplex, head: Uint8Array) => {
		traffic++;
		if (fault?.kind === 'frozen') {
			return;
		}

		if (fault?.kind === 'limited' && fault.form === 'handshake' && !isAllowed()) {
			socket.end('HTTP/1.1 429 Too Many Requests\r\nConnection: close\r\n\r\n');
			return;
		}

		const upstream = new WebSocket(fault?.kind === 'swapped' ? fault.url : nodeUrl, {
			perMessageDeflate: false,
		});
		open++;
		let isPending = true;
		const settle = () => {
			if (!isPending) {
				return;
			}

			isPending = false;
			open--;
		};

		socket.on('close', settle);
		upstream.on('error', () => {
			settle();
			socket.destroy();
		});
		upstream.once('open', () => {
			settle();
			if (socket.destroyed) {
				upstream.terminate();
				return;
			}

			server.handleUpgrade(request, socket, Buffer.from(head), client => {
				const joined = {socket: client, subscriptions: new Map<string, string>()};
				clients.add(joined);
				join(joined, upstream);
			});
		});
	};

	const cut = () => {
		for (const socket of sockets) {
			socket.resetAndDestroy();
		}
	};

	http.on('connection', (socket: Socket) => {
		traffic++;
		if (fault?.kind === 'dead') {
			socket.resetAndDestroy();
			return;
		}

		sockets.add(socket);
		socket.on('error', ignore);
		socket.on('close', () => {
			traffic++;
			sockets.delete(socket);
		});
	});
	http.on('upgrade', shake);
	http.listen(0, '127.0.0.1');
	await once(http, 'listening');
	return {
		url: `ws://127.0.0.1:${(http.address() as AddressInfo).port}`,
		fail(next) {
			const {kind: before} = fault ?? {};
			fault = next;
			allowance = {left: 0, at: clock.now()};
			if (before === 'swapped' || next?.kind === 'dead' || next?.kind === 'swapped') {
				cut();
			} else if (before === 'frozen') {
				// What it swallowed stays swallowed: a network that comes back does not know old connections.
				const joined = new Set(Array.from(clients, client => socketOf(client)));
				for (const socket of sockets) {
					if (!joined.has(socket)) {
						socket.resetAndDestroy();
					}
				}
			}
		},
		cut,
		lie(lie) {
			nextLie = lie;
		},
		onSubmission(listener) {
			submissionListeners = [...submissionListeners, listener];
		},
		async quiet() {
			for (let turns = 0, seen = traffic; turns < quietTurns;) {
				await setImmediate();
				const isQuiet = open === 0 && traffic === seen;
				turns = isQuiet ? turns + 1 : 0;
				seen = traffic;
			}
		},
		connections: () => sockets.size,
		subscriptions() {
			const methods: string[] = [];
			for (const {subscriptions} of clients) {
				methods.push(...subscriptions.values());
			}

			return methods.toSorted();
		},
		requests: () => requests,
		async close() {
			cut();
			server.close();
			http.close();
			await once(http, 'close');
		},
	};
}

type Request = {readonly id: unknown; readonly method: string; readonly params: unknown};

// `ws` keeps the socket that it was given.
const socketOf = ({socket}: Client) => (socket as unknown as {readonly _socket: Socket})._socket;

// `ws` hands over a Buffer unless told otherwise.
const textOf = (data: unknown) => new TextDecoder().decode(data as Uint8Array);

const ignore = () => undefined;
