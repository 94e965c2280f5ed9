import {formatTao, untold} from '../chain/amount.ts';
import {awaitHead} from '../chain/await-head.ts';
import type {ChainClient} from '../chain/client.ts';
import type {Head} from '../chain/head.ts';
import {getEpochSchedule} from '../chain/subtensor/epoch.ts';
import {readEarnings} from '../ledger/earnings.ts';
import {readEvents} from '../ledger/events.ts';
import type {MinerKey} from '../ledger/miners.ts';
import {recordNetwork} from '../ledger/networks.ts';
import {type Ledger, openLedger} from '../ledger/open-ledger.ts';
import {readPayments} from '../ledger/payments.ts';
import {readQueriesSummary} from '../ledger/queries/query-summary.ts';
import {describeRank} from '../monitor/describe-rank.ts';
import {countOf} from '../support/count-of.ts';
import {BtopError} from '../support/errors.ts';
import {type Reward, readReward} from './reward.ts';
import {need, type Walk, type WalkStep} from './walk.ts';

/** Error thrown when a miner loses its UID: a newcomer replaced the miner with the lowest earnings. */
export class DeregisteredError extends BtopError {
	override name = 'DeregisteredError';
	override readonly code = 'deregistered';
	override readonly exitCode = 4;

	constructor(netuid: number) {
		super(`A newcomer took the UID on subnet ${netuid}`, {
			fix: 'Register again, with a model that ranks higher: see `btop models list`.',
		});
	}
}

/** Error thrown when epochs pass without a reward. */
export class NoRewardError extends BtopError {
	override name = 'NoRewardError';
	override readonly code = 'no-reward';

	constructor(epochs: number) {
		super(`Nothing was earned in ${countOf(epochs, 'epoch')}`, {
			fix: 'See `btop status` and `btop logs`: does it get queries, and does it answer them?',
		});
	}
}

/** In epochs. Commit-reveal delays weights by two; this many without a reward means that something is wrong. */
const mostEpochs = 12;

/** The first alpha on the hotkey, and with it a rank among the miners. */
export const rewardStep: WalkStep = {
	id: 'reward',
	title: 'reward',
	async isMet(walk) {
		const client = need(walk, 'client');
		const reward = await look(walk, client.head.getSnapshot());
		return reward && isPaid(reward) && hasAnswered(walk, reward) ? accept(walk, reward) : undefined;
	},
	async run(walk) {
		const reward = await waitForReward(walk);
		return accept(walk, reward);
	},
};

/** Whether something was earned; where the chain does not tell how much, the place tells that it was. */
const isPaid = ({earnedTao, rank}: Reward) =>
	rank !== undefined && (earnedTao === undefined || earnedTao > 0n);

async function waitForReward(walk: Walk): Promise<Reward> {
	const client = need(walk, 'client');
	const {netuid} = need(walk, 'subnet');
	const {signal, report} = walk.world;
	let epoch: number | undefined;
	let passed = 0;
	return awaitHead(
		client,
		async head => {
			const reward = await look(walk, head);
			if (reward === undefined) {
				throw new DeregisteredError(netuid);
			}

			if (isPaid(reward) && hasAnswered(walk, reward)) {
				return reward;
			}

			const next = await nextEpoch(client, netuid, head.hash);
			if (epoch !== undefined && next !== epoch) {
				passed++;
				report(
					`  epoch ${passed}: nothing yet; validators score first, and reveal their weights an epoch later`,
				);
			}

			epoch = next;
			if (passed >= mostEpochs) {
				throw new NoRewardError(passed);
			}

			return undefined;
		},
		{signal},
	);
}

const nextEpoch = async (client: ChainClient, netuid: number, at: string) =>
	(await getEpochSchedule(client, {netuid, at}))?.next;

async function look(walk: Walk, at: Pick<Head, 'number' | 'hash'>) {
	walk.found.alphaAtStart ??= readAlphaAtStart(walk);
	return readReward(need(walk, 'client'), {
		netuid: need(walk, 'subnet').netuid,
		hotkey: need(walk, 'hotkey'),
		alphaAtStart: walk.found.alphaAtStart,
		at,
	});
}

/** Read from the ledger what the hotkey would have held when it registered, had it sold nothing since. */
function readAlphaAtStart(walk: Walk): bigint {
	const last = readEarnings(ledgerOf(walk), minerOf(walk)).samples.at(-1);
	return last ? last.alpha - last.earned : 0n;
}

/** Check whether the miner has answered since its registration. Validators unaware of the newcomer may still have set a weight for its UID, which is no reward yet, and neither is one for answers under an earlier registration. */
function hasAnswered(walk: Walk, {registeredAt}: Reward): boolean {
	const ledger = ledgerOf(walk);
	const miner = minerOf(walk);
	const since = readStart(ledger, miner, registeredAt);
	const {lastAnswered} = readQueriesSummary(ledger, {...miner, since});
	return lastAnswered !== undefined && lastAnswered >= since;
}

/** Get when this rig paid for the registration in a block, or, if it was paid elsewhere, when its miner last started. In milliseconds since the Unix epoch. */
function readStart(ledger: Ledger, miner: MinerKey, registeredAt: number): number {
	const payment = readPayments(ledger, miner).findLast(({block}) => block === registeredAt);
	const [started] = readEvents(ledger, {...miner, kind: 'started', limit: 1});
	return payment?.time ?? started?.time ?? 0;
}

/** Open the ledger once for the whole walk: the steps poll every block. */
function ledgerOf(walk: Walk): Ledger {
	const {world, found} = walk;
	if (found.ledger === undefined) {
		found.ledger = openLedger({file: world.home.ledger});
		const {genesisHash} = need(walk, 'client');
		recordNetwork(found.ledger, {network: world.network.name, genesisHash});
	}

	return found.ledger;
}

const minerOf = (walk: Walk): MinerKey => ({
	network: walk.world.network.name,
	netuid: need(walk, 'subnet').netuid,
	hotkey: need(walk, 'hotkey'),
});

function accept({found}: Walk, reward: Reward) {
	found.reward = reward;
	const {earnedTao, rank, block} = reward;
	const place = describeRank({...reward, rank: rank!});
	return {
		said: `${earnedTao === undefined ? untold : `${formatTao(earnedTao)} TAO`} by block ${block}, place ${place} miners`,
	};
}
