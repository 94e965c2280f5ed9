import type {ChainClient} from '../../chain/client.ts';
import {connectChain, type ConnectOptions} from '../../chain/connect.ts';
import type {Background} from '../../support/processes/background.ts';
import {toBtopCommand} from './btop-command.ts';
import {ensureDevnet} from './devnet.ts';
import {type Network, identifyNetwork, limitOf} from './networks.ts';
import {keepPlayKeysOff} from './play-keys.ts';
import {openMetadataCache} from './metadata-cache.ts';
import type {World} from './world.ts';

export type Connected = {
	readonly client: ChainClient;
	/** The chosen network, as identified by the chain that answers. */
	readonly network: Network;
	/** The chain's address. */
	readonly url: string;
	/** The devnet, if it was started for this. */
	readonly started?: Background;
};

/**
Connect to the chosen network; if that is the home's devnet and it is not running, start it first.

@throws {ChainUnreachableError} If nothing answers at the address.
@throws {UsageError} If it turns out to be the main chain, and the keys are play keys.
*/
export async function connect(
	world: World,
	{follow, keys}: Pick<ConnectOptions, 'follow' | 'keys'> = {},
): Promise<Connected> {
	const {url, started} = await findChain(world);
	const {endpoints = [url], genesisHash} = world.network;
	let client: ChainClient | undefined;
	try {
		client = await connectChain({
			url: endpoints,
			genesisHash,
			follow,
			keys,
			limitOf,
			metadata: openMetadataCache(world.home, url),
			signal: world.signal,
		});
		const network = identifyNetwork(world.network, client);
		keepPlayKeysOff({...network, url}, world);
		return {client, network, url, started};
	} catch (error) {
		client?.close();
		await started?.stop();
		throw error;
	}
}

async function findChain({network, home, command, ephemeral, signal, report}: World) {
	if (network.url !== undefined) {
		return {url: network.url, started: undefined};
	}

	const {url, started} = await ensureDevnet({home, command, attached: ephemeral, signal});
	if (started && !ephemeral) {
		report(
			`Started this home’s devnet in the background at ${url}. \`${toBtopCommand(['stop', '--all'], {home})}\` stops it.`,
		);
	}

	return {url, started};
}
