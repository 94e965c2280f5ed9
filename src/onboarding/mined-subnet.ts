import {getSubnets} from '../chain/subtensor/subnets.ts';
import {getUid} from '../chain/subtensor/uid.ts';
import {type SubnetOffer, toOffers} from './subnet-offer.ts';
import {need, type Walk} from './walk.ts';

/** Find the chosen subnet, else any subnet, where the hotkey has a UID and btop has a model for the task. */
export async function findMined(walk: Walk): Promise<SubnetOffer | undefined> {
	const client = need(walk, 'client');
	const hotkey = need(walk, 'hotkey');
	const {netuid} = walk.choices;
	const offers = toOffers(await getSubnets(client)).filter(
		({subnet, hasModel}) => hasModel && (netuid === undefined || subnet.netuid === netuid),
	);
	const uids = await Promise.all(
		offers.map(async ({subnet}) => getUid(client, {netuid: subnet.netuid, hotkey})),
	);
	return offers[uids.findIndex(uid => uid !== undefined)];
}
