import {Buffer} from 'node:buffer';
import * as v from 'valibot';
import {parseJson} from '../../../../src/support/json-rpc.ts';

/** What went through a gateway. */
export type Traffic = {
	/** Connections that were opened. */
	readonly connections: number;
	/** Requests of clients, those of batches one by one, also the refused ones. */
	readonly requests: number;
	readonly notifications: number;
	/** Handshakes, requests and connections that were refused for being too many. */
	readonly refusals: number;
	/** Bytes of messages, without those of the transport. */
	readonly bytesFromClients: number;
	readonly bytesToClients: number;
	/** Requests by method; those of runtime APIs by `state_call` and their own name. */
	readonly methods: Readonly<Record<string, number>>;
};

export type TrafficCounter = {
	/** @returns The ids of its requests. */
	readonly fromClient: (message: string) => readonly unknown[];
	readonly toClient: (message: string) => void;
	readonly connected: () => void;
	/** @returns How many there were before. */
	readonly refused: () => number;
	readonly read: () => Traffic;
	/** Begin anew. */
	readonly reset: () => void;
};

const requestSchema = v.object({
	id: v.optional(v.unknown()),
	method: v.optional(v.string(), 'unknown'),
	params: v.optional(v.unknown()),
});

/** Messages that are notifications name a method. */
const notificationStart = /^\{(?:"jsonrpc":"2\.0",)?"method":/v;

export function createTrafficCounter(): TrafficCounter {
	const methods = new Map<string, number>();
	const counts = {
		connections: 0,
		requests: 0,
		notifications: 0,
		refusals: 0,
		bytesFromClients: 0,
		bytesToClients: 0,
	};
	return {
		fromClient(message) {
			counts.bytesFromClients += Buffer.byteLength(message);
			const requests = [parseJson(message)].flat().flatMap(request => {
				const parsed = v.safeParse(requestSchema, request);
				return parsed.success ? [parsed.output] : [];
			});
			for (const {method, params} of requests) {
				const name =
					method === 'state_call' && Array.isArray(params) ? `${method} ${params[0]}` : method;
				methods.set(name, (methods.get(name) ?? 0) + 1);
				counts.requests++;
			}

			return requests.map(({id}) => id);
		},
		toClient(message) {
			counts.bytesToClients += Buffer.byteLength(message);
			if (notificationStart.test(message.slice(0, 40))) {
				counts.notifications++;
			}
		},
		connected() {
			counts.connections++;
		},
		refused: () => counts.refusals++,
		read: () => ({...counts, methods: Object.fromEntries(methods)}),
		reset() {
			methods.clear();
			for (const name of Object.keys(counts) as Array<keyof typeof counts>) {
				counts[name] = 0;
			}
		},
	};
}
