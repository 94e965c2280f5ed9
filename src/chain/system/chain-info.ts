import * as v from 'valibot';
import type {At, ChainClient} from '../client.ts';
import {ChainRequestError} from '../errors.ts';
import {number} from '../value.ts';

export type ChainInfo = {
	/** Name in the chain specification, for example `Bittensor`. */
	readonly name: string;
	readonly genesisHash: string;
	readonly specVersion: number;
	/** Whether it is a development chain. */
	readonly isDevelopment: boolean;
	/** Milliseconds between blocks. */
	readonly blockTime: number;
};

/** The main chain's block time, used when a chain does not state its own. */
const usualBlockTime = 12_000;

/** Get a chain's name, type and block time. */
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

/** Get the name of the node's software; `undefined` if it does not state one. */
export const getNodeName = async (client: ChainClient): Promise<string | undefined> =>
	ask(client, 'system_name');

/** Get the chain's target block time, in milliseconds. */
export const getBlockTime = (client: ChainClient): number =>
	number(client.constant('Aura', 'SlotDuration')) ?? usualBlockTime;

/** Get a block's timestamp, in milliseconds since the Unix epoch; `undefined` if the chain has none. */
export async function getChainTime(
	client: ChainClient,
	{at}: At = {},
): Promise<number | undefined> {
	const [now] = await client.query(at, [['Timestamp', 'Now']]);
	return number(now);
}

/** For display only, so a malformed answer is not an error. */
const name = v.fallback(v.optional(v.string()), undefined);

async function ask(client: ChainClient, method: string): Promise<string | undefined> {
	try {
		return await client.rpc.request(method, [], name);
	} catch (error) {
		if (error instanceof ChainRequestError) {
			return undefined;
		}

		throw error;
	}
}
