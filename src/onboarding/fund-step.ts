import {formatTao, parseTao} from '../chain/amount.ts';
import {getBalance} from '../chain/balances/balance.ts';
import {NotEnoughFundsError} from '../chain/errors.ts';
import {getSubnets} from '../chain/subtensor/subnets.ts';
import {askFaucet, explainFunding, faucetAmount, hasFaucet} from '../payments/faucet.ts';
import {withJournal} from '../payments/journal.ts';
import {findMined} from './mined-subnet.ts';
import {toOffers} from './subnet-offer.ts';
import {need, type Walk, type WalkStep} from './walk.ts';

/** Covers fees, and a price that moves before signing. */
const reserve = parseTao('0.1');

/** Enough TAO for the cheapest open subnet; or a UID, which costs nothing more. */
export const fundStep: WalkStep = {
	id: 'funds',
	title: 'funds',
	async isMet(walk) {
		const client = need(walk, 'client');
		if ((await findMined(walk)) !== undefined) {
			return {said: 'not needed: the hotkey already has a UID'};
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
				`\`${address}\` has ${formatTao(balance)} TAO, too little to register${needed === undefined ? '' : `: that takes ${formatTao(needed)}`}`,
				{
					// Nobody should send funds to throwaway keys.
					fix: ephemeral
						? 'There is no faucet here: leave out `--network` to start a devnet with one.'
						: explainFunding(client, {network, address}),
				},
			);
		}

		const {block} = await withJournal(walk.world, async journal =>
			askFaucet(client, {network, address, journal, signal}),
		);
		// It is paid, even if the node does not tell any more what there is now.
		const balance = await getBalance(client, {address, at: block.hash}).catch(() => undefined);
		return {
			said: `${formatTao(balance ?? faucetAmount)} TAO from the faucet, in block ${block.number}`,
		};
	},
};

/** Get what a coldkey needs to register, in rao: the price, as far as it may rise, plus a reserve for fees; `undefined` if no subnet is open. */
export async function neededFunds(walk: Walk): Promise<bigint | undefined> {
	const price = await priceOfEntry(walk);
	return price === undefined ? undefined : price + price / 20n + reserve;
}

/** Get the current price of registering: on the chosen subnet, else on the cheapest open one. */
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
