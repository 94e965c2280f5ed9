import {once} from 'node:events';
import {type AddressInfo, type Socket, connect, createServer} from 'node:net';

/** A network between a client and a node that can be made to fail. */
export type FrailNetwork = {
	/** Where the client connects instead. */
	readonly url: string;
	/** Cut what is connected; new connections are fine. */
	readonly cut: () => void;
	/** Pass nothing on any more, in either direction; what is connected stays so, and new connections are accepted. */
	readonly freeze: () => void;
	/** Pass on what has waited, and what comes. */
	readonly thaw: () => void;
	/** Cut as soon as the client sends this text, which the node never sees. */
	readonly cutAt: (text: string) => void;
	readonly close: () => Promise<void>;
};

/** Put a network in front of a node, over real sockets. WebSocket frames of a client are masked, so it unmasks them to look for texts. */
export async function startFrailNetwork(nodeUrl: string): Promise<FrailNetwork> {
	const {hostname, port} = new URL(nodeUrl);
	const sockets = new Set<Socket>();
	let fatal: string | undefined;
	let isFrozen = false;

	const cut = () => {
		for (const socket of sockets) {
			socket.destroy();
		}
	};

	const server = createServer(client => {
		const node = connect(Number(port), hostname);
		for (const socket of [client, node]) {
			sockets.add(socket);
			socket.on('error', () => {
				// What is cut may complain.
			});
			socket.on('close', () => {
				sockets.delete(socket);
				client.destroy();
				node.destroy();
			});
		}

		node.pipe(client);
		client.on('data', data => {
			if (fatal !== undefined && unmask(data).includes(fatal)) {
				fatal = undefined;
				cut();
			} else {
				node.write(data);
			}
		});
		if (!isFrozen) {
			return;
		}

		client.pause();
		node.pause();
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
		cut,
		freeze() {
			isFrozen = true;
			for (const socket of sockets) {
				socket.pause();
			}
		},
		thaw() {
			isFrozen = false;
			for (const socket of sockets) {
				socket.resume();
			}
		},
		cutAt(text) {
			fatal = text;
		},
		async close() {
			server.close();
			cut();
			await once(server, 'close');
		},
	};
}

/** Unmask the one frame that these clients send at a time (RFC 6455, section 5.2). */
function unmask(frame: Uint8Array): string {
	const length = frame[1]! % 128;
	const start = length === 126 ? 4 : length === 127 ? 10 : 2;
	const mask = frame.subarray(start, start + 4);
	const bytes = frame.subarray(start + 4).map((byte, index) => xor(byte, mask[index % 4] ?? 0));
	return new TextDecoder().decode(bytes);
}

const xor = (byte: number, mask: number) => byte ^ mask;
