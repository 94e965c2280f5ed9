import {Buffer} from 'node:buffer';
import {once} from 'node:events';
import {type AddressInfo} from 'node:net';
import {type WebSocket, WebSocketServer} from 'ws';
import {blake2b256} from '../../../src/crypto/hashes.ts';

/** What a node of some other chain would have said. */
export type RecordedChainOptions = {
	/** The blob that starts with `meta`. */
	readonly metadata: Uint8Array;
	/** The version of the blob; 14 is served without runtime APIs, as chains of that age do. @default 16 */
	readonly metadataVersion?: number;
	readonly specVersion?: number;
	/** Hex keys and values, the same in every block. */
	readonly storage?: ReadonlyMap<string, string>;
	/** Answers by method; they come before the recorded ones. Throw a `NodeError` for an error. */
	readonly methods?: Readonly<Record<string, (parameters: readonly unknown[]) => unknown>>;
	readonly port?: number;
	/** Tells this chain from another: the byte that its genesis hash is made of, or the hash. @default 1 */
	readonly genesis?: number | string;
};

export type RecordedChain = {
	readonly url: string;
	readonly port: number;
	/** Every request so far. */
	readonly requests: ReadonlyArray<{readonly method: string; readonly params: readonly unknown[]}>;
	/** Get the hash of a block by number. */
	readonly hashOf: (number: number) => string | undefined;
	/** Add a block and tell the subscribers. */
	readonly addBlock: () => string;
	/** Send a notification to whoever subscribed with this method. */
	readonly notify: (method: string, result: unknown) => void;
	/** Cut all connections as a dying network would. */
	readonly cut: () => void;
	/** Send a text that nobody asked for. */
	readonly sendRaw: (text: string) => void;
	/** Resolves once a request of that method has come. */
	readonly received: (method: string) => Promise<void>;
	/** Resolves once nobody is connected. */
	readonly deserted: () => Promise<void>;
	readonly close: () => Promise<void>;
};

/** An error as a node answers it. */
export class NodeError extends Error {
	readonly code: number;
	readonly data: unknown;

	constructor(code: number, message: string, data?: unknown) {
		super(message);
		this.code = code;
		this.data = data;
	}
}

const hex = (bytes: Uint8Array) => `0x${Buffer.from(bytes).toString('hex')}`;
const zero = hex(new Uint8Array(32));

