import {randomBytes} from 'node:crypto';
import path from 'node:path';
import type {ChainClient} from '../chain/client.ts';
import {getBlockHash} from '../chain/head.ts';
import {getEpochSchedule} from '../chain/subtensor/epoch.ts';
import {resolveHome} from '../support/home.ts';
import {withTemporaryDirectory} from '../support/files/temporary-directory.ts';
import {connectOwnMiner} from '../rig/connect-miner.ts';
import type {MinerState} from '../miner/miner-state.ts';
import type {Network} from '../rig/network/networks.ts';
import {keepPlayKeysOff} from '../rig/network/play-keys.ts';
import {connectStep} from './connect-step.ts';
import {fundStep} from './fund-step.ts';
import {mineStep} from './mine-step.ts';
import {modelStep} from './model-step.ts';
import {registerStep} from './register-step.ts';
import {rewardStep} from './reward-step.ts';
import type {Reward} from './reward.ts';
import {type StepEvent, takeSteps} from './step.ts';
import {findOffer, subnetStep} from './subnet-step.ts';
import {type Findings, need, type Walk, type WalkStep} from './walk.ts';
import {walletStep} from './wallet-step.ts';

export type QuickstartOptions = {
	readonly network: Network;
	/** The models shipped with the program. */
	readonly modelsDirectory: string;
	/** The command and leading arguments that start btop again. */
	readonly command: readonly string[];
	readonly netuid?: number;
	readonly model?: string;
	readonly signal: AbortSignal;
	readonly onEvent: (event: StepEvent) => void;
	readonly report: (line: string) => void;
};

/** The outcome of a walk, once its miner has answered a query and everything is stopped. */
export type QuickstartResult = Pick<
	Findings,
	'url' | 'coldkey' | 'hotkey' | 'uid' | 'model' | 'reward' | 'subnet'
> & {
	/** Price paid to register, without the fee, in rao; `undefined` if it cannot be read. */
	readonly burn: bigint | undefined;
	readonly miner: MinerState;
	/** Epochs of the subnet from registration to reward. */
	readonly epochs: number;
};

/**
Run the whole walk once, unattended, in a temporary home: wallet, funds, registration, mining, first reward. Everything it started is stopped, even on failure.

@throws {UsageError} On a network whose TAO is worth money, since the keys are deleted with the home.
*/
export async function runQuickstart(options: QuickstartOptions): Promise<QuickstartResult> {
	const {network, signal, onEvent} = options;
	return withTemporaryDirectory('btop-quickstart', async directory => {
		const walk = createWalk(options, directory);
		keepPlayKeysOff(network, walk.world);
		const {found} = walk;
		await using stack = new AsyncDisposableStack();
		stack.defer(async () => found.devnet?.stop());
		stack.defer(() => found.client?.close());
		stack.defer(() => found.ledger?.close());
		stack.defer(async () => found.miner?.stop());
		await takeSteps(steps, walk, {signal, onEvent});
		return await summarize(walk);
	});
}

/** Everything a newcomer does, from nothing to the first reward. */
const steps: readonly WalkStep[] = [
	{
		...connectStep,
		async run(walk) {
			const outcome = await connectStep.run(walk);
			if (walk.choices.netuid !== undefined) {
				// Reject a subnet that cannot be entered before making keys, which is slow.
				await findOffer(walk);
			}

			return outcome;
		},
	},
	walletStep,
	fundStep,
	subnetStep,
	registerStep,
	modelStep,
	mineStep,
	rewardStep,
];

function createWalk(
	{network, modelsDirectory, command, netuid, model, signal, report}: QuickstartOptions,
	directory: string,
): Walk {
	const home = resolveHome({directory});
	// Nobody has to type it, and it protects nothing of value.
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
				// The keys are deleted at the end, so their words are discarded.
			},
			netuid,
			model,
			mine: {device: 'auto', port: 0, detach: false},
		},
		found: {},
	};
}

async function summarize(walk: Walk): Promise<QuickstartResult> {
	const {found} = walk;
	const control = await connectOwnMiner(need(walk, 'minerFiles'));
	const miner = await control.status();
	control.close();
	const reward = need(walk, 'reward');
	const subnet = need(walk, 'subnet');
	const client = need(walk, 'client');
	return {
		url: need(walk, 'url'),
		coldkey: need(walk, 'coldkey'),
		hotkey: need(walk, 'hotkey'),
		uid: reward.uid,
		burn: found.burn,
		model: need(walk, 'model'),
		subnet,
		reward,
		miner,
		epochs: await countEpochs(client, subnet.netuid, reward),
	};
}

/** Count a subnet's epochs from registration to the block of a reward; 0 if the chain does not count epochs. */
async function countEpochs(client: ChainClient, netuid: number, {registeredAt, block}: Reward) {
	const [before, after] = await Promise.all(
		[registeredAt, block].map(async number => {
			const at = await getBlockHash(client.rpc, number);
			return at === undefined ? undefined : getEpochSchedule(client, {netuid, at});
		}),
	);
	return (after?.index ?? 0) - (before?.index ?? 0);
}
