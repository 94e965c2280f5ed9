import {formatTao} from '../chain/amount.ts';
import type {ChainClient} from '../chain/client.ts';
import {type PricedSubnet, getSubnet, getSubnets} from '../chain/subtensor/subnets.ts';
import {BtopError} from '../support/errors.ts';
import {NoSuchSubnetError} from '../payments/registration-errors.ts';
import {findMined} from './mined-subnet.ts';
import {type SubnetOffer, toOffers} from './subnet-offer.ts';
import {need, type Walk, type WalkStep} from './walk.ts';

/** Error thrown when a subnet, or every subnet, cannot be entered from here. */
export class NoSubnetToEnterError extends BtopError {
	override name = 'NoSubnetToEnterError';
	override readonly code = 'no-subnet-to-enter';
	override readonly exitCode = 3;
}

/** A subnet to mine on: the chosen or already mined one, else the one with the best pay for its price. */
export const subnetStep: WalkStep = {
	id: 'subnet',
	title: 'subnet',
	async isMet(walk) {
		// A hotkey with a UID is already registered, so closed registration is no obstacle.
		const mined = await findMined(walk);
		return mined && accept(walk, mined);
	},
	async run(walk) {
		return accept(walk, await findOffer(walk));
	},
};

/**
Find the chosen subnet, else the one with the best pay for its price.

@throws {NoSuchSubnetError | NoSubnetToEnterError} If it does not exist, or cannot be entered.
*/
export async function findOffer(walk: Walk): Promise<SubnetOffer> {
	const client = need(walk, 'client');
	const {netuid} = walk.choices;
	if (netuid !== undefined) {
		return findChosen(client, netuid);
	}

	const offers = toOffers(await getSubnets(client, {at: client.head.getSnapshot().hash}));
	const [best] = offers.filter(({obstacle}) => obstacle === undefined).toSorted(byPay);
	if (best === undefined) {
		throw new NoSubnetToEnterError('btop has no model for any subnet here', {
			fix: 'See `btop subnets`; choose one with `--netuid`.',
		});
	}

	return best;
}

async function findChosen(client: ChainClient, netuid: number): Promise<SubnetOffer> {
	const subnet = await getSubnet(client, {netuid, at: client.head.getSnapshot().hash});
	const [offer] = subnet ? toOffers([subnet]) : [];
	if (offer === undefined) {
		throw new NoSuchSubnetError(netuid);
	}

	if (offer.obstacle !== undefined) {
		throw new NoSubnetToEnterError(`Subnet \`${netuid}\` cannot be mined: ${offer.obstacle}`, {
			fix: 'See `btop subnets` for others.',
		});
	}

	return offer;
}

function accept({found}: Walk, {subnet}: SubnetOffer) {
	found.subnet = subnet;
	found.task = subnet.task!;
	return {
		said: `${subnet.netuid} ${subnet.name} (${subnet.task!}): entry ${formatTao(subnet.burn)} TAO, ${subnet.miners} miners, ${subnet.uids} of ${subnet.maxUids} UIDs taken`,
	};
}

/** Get what the miners of a subnet share per block, in rao, for each rao of the registration price. */
const payPerPrice = ({
	subnet: {alphaPrice = 0n, alphaEmission = 0n, burn, miners, withheld = 0},
}: SubnetOffer<PricedSubnet>) =>
	(Number(alphaPrice * alphaEmission) * (1 - withheld)) /
	Math.max(1, miners) /
	Math.max(1, Number(burn));

const byPay = (left: SubnetOffer<PricedSubnet>, right: SubnetOffer<PricedSubnet>) =>
	payPerPrice(right) - payPerPrice(left);
