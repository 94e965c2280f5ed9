import {randomBytes} from 'node:crypto';
import path from 'node:path';
import type {ChainClient} from '../chain/client.ts';
import {getEpochSchedule} from '../chain/subtensor/epoch.ts';
import {resolveHome} from '../support/home.ts';
import {createTeardown} from '../support/teardown.ts';
import {withTemporaryDirectory} from '../support/temporary-directory.ts';
import {connectControl} from '../miner/control/connect-control.ts';
import type {MinerState} from '../miner/miner-state.ts';
import {allSteps} from './all-steps.ts';
import {getMinerStatus} from './miner-status.ts';
import type {Network} from './networks.ts';
import {keepPlayKeysOff} from './play-keys.ts';
import type {Reward} from './reward.ts';
import {type StepEvent, takeSteps} from './step.ts';
import {type Findings, need, type Walk} from './walk.ts';

export type QuickstartOptions = {
	readonly network: Network;
	/** The models that came with the program. */
	readonly modelsDirectory: string;
	/** A program and its first arguments that start btop again. */
	readonly command: readonly string[];
	readonly netuid?: number;
	readonly model?: string;
	readonly signal: AbortSignal;
	readonly onEvent: (event: StepEvent) => void;
	readonly report: (line: string) => void;
};

/** What a walk came to, once its miner has been asked and everything is stopped. */
export type QuickstartResult = Pick<
	Findings,
	'url' | 'coldkey' | 'hotkey' | 'uid' | 'model' | 'reward' | 'subnet'
> & {
	/** What entry cost, without the fee, in rao. */
	readonly burn: bigint;
	readonly miner: MinerState;
	/** Epochs of the subnet from the registration to the reward. */
	readonly epochs: number;
};

/**
Walk the whole way once, unattended, in a home that is thrown away: wallet, funds, registration, mining, first reward. Whatever was started for it is stopped, however it ends.

@throws {UsageError} On a network whose TAO is worth money, since the keys are thrown away with the home.
*/
export async function runQuickstart(options: QuickstartOptions): Promise<QuickstartResult> {
	const {network, signal, onEvent} = options;
	return withTemporaryDirectory('btop-quickstart', async directory => {
		const walk = createWalk(options, directory);
		keepPlayKeysOff(network, walk.world);
		const {found} = walk;
		const teardown = createTeardown();
		teardown.add(async () => found.devnet?.stop());
		teardown.add(() => found.client?.close());
		teardown.add(() => found.ledger?.close());
		teardown.add(async () => found.miner?.stop());
		try {
			await takeSteps(allSteps, walk, {signal, onEvent});
			return await summarize(walk);
		} finally {
			await teardown.run();
		}
	});
}

function createWalk(
	{network, modelsDirectory, command, netuid, model, signal, report}: QuickstartOptions,
	directory: string,
): Walk {
	const home = resolveHome({directory});
	// Nobody is to type it, and nothing of worth is behind it.
	const password = randomBytes(16).toString('hex');
	return {
		world: {
			home,
			network,
			walletsDirectory: path.join(directory, 'wallets'),
			modelsDirectory,
			command,
			ephemeral: true,
			signal,
			report,
		},
		choices: {
			wallet: 'quickstart',
			hotkeyName: 'default',
			password: async () => password,
			onMnemonic() {
				// The keys are thrown away at the end, and so are their words.
			},
			netuid,
			model,
			mine: {device: 'auto', port: 0, detach: false},
		},
		found: {},
	};
}

async function summarize(walk: Walk): Promise<QuickstartResult> {
	const control = await connectControl(need(walk, 'minerFiles').socket);
	const miner = await getMinerStatus(control);
	control.close();
	const reward = need(walk, 'reward');
	const subnet = need(walk, 'subnet');
	const client = need(walk, 'client');
	return {
		url: need(walk, 'url'),
		coldkey: need(walk, 'coldkey'),
		hotkey: need(walk, 'hotkey'),
		uid: reward.uid,
		burn: need(walk, 'burn'),
		model: need(walk, 'model'),
		subnet,
		reward,
		miner,
		epochs: await countEpochs(client, subnet.netuid, reward),
	};
}

/** Count the epochs of a subnet from a registration to the block of a reward; 0 where the chain does not count them. */
async function countEpochs(client: ChainClient, netuid: number, {registeredAt, block}: Reward) {
	const [before, after] = await Promise.all(
		[registeredAt, block].map(async number => {
			const at = (await client.rpc.request('chain_getBlockHash', [number])) as string;
			return getEpochSchedule(client, {netuid, at});
		}),
	);
	return (after?.index ?? 0) - (before?.index ?? 0);
}
