import type {Signer} from '../crypto/signer.ts';
import type {Random} from '../support/random.ts';
import type {Task} from '../tasks/task.ts';
import {getPromptness} from './promptness.ts';
import {query} from './query.ts';
import type {Scoreboard} from './scoreboard.ts';

export type AskedMiner = {
	readonly hotkey: string;
	readonly axon?: {readonly ip: string; readonly port: number} | undefined;
};

export type AskRoundOptions = {
	readonly task: Task;
	readonly miners: readonly AskedMiner[];
	readonly signer: Signer;
	readonly scoreboard: Scoreboard;
	readonly random: Random;
	/** Number of questions for each miner. @default 3 */
	readonly questions?: number;
	/** Time for each answer, in milliseconds. @default 3000 */
	readonly timeout?: number;
	/** Monotonic milliseconds from an arbitrary origin. @default performance.now */
	readonly stopwatch?: () => number;
	readonly signal: AbortSignal;
};

/**
Query all miners concurrently, each with its own new questions, and score the answers, late ones less.

A miner that times out or no longer has an axon scores 0. One that has not announced an axon yet is not scored.
*/
export async function askRound({
	task,
	miners,
	signer,
	scoreboard,
	random,
	questions = 3,
	timeout = 3000,
	stopwatch,
	signal,
}: AskRoundOptions): Promise<void> {
	const askOnce = async ({hotkey, axon}: AskedMiner) => {
		if (axon === undefined && !scoreboard.knows(hotkey)) {
			return;
		}

		const {question, truth} = task.ask(random);
		const reply =
			axon &&
			(await query({task, question, axon, receiver: hotkey, signer, timeout, stopwatch, signal}));
		scoreboard.add(
			hotkey,
			reply ? task.score(reply.answer, truth) * getPromptness(reply.milliseconds, timeout) : 0,
		);
	};

	await Promise.all(
		miners.flatMap(miner => Array.from({length: questions}, async () => askOnce(miner))),
	);
}
