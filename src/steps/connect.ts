import type {ChainClient} from '../chain/client.ts';
import {connectChain} from '../chain/connect.ts';
import type {Background} from '../support/background.ts';
import {ensureDevnet} from './devnet.ts';
import {type Network, identifyNetwork} from './networks.ts';
import {keepPlayKeysOff} from './play-keys.ts';
import type {World} from './world.ts';

export type Connected = {
	readonly client: ChainClient;
	/** The network that was chosen, as the chain that answers shows it to be. */
	readonly network: Network;
	/** Where the chain listens. */
	readonly url: string;
	/** The devnet, if it had to be started. */
	readonly started?: Background;
};

/**
Connect to the network that was chosen; where that is the home's devnet and none runs, start it first.

@throws {ChainUnreachableError} If nobody answers there.
@throws {UsageError} If it turns out to be the main chain, and the keys are for play.
*/
export async function connect(world: World): Promise<Connected> {
	const {url, started} = await findChain(world);
	let client: ChainClient | undefined;
	try {
		client = await connectChain({url, signal: world.signal});
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
			`Started the devnet of this home in the background, at ${url}. \`btop stop --all\` ends it.`,
		);
	}

	return {url, started};
}
