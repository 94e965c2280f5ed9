import {formatTao, parseTao} from '../chain/amount.ts';
import {getBalance} from '../chain/balances/balance.ts';
import {NotEnoughFundsError} from '../chain/errors.ts';
import {getSubnets} from '../chain/subtensor/subnets.ts';
import {askFaucet, explainFunding, hasFaucet} from './faucet.ts';
import {findMined} from './mined-subnet.ts';
import {toOffers} from './subnet-offer.ts';
import {need, type Walk, type WalkStep} from './walk.ts';

/** For fees, and for a price that moves before we sign. */
const reserve = parseTao('0.1');

/** Enough TAO for the cheapest subnet that can be entered; or a UID, which needs none. */
export const fundStep: WalkStep = {
	id: 'funds',
	title: 'funds',
	async isMet(walk) {
		const client = need(walk, 'client');
		if ((await findMined(walk)) !== undefined) {
			return {said: 'not needed: the hotkey has its UID'};
		}

		const [balance, needed] = await Promise.all([
			getBalance(client, {address: need(walk, 'coldkey')}),
			neededFunds(walk),
		]);
		return needed !== undefined && balance >= needed
			? {said: `${formatTao(balance)} TAO`}
			: undefined;
	},
	async run(walk) {
		const client = need(walk, 'client');
		const address = need(walk, 'coldkey');
		const {network, ephemeral, signal} = walk.world;
		if (!(await hasFaucet(client, network))) {
			const [balance, needed] = await Promise.all([
				getBalance(client, {address}),
				neededFunds(walk),
			]);
			throw new NotEnoughFundsError(
				`\`${address}\` has ${formatTao(balance)} TAO, too little to enter a subnet${needed === undefined ? '' : `: that takes ${formatTao(needed)}`}`,
				{
					// Nothing is sent to keys that are thrown away.
					fix: ephemeral
						? 'There is no faucet here: leave out `--network`, and a devnet with one is started.'
						: explainFunding(client, {network, address}),
				},
			);
		}

		const {block} = await askFaucet(client, {network, address, signal});
		const balance = await getBalance(client, {address, at: block.hash});
		return {said: `${formatTao(balance)} TAO from the faucet, in block ${block.number}`};
	},
};

/** Get what a coldkey needs to enter, in rao: the price, as far as it may rise, and something for fees; `undefined` where nothing can be entered. */
export async function neededFunds(walk: Walk): Promise<bigint | undefined> {
	const price = await priceOfEntry(walk);
	return price === undefined ? undefined : price + price / 20n + reserve;
}

/** What entering costs now: the subnet that was chosen, else the cheapest that can be entered. */
async function priceOfEntry(walk: Walk): Promise<bigint | undefined> {
	const offers = toOffers(await getSubnets(need(walk, 'client')));
	const {netuid} = walk.choices;
	const prices = offers
		.filter(({subnet, obstacle}) =>
			netuid === undefined ? obstacle === undefined : subnet.netuid === netuid,
		)
		.map(({subnet}) => subnet.burn);
	return prices.toSorted(compareAmounts)[0];
}

const compareAmounts = (left: bigint, right: bigint) => (left < right ? -1 : left > right ? 1 : 0);
