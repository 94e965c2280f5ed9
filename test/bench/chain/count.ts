import {performance} from 'node:perf_hooks';
import type {Gateway} from '../../helpers/chain/gateway/gateway.ts';

/** What something asked of a node. */
export type Asked = {
	readonly requests: number;
	/** Of messages, both ways. */
	readonly bytes: number;
	readonly connections: number;
	readonly seconds: number;
};

/** Count what goes through a gateway while something runs. */
export async function count(gateway: Gateway, work: () => Promise<unknown>): Promise<Asked> {
	gateway.reset();
	const start = performance.now();
	await work();
	const {requests, bytesFromClients, bytesToClients, connections} = gateway.traffic();
	return {
		requests,
		bytes: bytesFromClients + bytesToClients,
		connections,
		seconds: (performance.now() - start) / 1000,
	};
}

/** Scale what was asked in a time to another. */
export const scale = (asked: Asked, seconds: number): Asked => ({
	...asked,
	requests: (asked.requests * seconds) / asked.seconds,
	bytes: (asked.bytes * seconds) / asked.seconds,
	seconds,
});