/** Serve recorded metadata and given state over a real socket: a chain that this client was not made for. */
export async function startRecordedChain({
	metadata,
	metadataVersion = 16,
	specVersion = 393,
	storage = new Map(),
	methods = {},
	port = 0,
	genesis = 1,
}: RecordedChainOptions): Promise<RecordedChain> {
	const server = new WebSocketServer({host: '127.0.0.1', port});
	await once(server, 'listening');
	const address = server.address() as AddressInfo;
	const requests: Array<{method: string; params: readonly unknown[]}> = [];
	const subscribers = new Map<string, {socket: WebSocket; method: string}>();
	const headers = [header(1, zero)];
	const genesisHash = typeof genesis === 'string' ? genesis : hex(new Uint8Array(32).fill(genesis));
	const hashes = [genesisHash, hashHeader(headers[0]!)];
	const events = new EventTarget();
	const stored = [...storage];
	let lastSubscription = 0;

	const recorded: Record<string, (parameters: readonly unknown[]) => unknown> = {
		chain_getBlockHash: ([number]) =>
			number === undefined ? hashes.at(-1) : hashes[Number(number)],
		chain_getHeader: () => headers.at(-1),
		state_getRuntimeVersion: () => ({
			specName: 'node-subtensor',
			implName: 'node-subtensor',
			authoringVersion: 1,
			specVersion,
			implVersion: 1,
			apis: [],
			transactionVersion: 1,
			stateVersion: 1,
		}),
		state_call([method, argument]) {
			if (method === 'Metadata_metadata_versions' && metadataVersion > 14) {
				return `0x04${u32(metadataVersion)}`;
			}

			if (argument === `0x${u32(metadataVersion)}` && metadataVersion > 14) {
				return `0x01${compact(metadata.length)}${Buffer.from(metadata).toString('hex')}`;
			}

			throw new NodeError(-32_601, `Exported method ${String(method)} is not found`);
		},
		state_getMetadata: () => hex(metadata),
		state_queryStorageAt: ([keys]) => [
			{
				block: hashes.at(-1),
				changes: (keys as string[]).map(key => [key, storage.get(key) ?? null]),
			},
		],
		state_getKeysPaged: ([prefix, count, start]) =>
			stored
				.map(([key]) => key)
				.filter(key => key.startsWith(String(prefix)) && key > String(start))
				.toSorted()
				.slice(0, Number(count)),
	};

	const answer = (method: string, parameters: readonly unknown[], socket: WebSocket): unknown => {
		const known = methods[method] ?? recorded[method];
		if (known !== undefined) {
			return known(parameters);
		}

		if (/_(?:subscribe|submitAndWatch)/v.test(method)) {
			lastSubscription++;
			subscribers.set(`s${lastSubscription}`, {socket, method});
			return `s${lastSubscription}`;
		}

		if (/_un(?:subscribe|watch)/v.test(method)) {
			return subscribers.delete(String(parameters[0]));
		}

		throw new NodeError(-32_601, `Method not found: ${method}`);
	};

	server.on('connection', socket => {
		socket.on('message', async data => {
			const {id, method, params} = JSON.parse(new TextDecoder().decode(data as Uint8Array)) as {
				id: number;
				method: string;
				params: readonly unknown[];
			};
			requests.push({method, params});
			events.dispatchEvent(new Event('request'));
			try {
				const result = await answer(method, params, socket);
				socket.send(JSON.stringify({jsonrpc: '2.0', id, result: result ?? null}));
			} catch (error) {
				const {code, message, data: detail} = error as NodeError;
				socket.send(JSON.stringify({jsonrpc: '2.0', id, error: {code, message, data: detail}}));
			}
		});
		socket.on('close', () => {
			events.dispatchEvent(new Event('gone'));
			for (const [id, subscriber] of subscribers) {
				if (subscriber.socket === socket) {
					subscribers.delete(id);
				}
			}
		});
	});

	const notify = (method: string, result: unknown) => {
		for (const [subscription, subscriber] of subscribers) {
			if (subscriber.method === method) {
				subscriber.socket.send(
					JSON.stringify({jsonrpc: '2.0', method: 'note', params: {subscription, result}}),
				);
			}
		}
	};

	const cut = () => {
		for (const socket of server.clients) {
			socket.terminate();
		}
	};

	return {
		url: `ws://127.0.0.1:${address.port}`,
		port: address.port,
		requests,
		hashOf: number => hashes[number],
		addBlock() {
			const next = header(headers.length + 1, hashes.at(-1)!);
			headers.push(next);
			hashes.push(hashHeader(next));
			notify('chain_subscribeNewHeads', next);
			return hashes.at(-1)!;
		},
		notify,
		cut,
		sendRaw(text) {
			for (const socket of server.clients) {
				socket.send(text);
			}
		},
		async received(method) {
			while (requests.every(request => request.method !== method)) {
				await once(events, 'request');
			}
		},
		async deserted() {
			while (server.clients.size > 0) {
				await once(events, 'gone');
			}
		},
		async close() {
			cut();
			server.close();
			await once(server, 'close');
		},
	};
}

const header = (number: number, parentHash: string) => ({
	parentHash,
	number: `0x${number.toString(16)}`,
	stateRoot: zero,
	extrinsicsRoot: zero,
	digest: {logs: []},
});

const hashHeader = ({parentHash, number}: ReturnType<typeof header>) =>
	hex(
		blake2b256(
			Buffer.concat([
				Buffer.from(parentHash.slice(2), 'hex'),
				compactNumber(Number(number)),
				new Uint8Array(65),
			]),
		),
	);

/** The compact form of a number below 2^14. */
function compactNumber(value: number): Uint8Array {
	const shifted = value * 4;
	return value < 64
		? Buffer.of(shifted)
		: Buffer.of((shifted % 256) + 1, Math.floor(shifted / 256));
}

const u32 = (value: number) => {
	const bytes = Buffer.alloc(4);
	bytes.writeUInt32LE(value);
	return bytes.toString('hex');
};

/** The compact form of a length from 2^14 to 2^30. */
const compact = (length: number) => {
	const bytes = Buffer.alloc(4);
	const shifted = length * 4;
	bytes.writeUInt32LE(shifted + 2);
	return bytes.toString('hex');
};
