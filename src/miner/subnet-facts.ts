import type {ChainClient} from '../chain/client.ts';
import type {ConnectionStatus} from '../chain/connection/status.ts';
import {followHeads} from '../chain/follow.ts';
import type {Head} from '../chain/head.ts';
import {getBurn} from '../chain/subtensor/burn.ts';
import {getEpochSchedule} from '../chain/subtensor/epoch.ts';
import {getNeurons, type Neuron} from '../chain/subtensor/neurons.ts';
import {getAlphaPrice} from '../chain/subtensor/price.ts';
import {getHotkeyAlpha} from '../chain/subtensor/stake.ts';
import {getBlockTime} from '../chain/system/chain-info.ts';
import {createStore, type ReadableStore} from '../support/store.ts';
import {createBlockPace} from './block-pace.ts';
import {createSubnetDetails} from './subnet-details.ts';
import {toSubnetView, type SubnetView} from './subnet-view.ts';

/** What a miner knows of its subnet; all figures are of one block. */
export type SubnetFacts = {
	readonly block: number;
	/** When we heard of that block, in milliseconds since the Unix epoch. */
	readonly at: number;
	/** By hotkey. */
	readonly neurons: ReadonlyMap<string, Neuron>;
	/** What the miner's hotkey holds of the subnet's alpha, in its 1e-9 unit. */
	readonly alpha: bigint;
	/** Rao for one whole alpha. */
	readonly alphaPrice: bigint;
	/** Number of the block in which the next epoch runs; it changes once an epoch. */
	readonly nextEpoch: number | undefined;
	/** What registering costs, in rao; `undefined` if the subnet does not exist. */
	readonly burn: bigint | undefined;
};

export type SubnetWatch = {
	/** The latest facts, older while the chain is gone; `undefined` before the first. */
	readonly facts: ReadableStore<SubnetFacts | undefined>;
	/** The same for screens, with what changes seldom; it comes after the facts. */
	readonly view: ReadableStore<SubnetView | undefined>;
	/** How the connection to the chain stands. */
	readonly status: ReadableStore<ConnectionStatus>;
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
	const view = createStore<SubnetView | undefined>(undefined);
	const problem = createStore<string | undefined>(undefined);
	const pace = createBlockPace(getBlockTime(client));
	const readDetails = createSubnetDetails(client, {netuid, hotkey});
	const closing = new AbortController();
	const {signal} = closing;

	const look = async (head: Head) => {
		try {
			pace.add(head);
			const latest = await readFacts(client, {netuid, hotkey, head});
			facts.set(latest);
			problem.set(undefined);
			const details = await readDetails(latest, head.hash);
			if (details) {
				view.set(toSubnetView(latest, details, pace.read()));
			}
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
		view,
		status: client.status,
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
	readonly head: Head;
};

async function readFacts(
	client: ChainClient,
	{netuid, hotkey, head: {number: block, hash: at, receivedAt}}: ReadFactsOptions,
): Promise<SubnetFacts> {
	const [neurons, alpha, alphaPrice = 0n, epoch, burn] = await Promise.all([
		getNeurons(client, {netuid, at}),
		getHotkeyAlpha(client, {netuid, hotkey, at}),
		getAlphaPrice(client, {netuid, at}),
		getEpochSchedule(client, {netuid, at}),
		getBurn(client, {netuid, at}),
	]);
	return {
		block,
		at: receivedAt,
		neurons: new Map(neurons.map(neuron => [neuron.hotkey, neuron])),
		alpha,
		alphaPrice,
		nextEpoch: epoch?.next,
		burn,
	};
}
