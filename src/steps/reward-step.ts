import {formatTao} from '../chain/amount.ts';
import {awaitHead} from '../chain/await-head.ts';
import type {ChainClient} from '../chain/client.ts';
import type {Head} from '../chain/head.ts';
import {getEpochSchedule} from '../chain/subtensor/epoch.ts';
import {readEarnings} from '../ledger/earnings.ts';
import type {MinerKey} from '../ledger/miners.ts';
import {type Ledger, openLedger} from '../ledger/open-ledger.ts';
import {readQueriesSummary} from '../ledger/query-summary.ts';
import {BtopError} from '../support/errors.ts';
import {type Reward, readReward} from './reward.ts';
import {need, type Walk, type WalkStep} from './walk.ts';

/** Error thrown when a miner lost its UID: a newcomer took the place of the one that earned least. */
export class DeregisteredError extends BtopError {
	override name = 'DeregisteredError';
	override readonly code = 'deregistered';
	override readonly exitCode = 4;

	constructor(netuid: number) {
		super(`The UID on subnet ${netuid} went to a newcomer`, {
			fix: 'Register again, with a model that ranks higher: see `btop models list`.',
		});
	}
}

/** Error thrown when epochs pass and nothing is earned. */
export class NoRewardError extends BtopError {
	override name = 'NoRewardError';
	override readonly code = 'no-reward';

	constructor(epochs: number) {
		super(`Nothing was earned in ${epochs} epochs`, {
			fix: 'See `btop status` and `btop logs`: do validators ask, and are they answered?',
		});
	}
}

/** Weights that are hidden first take two epochs; so many without a reward mean that something is wrong. */
const patience = 12;

/** The first alpha on the hotkey, and with it a place among the miners. */
export const rewardStep: WalkStep = {
	id: 'reward',
	title: 'reward',
	async isMet(walk) {
		const client = need(walk, 'client');
		const reward = await look(walk, client.head.getSnapshot());
		return reward && isPaid(reward) && hasAnswered(walk) ? accept(walk, reward) : undefined;
	},
	async run(walk) {
		const reward = await waitForReward(walk);
		return accept(walk, reward);
	},
};

const isPaid = ({earnedTao, rank}: Reward) => earnedTao > 0n && rank !== undefined;

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

			if (isPaid(reward) && hasAnswered(walk)) {
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
			if (passed >= patience) {
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

/** What the hotkey held when it registered, as the ledger knows it. */
function readAlphaAtStart(walk: Walk): bigint {
	return readLedger(walk, (ledger, miner) => readEarnings(ledger, miner).samples[0]?.alpha ?? 0n);
}

/** A validator that has not heard of the newcomer may still have weighed its UID; such a gift is no reward yet. */
function hasAnswered(walk: Walk): boolean {
	return readLedger(walk, (ledger, miner) => readQueriesSummary(ledger, miner).answered > 0);
}

function readLedger<Value>(walk: Walk, read: (ledger: Ledger, miner: MinerKey) => Value): Value {
	const ledger = openLedger({file: walk.world.home.ledger});
	try {
		return read(ledger, {
			network: walk.world.network.name,
			netuid: need(walk, 'subnet').netuid,
			hotkey: need(walk, 'hotkey'),
		});
	} finally {
		ledger.close();
	}
}

function accept({found}: Walk, reward: Reward) {
	found.reward = reward;
	const {earnedTao, rank, miners, block} = reward;
	return {
		said: `${formatTao(earnedTao)} TAO by block ${block}, place ${rank!} of ${miners} miners`,
	};
}
