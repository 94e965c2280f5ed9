import {arenaHotkey, rivalsPerSubnet} from '../arena/accounts.ts';
import type {ChainClient} from '../chain/client.ts';
import {connectChain} from '../chain/connect.ts';
import {ChainUnreachableError} from '../chain/errors.ts';
import {getNeurons} from '../chain/subtensor/neurons.ts';
import {getSubnets} from '../chain/subtensor/subnets.ts';
import {type Catalogue, listRivals} from '../models/catalogue.ts';
import type {Estimate} from '../models/confidence.ts';
import {type Competitor, foreseePlace, type ForeseenPlace} from '../monitor/foreseen-place.ts';
import type {TaskId} from '../tasks/task.ts';
import {listAddresses} from '../wallet/list.ts';
import {findDevnet} from './network/devnet-record.ts';
import {openMetadataCache} from './network/metadata-cache.ts';
import {identifyNetwork, limitOf} from './network/networks.ts';
import type {World} from './network/world.ts';

export type ForeseeOptions = {
	readonly task: TaskId;
	/** With the models of the devnet's rivals, whose scores are known. */
	readonly catalogue: Catalogue;
	/** The model's score. */
	readonly score: Estimate;
};

/** The place of a model on a subnet at a block, or a sentence why it cannot be foreseen. */
export type Foresight =
	| ({readonly ok: true; readonly netuid: number; readonly block: number} & ForeseenPlace)
	| {readonly ok: false; readonly reason: string};

/**
Foresee the place of a model among the current miners of its task's subnet, not counting those of the operator's own keys. Starts no devnet.

Chains show what miners earn, not how well they answer. So only the devnet's own rivals can be compared with: their models are in the catalogue, and their hotkeys known.
*/
export async function foreseeOnChain(world: World, options: ForeseeOptions): Promise<Foresight> {
	const {home, network, signal} = world;
	const url = network.url ?? (await findDevnet(home, {signal}))?.url;
	if (url === undefined) {
		return refuse('no devnet runs for this home');
	}

	if (network.real) {
		return refuse(earningsOnly);
	}

	let client: ChainClient;
	try {
		client = await connectChain({
			url: network.endpoints ?? url,
			genesisHash: network.genesisHash,
			follow: false,
			limitOf,
			metadata: openMetadataCache(home, url),
			signal,
		});
	} catch (error) {
		if (error instanceof ChainUnreachableError) {
			return refuse(error.message);
		}

		throw error;
	}

	try {
		return identifyNetwork(network, client).real
			? refuse(earningsOnly)
			: await foresee(client, world, options);
	} finally {
		client.close();
	}
}

async function foresee(
	client: ChainClient,
	{walletsDirectory}: World,
	{task, catalogue, score}: ForeseeOptions,
): Promise<Foresight> {
	const {hash: at, number: block} = client.head.getSnapshot();
	const subnets = await getSubnets(client, {at});
	const subnet = subnets.find(one => one.task === task);
	if (subnet === undefined) {
		return refuse(`no subnet there is for the task \`${task}\``);
	}

	const {netuid} = subnet;
	const [neurons, own] = await Promise.all([
		getNeurons(client, {netuid, at}),
		listAddresses(walletsDirectory),
	]);
	const scores = getRivalScores(catalogue, {task, netuid});
	const others = neurons
		.filter(
			({validatorPermit, hotkey, coldkey}) =>
				!validatorPermit && !own.has(hotkey) && !own.has(coldkey),
		)
		.map(({incentive, hotkey}): Competitor => ({incentive, score: scores.get(hotkey)}));
	const foreseen = foreseePlace(score, others);
	return foreseen === undefined ? refuse(earningsOnly) : {ok: true, netuid, block, ...foreseen};
}

/** Get the scores of the devnet's rivals on a subnet, by hotkey. */
const getRivalScores = (
	catalogue: Catalogue,
	{task, netuid}: {readonly task: TaskId; readonly netuid: number},
): ReadonlyMap<string, number> =>
	new Map(
		listRivals(catalogue, {task})
			.slice(0, rivalsPerSubnet)
			.map(({heldOutScore}, index) => [arenaHotkey('rival', netuid, index).address, heldOutScore]),
	);

const earningsOnly = 'the chain shows what miners earn, not how well they answer';

const refuse = (reason: string): Foresight => ({ok: false, reason});
