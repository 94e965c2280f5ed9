import type {Call} from '../call.ts';
import type {At, ChainClient} from '../client.ts';
import {type Value, field, integer, number} from '../value.ts';
import {formatIp, parseIp} from './ip.ts';

/** The endpoint that a neuron has announced. */
export type Axon = {
	readonly ip: string;
	readonly port: number;
};

export type AxonOptions = {
	readonly netuid: number;
	/** SS58. */
	readonly hotkey: string;
};

/** Get the axon of a hotkey on a subnet; `undefined` if it announced none, or that it does not serve. */
export async function getAxon(
	client: ChainClient,
	{netuid, hotkey, at}: At & AxonOptions,
): Promise<Axon | undefined> {
	const [axon] = await client.query(at, [['SubtensorModule', 'Axons', netuid, hotkey]]);
	return readAxon(axon);
}

/**
Get the number of the first block in which a hotkey may announce an axon again, by the chain's rule (`axon_passes_rate_limit()` in Subtensor's source).

@returns `undefined` if the chain does not tell, or does not limit it.
*/
export async function getNextAnnouncement(
	client: ChainClient,
	{netuid, hotkey, at}: At & AxonOptions,
): Promise<number | undefined> {
	const [axon, stored] = await client.query(at, [
		['SubtensorModule', 'Axons', netuid, hotkey],
		['SubtensorModule', 'ServingRateLimit', netuid],
	]);
	const last = number(field(axon, 'block')) ?? 0;
	const limit = number(stored) ?? 0;
	return last === 0 || limit === 0 ? undefined : last + limit;
}

/** Read a stored axon. Address 0 means that the neuron does not serve. */
export function readAxon(value: Value): Axon | undefined {
	const ip = integer(field(value, 'ip'));
	const port = number(field(value, 'port'));
	return ip === undefined || port === undefined || ip === 0n || port === 0
		? undefined
		: {ip: formatIp({value: ip, version: number(field(value, 'ipType')) === 6 ? 6 : 4}), port};
}

export type ServeAxonOptions = {
	readonly netuid: number;
	/** IPv4 or IPv6; `0.0.0.0` means that the neuron does not serve. */
	readonly ip: string;
	readonly port: number;
	/** Version of the subnet's software. @default 0 */
	readonly version?: number;
};

/**
Create the call that announces an address, to be signed by the hotkey. It costs no fee.

@throws {TypeError} If `ip` is not an IP address.
*/
export function serveAxon({netuid, ip, port, version = 0}: ServeAxonOptions): Call {
	const {value, version: ipType} = parseIp(ip);
	return {
		pallet: 'SubtensorModule',
		name: 'serve_axon',
		args: {
			netuid,
			version,
			ip: value,
			port,
			ipType,
			// The value that the SDKs write; it is never read.
			protocol: 4,
			placeholder1: 0,
			placeholder2: 0,
		},
	};
}
