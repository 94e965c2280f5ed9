import type {ChainClient} from '../chain/client.ts';
import {createWeightsCall} from '../chain/subtensor/commit-weights.ts';
import {type EpochSchedule, getEpochSchedule} from '../chain/subtensor/epoch.ts';
import type {Neuron} from '../chain/subtensor/neuron.ts';
import {getNeurons} from '../chain/subtensor/neurons.ts';
import {getBlockTime} from '../chain/system/chain-info.ts';
import {submit} from '../chain/transaction/submit.ts';
import type {Signer} from '../crypto/signer.ts';
import {type Clock, systemClock} from '../support/clock.ts';
import type {Task} from '../tasks/task.ts';
import type {Random} from '../support/random.ts';
import {askRound} from './ask-round.ts';
import {createScoreboard, type Scoreboard} from './scoreboard.ts';
import {toWeights} from './weights.ts';

export type ValidatorOptions = {
	readonly client: ChainClient;
	readonly netuid: number;
	/** The validator's hotkey. */
	readonly signer: Signer;
	readonly task: Task;
	readonly random: Random;
	/** Milliseconds between two rounds of queries. @default 1000 */
	readonly interval?: number;
	readonly clock?: Clock;
	/** Stops the validator. */
	readonly signal: AbortSignal;
	/** Called with log lines. */
	readonly report: (line: string) => void;
};

/**
Validate a subnet until aborted: query every miner, keep moving averages of the scores, and commit encrypted weights once an epoch.

It knows miners only from the chain, and their answers only over HTTP.
*/
export async function runValidator(options: ValidatorOptions): Promise<void> {
	const {client, netuid, interval = 1000, clock = systemClock, signal, report} = options;
	const scoreboard = createScoreboard();
	let committed: number | undefined;
	while (!signal.aborted) {
		const pause = clock.sleep(interval, {signal}).catch(() => undefined);
		try {
			const at = await client.pin(undefined);
			const [neurons, schedule] = await Promise.all([
				getNeurons(client, {netuid, at}),
				getEpochSchedule(client, {netuid, at}),
			]);
			await ask(options, scoreboard, neurons);
			const epoch = schedule && findDueEpoch(schedule);
			if (epoch !== undefined && epoch !== committed && (await commit(options, scoreboard))) {
				committed = epoch;
			}
		} catch (error) {
			// A brief loss of the chain or a premature commit is retried in the next round.
			if (!signal.aborted) {
				report((error as Error).message);
			}
		}

		await pause;
	}
}

const isMiner = ({validatorPermit}: Neuron) => !validatorPermit;

async function ask(
	{client, task, signer, random, signal}: ValidatorOptions,
	scoreboard: Scoreboard,
	neurons: readonly Neuron[],
) {
	const miners = neurons.filter(neuron => isMiner(neuron) && neuron.hotkey !== signer.address);
	scoreboard.keep(new Set(miners.map(({hotkey}) => hotkey)));
	// A text is a hundred passes of a model, and all miners of the devnet share one computer.
	const isText = Object.values(task.needs).some(({kind}) => kind === 'generate');
	const questions = isText ? 1 : 3;
	// As all that is timed on a devnet, it grows with the block time: 12 blocks of 250 ms.
	const timeout = Math.max(3000, 12 * getBlockTime(client));
	await askRound({task, miners, signer, scoreboard, random, questions, timeout, signal});
}

/** Find the epoch to commit in, by its last block, once half of it has passed. By then there are enough scores, and still enough time for inclusion. */
export function findDueEpoch({block, next, period}: EpochSchedule): number | undefined {
	const left = next - block;
	return left <= period / 2 && left > 2 ? next : undefined;
}

async function commit(
	{client, netuid, signer, signal, report}: ValidatorOptions,
	scoreboard: Scoreboard,
): Promise<boolean> {
	// A UID may have changed hands during the round.
	const neurons = await getNeurons(client, {netuid});
	const weights = toWeights(
		neurons
			.filter(neuron => isMiner(neuron))
			.map(({uid, hotkey}) => ({uid, score: scoreboard.average(hotkey)})),
	);
	if (weights.uids.length === 0) {
		return false;
	}

	const call = await createWeightsCall(client, {netuid, hotkey: signer.address, ...weights});
	const {block} = await submit(client, call, {signer, signal});
	report(
		`subnet ${netuid}: committed weights for ${weights.uids.length} miners in block ${block.number}`,
	);
	return true;
}
