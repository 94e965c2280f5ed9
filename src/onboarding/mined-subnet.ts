import type {At, ChainClient} from '../chain/client.ts';
import {getNetuids} from '../chain/subtensor/netuids.ts';
import {getSubnet} from '../chain/subtensor/subnets.ts';
import {type UidOptions, getUid} from '../chain/subtensor/uid.ts';
import {type SubnetOffer, toOffers} from './subnet-offer.ts';
import {need, type Walk} from './walk.ts';

/** Find the chosen subnet, else any subnet, where the hotkey has a UID and btop has a model for the task. */
export async function findMined(walk: Walk): Promise<SubnetOffer | undefined> {
	const client = need(walk, 'client');
	const hotkey = need(walk, 'hotkey');
	const {netuid} = walk.choices;
	const {hash: at} = client.head.getSnapshot();
	const netuids = netuid === undefined ? await listRegistered(client, {hotkey, at}) : [netuid];
	const subnets = await Promise.all(
		netuids.map(async own => readRegistered(client, {netuid: own, hotkey, at})),
	);
	return toOffers(subnets.flatMap(subnet => subnet ?? [])).find(({hasModel}) => hasModel);
}

/** List the subnets on which a hotkey has a UID. */
async function listRegistered(
	client: ChainClient,
	{hotkey, at}: At & Pick<UidOptions, 'hotkey'>,
): Promise<readonly number[]> {
	const netuids = await getNetuids(client, {at});
	const uids = await Promise.all(netuids.map(async netuid => getUid(client, {netuid, hotkey, at})));
	return netuids.filter((_, index) => uids[index] !== undefined);
}

/** Read a subnet, in a single request, if the hotkey has a UID there. */
async function readRegistered(client: ChainClient, options: UidOptions) {
	const [uid, subnet] = await Promise.all([getUid(client, options), getSubnet(client, options)]);
	return uid === undefined ? undefined : subnet;
}
