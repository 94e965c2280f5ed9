import type {ChainClient} from '../chain/client.ts';
import {followHeads} from '../chain/follow.ts';
import {getEpochSchedule} from '../chain/subtensor/epoch.ts';
import {getNeurons, type Neuron} from '../chain/subtensor/neurons.ts';
import {getAlphaPrice} from '../chain/subtensor/price.ts';
import {getHotkeyAlpha} from '../chain/subtensor/stake.ts';
import {createStore, type ReadableStore} from '../support/store.ts';

/** What a miner knows of its subnet; all figures are of one block. */
export type SubnetFacts = {
	readonly block: number;
	/** By hotkey. */
	readonly neurons: ReadonlyMap<string, Neuron>;
	/** What the miner's hotkey holds of the subnet's alpha, in its 1e-9 unit. */
	readonly alpha: bigint;
	/** Rao for one whole alpha. */
	readonly alphaPrice: bigint;
	/** Number of the block in which the next epoch runs; it changes once an epoch. */
	readonly nextEpoch: number | undefined;
};

export type SubnetWatch = {
	/** The latest facts, older while the chain is gone; `undefined` before the first. */
	readonly facts: ReadableStore<SubnetFacts | undefined>;
	/** Why there are no fresh facts, if so. */
	readonly problem: ReadableStore<string | undefined>;
	readonly close: () => Promise<void>;
};

export type WatchSubnetOptions = {
	readonly netuid: number;
	/** The miner's hotkey, SS58. */
	readonly hotkey: string;
	/** Least milliseconds between two looks: public nodes allow about a request a second. @default 1000 */
	readonly interval?: number;
};

/**
Watch a subnet: new facts with every block, but not too often. It survives the loss of the chain, and goes on when the client has found it again.
*/
export function watchSubnet(
	client: ChainClient,
	{netuid, hotkey, interval = 1000}: WatchSubnetOptions,
): SubnetWatch {
	const facts = createStore<SubnetFacts | undefined>(undefined);
	const problem = createStore<string | undefined>(undefined);
	const closing = new AbortController();
	const {signal} = closing;

	const look = async ({number, hash}: {readonly number: number; readonly hash: string}) => {
		try {
			facts.set(await readFacts(client, {netuid, hotkey, block: number, at: hash}));
			problem.set(undefined);
		} catch (error) {
			problem.set((error as Error).message);
		}

		await client.clock.sleep(interval, {signal}).catch(() => undefined);
	};

	const tellConnection = () => {
		const {state, reason} = client.status.getSnapshot();
		if (state === 'disconnected') {
			problem.set(reason ?? 'The chain cannot be reached');
		}
	};

	const forget = client.status.subscribe(tellConnection);
	const done = followHeads(client, look, {signal});
	return {
		facts,
		problem,
		async close() {
			closing.abort();
			forget();
			await done;
		},
	};
}

type ReadFactsOptions = {
	readonly netuid: number;
	readonly hotkey: string;
	readonly block: number;
	readonly at: string;
};

async function readFacts(
	client: ChainClient,
	{netuid, hotkey, block, at}: ReadFactsOptions,
): Promise<SubnetFacts> {
	const [neurons, alpha, alphaPrice = 0n, epoch] = await Promise.all([
		getNeurons(client, {netuid, at}),
		getHotkeyAlpha(client, {netuid, hotkey, at}),
		getAlphaPrice(client, {netuid, at}),
		getEpochSchedule(client, {netuid, at}),
	]);
	return {
		block,
		neurons: new Map(neurons.map(neuron => [neuron.hotkey, neuron])),
		alpha,
		alphaPrice,
		nextEpoch: epoch?.next,
	};
}
