import type {ChainClient} from '../chain/client.ts';
import {connectChain} from '../chain/connect.ts';
import type {Background} from '../support/background.ts';
import {ensureDevnet} from './devnet.ts';
import type {World} from './world.ts';

export type Connected = {
	readonly client: ChainClient;
	/** Where the chain listens. */
	readonly url: string;
	/** The devnet, if it had to be started. */
	readonly started?: Background;
};

/**
Connect to the network that was chosen; where that is the home's devnet and none runs, start it first.

@throws {ChainUnreachableError} If nobody answers there.
*/
export async function connect({
	network,
	home,
	command,
	ephemeral,
	signal,
	report,
}: World): Promise<Connected> {
	if (network.url !== undefined) {
		return {client: await connectChain({url: network.url, signal}), url: network.url};
	}

	const {url, started} = await ensureDevnet({home, command, attached: ephemeral, signal});
	if (started && !ephemeral) {
		report(
			`Started the devnet of this home in the background, at ${url}. \`btop stop --all\` ends it.`,
		);
	}

	try {
		return {client: await connectChain({url, signal}), url, started};
	} catch (error) {
		await started?.stop();
		throw error;
	}
}
