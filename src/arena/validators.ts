import {randomInt} from 'node:crypto';
import type {ChainClient} from '../chain/client.ts';
import {getSubnets} from '../chain/subtensor/subnets.ts';
import {taskById} from '../tasks/registry.ts';
import type {Task} from '../tasks/task.ts';
import {arenaHotkey, validatorsPerSubnet} from './accounts.ts';
import {runValidator} from './validator.ts';

/** A subnet of the arena, with its task. */
export type Field = {readonly netuid: number; readonly task: Task};

/** Get the mineable subnets. */
export async function getFields(client: ChainClient): Promise<readonly Field[]> {
	const subnets = await getSubnets(client);
	return subnets.flatMap(({netuid, task: id}) => {
		const task = id === undefined ? undefined : taskById(id);
		return task === undefined ? [] : [{netuid, task}];
	});
}

export type ArenaOptions = {
	readonly client: ChainClient;
	readonly signal: AbortSignal;
	readonly report: (line: string) => void;
};

/** Run the arena's validators on every mineable subnet, until aborted. */
export async function runValidators({client, signal, report}: ArenaOptions): Promise<void> {
	const fields = await getFields(client);
	await Promise.all(
		fields.flatMap(({netuid, task}) =>
			Array.from({length: validatorsPerSubnet}, async (_, index) =>
				runValidator({
					client,
					netuid,
					task,
					signer: arenaHotkey('validator', netuid, index),
					random,
					signal,
					report,
				}),
			),
		),
	);
}

const steps = 2 ** 47;

/** Questions must be unpredictable: no seed, no pattern. */
const random = () => randomInt(steps) / steps;
