import type {At, ChainClient} from '../client.ts';
import {ChainRequestError} from '../errors.ts';
import {number} from '../value.ts';

export type ChainInfo = {
	/** As the chain's specification calls it, for example `Bittensor`. */
	readonly name: string;
	readonly genesisHash: string;
	readonly specVersion: number;
	/** Whether the chain says that it is there to try things out. */
	readonly isDevelopment: boolean;
	/** Milliseconds between blocks. */
	readonly blockTime: number;
};

/** The main chain's, where a chain does not say. */
const usualBlockTime = 12_000;

/** Get which chain this is. */
export async function getChainInfo(client: ChainClient): Promise<ChainInfo> {
	const [name, type] = await Promise.all([
		ask(client, 'system_chain'),
		ask(client, 'system_chainType'),
	]);
	return {
		name: name ?? 'unknown',
		genesisHash: client.genesisHash,
		specVersion: client.runtime().version.specVersion,
		isDevelopment: type === 'Development',
		blockTime: getBlockTime(client),
	};
}

/** Get what the node's program calls itself; `undefined` where it does not say. */
export const getNodeName = async (client: ChainClient): Promise<string | undefined> =>
	ask(client, 'system_name');

/** Get the milliseconds from one block to the next, as the chain plans them. */
export const getBlockTime = (client: ChainClient): number =>
	number(client.constant('Aura', 'SlotDuration')) ?? usualBlockTime;

/** Get the chain's own time at a block, in milliseconds since the Unix epoch; `undefined` where it keeps none. */
export async function getChainTime(
	client: ChainClient,
	{at}: At = {},
): Promise<number | undefined> {
	const [now] = await client.query(at, [['Timestamp', 'Now']]);
	return number(now);
}

async function ask(client: ChainClient, method: string): Promise<string | undefined> {
	try {
		return (await client.rpc.request(method)) as string;
	} catch (error) {
		if (error instanceof ChainRequestError) {
			return undefined;
		}

		throw error;
	}
}
