import {BlockList} from 'node:net';
import os from 'node:os';
import process from 'node:process';
import {BtopError} from '../support/errors.ts';

/** Error thrown when the address to announce would not be reachable from outside. */
export class NoPublicAddressError extends BtopError {
	override name = 'NoPublicAddressError';
	override readonly code = 'no-public-address';
	override readonly exitCode = 4;
}

export type MinerAddress = {
	/** The address to listen on. */
	readonly bind: string;
	/** The address to announce. */
	readonly announce: string;
};

export type MinerAddressOptions = {
	/** Whether all callers are on this machine, as on a devnet. */
	readonly isLocal: boolean;
	readonly bind?: string;
	readonly externalIp?: string;
	readonly platform?: NodeJS.Platform;
	readonly interfaces?: NodeJS.Dict<os.NetworkInterfaceInfo[]>;
};

/**
Choose the address a miner listens on and the one it announces.

The chain rejects 127.0.0.1, so a devnet's miners use 127.0.0.2, which Linux provides without set-up, and the machine's own address on other systems.

@throws {NoPublicAddressError} If no address to announce is given, and the machine has no public one.
*/
export function chooseMinerAddress({
	isLocal,
	bind,
	externalIp,
	platform = process.platform,
	interfaces = os.networkInterfaces(),
}: MinerAddressOptions): MinerAddress {
	const own = Object.values(interfaces)
		.flatMap(addresses => addresses ?? [])
		.filter(({family, internal}) => family === 'IPv4' && !internal)
		.map(({address}) => address);
	if (isLocal) {
		const local = bind ?? (platform === 'linux' ? '127.0.0.2' : (own[0] ?? '127.0.0.2'));
		return {bind: local, announce: externalIp ?? local};
	}

	const announce =
		externalIp ?? [bind, ...own].find(address => address !== undefined && isPublic(address));
	if (announce === undefined) {
		throw new NoPublicAddressError('This machine has no public address to announce', {
			fix: 'Pass the address validators can reach: `--external-ip`, and `--external-port` if the port is mapped.',
		});
	}

	return {bind: bind ?? '0.0.0.0', announce};
}

/** Addresses that are not globally routable (RFC 6890). */
const notPublic = new BlockList();
for (const [network, prefix] of [
	['0.0.0.0', 8],
	['10.0.0.0', 8],
	['100.64.0.0', 10],
	['127.0.0.0', 8],
	['169.254.0.0', 16],
	['172.16.0.0', 12],
	['192.168.0.0', 16],
	['198.18.0.0', 15],
	['224.0.0.0', 3],
] as const) {
	notPublic.addSubnet(network, prefix);
}

const isPublic = (address: string) => !address.includes(':') && !notPublic.check(address);
