import {formatTao} from '../chain/amount.ts';
import {getSubnets} from '../chain/subtensor/subnets.ts';
import {BtopError} from '../support/errors.ts';
import {findMined} from './mined-subnet.ts';
import {NoSuchSubnetError} from './registration.ts';
import {type SubnetOffer, toOffers} from './subnet-offer.ts';
import {need, type Walk, type WalkStep} from './walk.ts';

/** Error thrown when a subnet cannot be entered with what is here, or none can. */
export class NoSubnetToEnterError extends BtopError {
	override name = 'NoSubnetToEnterError';
	override readonly code = 'no-subnet-to-enter';
	override readonly exitCode = 3;
}

/** A subnet to mine on: the one that was chosen or is mined already, else the one that pays a miner best for its price. */
export const subnetStep: WalkStep = {
	id: 'subnet',
	title: 'subnet',
	async isMet(walk) {
		// Who has a UID need not enter, so a closed registration is no obstacle.
		const mined = await findMined(walk);
		return mined && accept(walk, mined);
	},
	async run(walk) {
		const offers = await readOffers(walk);
		const {netuid} = walk.choices;
		const [best] =
			netuid === undefined
				? offers.filter(({obstacle}) => obstacle === undefined).toSorted(byPay)
				: offers.filter(({subnet}) => subnet.netuid === netuid);
		if (best === undefined) {
			throw netuid === undefined
				? new NoSubnetToEnterError('No subnet here asks for a task that btop has a model for', {
						fix: 'See `btop subnets`; one can be named with `--netuid`.',
					})
				: new NoSuchSubnetError(netuid);
		}

		if (best.obstacle !== undefined) {
			throw new NoSubnetToEnterError(
				`Subnet \`${best.subnet.netuid}\` cannot be mined: ${best.obstacle}`,
				{
					fix: 'See `btop subnets` for those that can.',
				},
			);
		}

		return accept(walk, best);
	},
};

const readOffers = async (walk: Walk) => toOffers(await getSubnets(need(walk, 'client')));

function accept({found}: Walk, {subnet}: SubnetOffer) {
	found.subnet = subnet;
	found.task = subnet.task!;
	return {
		said: `${subnet.netuid} ${subnet.name} (${subnet.task!}): entry ${formatTao(subnet.burn)} TAO, ${subnet.miners} miners, ${subnet.uids} of ${subnet.maxUids} UIDs taken`,
	};
}

/** What the miners of a subnet share in a block, in rao, for each rao of entry. */
const payPerPrice = ({
	subnet: {alphaPrice = 0n, alphaEmission = 0n, burn, miners, withheld = 0},
}: SubnetOffer) =>
	(Number(alphaPrice * alphaEmission) * (1 - withheld)) /
	Math.max(1, miners) /
	Math.max(1, Number(burn));

const byPay = (left: SubnetOffer, right: SubnetOffer) => payPerPrice(right) - payPerPrice(left);
