import type {Call} from '../call.ts';
import type {At, ChainClient} from '../client.ts';
import {type Value, field, integer, number} from '../value.ts';
import {formatIp, parseIp} from './ip.ts';

/** Where a neuron says that it listens. */
export type Axon = {
	readonly ip: string;
	readonly port: number;
};

export type AxonOptions = {
	readonly netuid: number;
	/** SS58. */
	readonly hotkey: string;
};

/** Get what a hotkey has announced on a subnet; `undefined` if nothing, or that it does not serve. */
export async function getAxon(
	client: ChainClient,
	{netuid, hotkey, at}: At & AxonOptions,
): Promise<Axon | undefined> {
	const [axon] = await client.query(at, [['SubtensorModule', 'Axons', netuid, hotkey]]);
	return readAxon(axon);
}

/** Read an axon as the chain stores it; address 0 means that the neuron does not serve. */
export function readAxon(value: Value): Axon | undefined {
	const ip = integer(field(value, 'ip'));
	const port = number(field(value, 'port'));
	return ip === undefined || port === undefined || ip === 0n || port === 0
		? undefined
		: {ip: formatIp({value: ip, version: number(field(value, 'ipType')) === 6 ? 6 : 4}), port};
}

export type ServeAxonOptions = {
	readonly netuid: number;
	/** IPv4 or IPv6; `0.0.0.0` says that the neuron does not serve. */
	readonly ip: string;
	readonly port: number;
	/** What the subnet's own software counts up. @default 0 */
	readonly version?: number;
};

/**
Create the call that announces an address, signed by the hotkey and free of fees.

@throws {TypeError} If it is no IP address.
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
			// What the SDKs write there; nobody reads it.
			protocol: 4,
			placeholder1: 0,
			placeholder2: 0,
		},
	};
}
