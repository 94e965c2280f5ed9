import type {ChainClient} from '../chain/client.ts';
import {UsageError} from '../support/errors.ts';

export type Network = {
	/** `devnet`, `finney`, `test`, `local`, or the address itself. */
	readonly name: string;
	/** Where it listens; `undefined` for the devnet of this home, which is started when it is needed. */
	readonly url?: string;
	/** Whether its TAO is worth money, as far as name and address tell; `identifyNetwork()` knows better. */
	readonly real: boolean;
};

/** Hash of the main chain's first block. The chain's own migrations know it (`migrate_fix_bad_hk_swap.rs` in Subtensor's source), and polkadot-js' registry of networks. */
const mainChainGenesis = '0x2f0555cc76fc2840a25a6ea3b9637146806f1f44b090c175ffde2a7e5ab36c03';

const known: Readonly<Record<string, Network>> = {
	devnet: {name: 'devnet', real: false},
	local: {name: 'local', url: 'ws://127.0.0.1:9944', real: false},
	test: {name: 'test', url: 'wss://test.finney.opentensor.ai:443', real: false},
	finney: {name: 'finney', url: 'wss://entrypoint-finney.opentensor.ai:443', real: true},
};

/**
Understand the name or address of a network, as given to `--network`.

@param endpoint - An address that takes the place of the named network's own.
@throws {UsageError} If it is neither a known name nor a WebSocket address.
*/
export function parseNetwork(value: string, endpoint?: string): Network {
	const network = Object.hasOwn(known, value) ? known[value]! : fromAddress(value);
	return endpoint === undefined || endpoint === ''
		? network
		: {...network, url: fromAddress(endpoint).url};
}

/**
Tell what a network is once it is known which chain answers there. The main chain is real under every name and at every address, that of a tunnel on this machine too.
*/
export const identifyNetwork = (
	network: Network,
	{genesisHash}: Pick<ChainClient, 'genesisHash'>,
): Network => (genesisHash === mainChainGenesis ? {...network, real: true} : network);

/** Get the name under which `btcli` knows the chain at an address too; `undefined` if it has none there. */
export const networkNameOf = (url: string): string | undefined =>
	Object.values(known).find(network => network.url === url)?.name;

function fromAddress(value: string): Network {
	const url = URL.parse(value);
	if (url === null || !['ws:', 'wss:'].includes(url.protocol) || url.hostname === '') {
		throw new UsageError(`\`${value}\` is not a network`, {
			fix: `Give one of ${Object.keys(known)
				.map(name => `\`${name}\``)
				.join(', ')}, or an address that starts with \`ws://\` or \`wss://\`.`,
		});
	}

	// Whoever runs a chain at an address of his own knows best, but money may be at stake.
	return {name: value, url: value, real: !isLoopback(url.hostname)};
}

const isLoopback = (hostname: string) =>
	hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
