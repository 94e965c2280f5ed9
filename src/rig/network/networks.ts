import type {ChainClient} from '../../chain/client.ts';
import type {RequestLimit} from '../../chain/connection/bucket.ts';
import {UsageError} from '../../support/errors.ts';
import {isLoopback} from '../../support/loopback.ts';

export type Network = {
	/** `devnet`, `finney`, `test`, `local`, or the address itself. */
	readonly name: string;
	/** The chain's address; `undefined` for this home's devnet, which is started on demand. */
	readonly url?: string;
	/** Where to connect, in the order of preference: the operator's own endpoints before the public ones. @default `url` alone */
	readonly endpoints?: readonly [string, ...string[]];
	/** Genesis hash of the chain that the name stands for, if it is known. */
	readonly genesisHash?: string;
	/** Whether its TAO is worth money, judged by name and address; `identifyNetwork()` is more reliable. */
	readonly real: boolean;
};

/** Public endpoints publish no limit. They have been seen to refuse more than about one request a second from an address. */
const publicLimit: RequestLimit = {perSecond: 1, burst: 2};

/** Genesis hash of the main chain, from the chain's own migrations (`migrate_fix_bad_hk_swap.rs` in Subtensor's source) and polkadot-js' network registry. */
const mainChainGenesis = '0x2f0555cc76fc2840a25a6ea3b9637146806f1f44b090c175ffde2a7e5ab36c03';

/** Genesis hash of the test chain, from btcli's own constants (`bittensor_cli/src/__init__.py`). */
const testChainGenesis = '0x8f9cf856bf558a14440e75569c9e58594757048d7b3a84b5d25f6bd978263105';

const known: Readonly<Record<string, Network>> = {
	devnet: {name: 'devnet', real: false},
	local: {name: 'local', url: 'ws://127.0.0.1:9944', real: false},
	test: {
		name: 'test',
		url: 'wss://test.finney.opentensor.ai:443',
		genesisHash: testChainGenesis,
		real: false,
	},
	finney: {
		name: 'finney',
		url: 'wss://entrypoint-finney.opentensor.ai:443',
		// All that https://docs.learnbittensor.org/bittensor-networks lists for it.
		endpoints: [
			'wss://entrypoint-finney.opentensor.ai:443',
			'wss://lite.chain.opentensor.ai:443',
			'wss://archive.chain.opentensor.ai:443',
		],
		genesisHash: mainChainGenesis,
		real: true,
	},
};

/** The networks to which an operator can add endpoints: those with an address. */
export const namedNetworks = ['finney', 'test', 'local'] as const;

/** What the endpoints of these networks allow an address. */
const limits: Readonly<Record<string, RequestLimit>> = {test: publicLimit, finney: publicLimit};

/**
Parse a network's name or address, as passed to `--network`.

@param endpoint - An address that replaces all of the named network's own, whatever chain answers there.
@param own - The operator's own endpoints, by the network's name.
@throws {UsageError} If it is neither a known name nor a WebSocket address.
*/
export function parseNetwork(
	value: string,
	endpoint?: string,
	own: Readonly<Record<string, readonly string[]>> = {},
): Network {
	const network = Object.hasOwn(known, value) ? known[value]! : fromAddress(value);
	const {name, real, url} = network;
	if (endpoint !== undefined && endpoint !== '') {
		return {name, url: fromAddress(endpoint).url, real};
	}

	const [first, ...others] = Object.hasOwn(own, value) ? own[value]! : [];
	return first === undefined || url === undefined
		? network
		: {...network, endpoints: [first, ...others, ...(network.endpoints ?? [url])]};
}

/**
Identify a network by the chain that answers. The main chain is real under any name and at any address, including a local tunnel.
*/
export const identifyNetwork = (
	network: Network,
	{genesisHash}: Pick<ChainClient, 'genesisHash'>,
): Network => (genesisHash === mainChainGenesis ? {...network, real: true} : network);

/** Tell whether a chain's metadata may be kept: not that of a devnet, which changes with btop itself. Any chain of this machine may be one, unless it is the main chain. */
export const keepsMetadata = (url: string, genesisHash: string): boolean =>
	genesisHash === mainChainGenesis || !isLoopback(new URL(url).hostname);

/** Get the address that a network's name stands for; `undefined` for this home's devnet. */
export const addressOf = (name: string): string | undefined =>
	Object.hasOwn(known, name) ? known[name]!.url : name;

/** Get the name that `btcli` also uses for the chain at an address; `undefined` if it has none. */
export const networkNameOf = (url: string): string | undefined => findPublic(url)?.name;

/** Get how many requests an address allows, if it is one of the public ones; `undefined` for any other, such as the operator's own node. */
export function limitOf(url: string): RequestLimit | undefined {
	const network = findPublic(url);
	return network && limits[network.name];
}

/** Find the network that has an address by itself. */
const findPublic = (url: string) =>
	Object.values(known).find(network =>
		[network.url, ...(network.endpoints ?? [])].some(one => one !== undefined && isSame(one, url)),
	);

/** Addresses may be written in several ways, for example without the standard port. */
const isSame = (one: string, other: string) => URL.parse(one)?.href === URL.parse(other)?.href;

function fromAddress(value: string): Network {
	const url = URL.parse(value);
	if (url === null || !['ws:', 'wss:'].includes(url.protocol) || url.hostname === '') {
		throw new UsageError(`\`${value}\` is not a network`, {
			fix: `Give one of ${Object.keys(known)
				.map(name => `\`${name}\``)
				.join(', ')}, or an address that starts with \`ws://\` or \`wss://\`.`,
		});
	}

	// Whoever runs a chain at a custom address knows best, but money may be at stake.
	return {name: value, url: value, real: !isLoopback(url.hostname)};
}
