import {once} from 'node:events';
import {WebSocket} from 'ws';

export type Reply = {
	readonly id?: unknown;
	readonly result?: unknown;
	readonly error?: {readonly code: number; readonly message: string; readonly data?: unknown};
};

type Notification = {
	readonly method: string;
	readonly params: {readonly subscription: string; readonly result: unknown};
};

/** A client that knows JSON-RPC and nothing of chains. */
export type RpcClient = {
	/** Send a text as it is, and wait for the next message that is no notification. */
	readonly send: (message: string) => Promise<unknown>;
	readonly ask: (method: string, ...parameters: readonly unknown[]) => Promise<Reply>;
	/** As `ask()`, but only the result; an error is thrown. */
	readonly call: (method: string, ...parameters: readonly unknown[]) => Promise<unknown>;
	/** Take the oldest notification that was not taken yet, waiting for one if there is none. */
	readonly next: () => Promise<Notification>;
	/** Notifications that came and were not taken. */
	readonly untaken: () => number;
	readonly close: () => void;
};

/**
Connect to a server.
*/
export async function connectRpc(url: string): Promise<RpcClient> {
	const socket = new WebSocket(url);
	const replies = createMailbox<unknown>();
	const notifications = createMailbox<Notification>();
	socket.on('message', (data: Readonly<Uint8Array>) => {
		const message = JSON.parse(new TextDecoder().decode(data)) as Notification | Reply;
		if ('method' in message) {
			notifications.put(message);
		} else {
			replies.put(message);
		}
	});
	await once(socket, 'open');
	let id = 0;

	const send = async (message: string) => {
		socket.send(message);
		return replies.take();
	};

	const ask = async (method: string, ...parameters: readonly unknown[]) =>
		(await send(JSON.stringify({jsonrpc: '2.0', id: ++id, method, params: parameters}))) as Reply;

	return {
		send,
		ask,
		async call(method, ...parameters) {
			const {result, error} = await ask(method, ...parameters);
			if (error) {
				throw new Error(`${error.code} ${error.message}: ${String(error.data)}`);
			}

			return result;
		},
		next: notifications.take,
		untaken: notifications.size,
		close() {
			socket.close();
		},
	};
}

function createMailbox<Letter>() {
	const letters: Letter[] = [];
	const waiting: Array<(letter: Letter) => void> = [];
	return {
		put(letter: Letter) {
			const taker = waiting.shift();
			if (taker) {
				taker(letter);
			} else {
				letters.push(letter);
			}
		},
		async take() {
			const letter = letters.shift();
			return (
				letter ??
				new Promise<Letter>(resolve => {
					waiting.push(resolve);
				})
			);
		},
		size: () => letters.length,
	};
}
