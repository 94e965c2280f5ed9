import type {Socket} from 'node:net';
import type {Source} from '../../support/fair-queue.ts';
import {createRecentMap} from '../../support/recent-map.ts';
import {toAddressGroup} from './address-group.ts';
import {createGroups} from './groups.ts';

export type ConnectionsOptions = {
	/** Maximum number of connections. An address may hold half of them unproven, and a hotkey a quarter once proven. @default 1024 */
	readonly capacity?: number;
	/** Maximum number of pending requests per connection. @default 4 */
	readonly maxUnderWay?: number;
};

export type Connections = {
	/** Add a connection. If there are too many, another or this one is closed. */
	readonly open: (socket: Socket) => void;
	/** Count a request and return `true`, or return `false` if too many are pending on its connection. */
	readonly begin: (socket: Socket) => boolean;
	/** Count the end of a counted request. */
	readonly end: (socket: Socket) => void;
	/** Get the source a request is charged to, by what is known before its signature is checked. */
	readonly sourceOf: (socket: Socket, hotkey: string) => Source;
	/** Check whether an admitted hotkey was proven over a connection. */
	readonly isProven: (socket: Socket) => boolean;
	/** Mark a connection as proven by an admitted hotkey. Returns whether the hotkey may keep it. */
	readonly prove: (socket: Socket, hotkey: string) => boolean;
};

/** How well the source of a request is known. Lower ranks are served first. */
export const ranks = {
	/** The hotkey was proven over this connection before. */
	proven: 0,
	/** The hotkey was proven over another connection of this address. */
	known: 1,
	claimed: 2,
} as const;

type Connection = {
	readonly socket: Socket;
	readonly address: string;
	/** The hotkey proven over this connection. */
	caller: string | undefined;
	underWay: number;
};

/**
Create the registry of a server's connections.

When there are too many, an unproven one is closed: the oldest of the address that holds the most. A legitimate request needs its connection only for milliseconds, so newcomers get their turn, and trickling bytes does not hold a slot. Addresses where a hotkey has proven its signature are spared before unknown ones.
*/
export function createConnections({
	capacity = 1024,
	maxUnderWay = 4,
}: ConnectionsOptions = {}): Connections {
	const connections = new WeakMap<Socket, Connection>();
	const unprovenOf = createGroups<Connection>();
	const provenOf = createGroups<Connection>();
	const knownAddresses = createRecentMap<string, true>(1024);
	const knownPairs = createRecentMap<string, true>(4096);

	const leave = (connection: Connection) => {
		unprovenOf.remove(connection.address, connection);
		if (connection.caller !== undefined) {
			provenOf.remove(connection.caller, connection);
		}
	};

	const close = (connection: Connection) => {
		leave(connection);
		connection.socket.destroy();
	};

	const findUnproven = (): Connection => {
		const strangers = unprovenOf.findLargest(address => !knownAddresses.get(address));
		const [oldest] = strangers ?? unprovenOf.findLargest()!;
		return oldest!;
	};

	const makeRoom = (newcomer: Connection) => {
		const own = unprovenOf.get(newcomer.address);
		const [oldest] = own;
		if (own.size > capacity / 2) {
			close(oldest!);
		} else if (unprovenOf.size() + provenOf.size() > capacity) {
			const unproven = findUnproven();
			const idle = unproven === newcomer ? findIdle(provenOf.findLargest() ?? []) : undefined;
			close(idle ?? unproven);
		}
	};

	return {
		open(socket) {
			const address = toAddressGroup(socket.remoteAddress);
			const connection: Connection = {socket, address, caller: undefined, underWay: 0};
			connections.set(socket, connection);
			unprovenOf.add(address, connection);
			socket.once('close', () => {
				leave(connection);
			});
			makeRoom(connection);
		},
		begin(socket) {
			const connection = connections.get(socket)!;
			const isFull = connection.underWay >= maxUnderWay;
			connection.underWay += isFull ? 0 : 1;
			return !isFull;
		},
		end(socket) {
			connections.get(socket)!.underWay--;
		},
		sourceOf(socket, hotkey) {
			const {address, caller} = connections.get(socket)!;
			if (hotkey === caller) {
				return {name: hotkey, rank: ranks.proven};
			}

			const pair = `${hotkey} ${address}`;
			return knownPairs.get(pair)
				? {name: pair, rank: ranks.known}
				: {name: address, rank: ranks.claimed};
		},
		isProven: socket => connections.get(socket)!.caller !== undefined,
		prove(socket, hotkey) {
			const connection = connections.get(socket)!;
			const {address, caller} = connection;
			knownAddresses.set(address, true);
			knownPairs.set(`${hotkey} ${address}`, true);
			if (hotkey === caller || socket.destroyed) {
				return true;
			}

			const others = provenOf.get(hotkey);
			if (others.size >= capacity / 4) {
				const idle = findIdle(others);
				if (!idle) {
					return false;
				}

				close(idle);
			}

			leave(connection);
			connection.caller = hotkey;
			provenOf.add(hotkey, connection);
			return true;
		},
	};
}

function findIdle(connections: Iterable<Connection>): Connection | undefined {
	for (const connection of connections) {
		if (connection.underWay === 0) {
			return connection;
		}
	}

	return undefined;
}
