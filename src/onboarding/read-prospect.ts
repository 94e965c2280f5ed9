import process from 'node:process';
import type {Subnet} from '../chain/subtensor/subnets.ts';
import {BadCatalogueError, UnknownModelError} from '../models/errors.ts';
import {type ChosenModel, chooseModel} from '../models/find-model.ts';
import {type Models, readModels} from '../models/read-models.ts';
import {openSettings} from '../rig/network/settings.ts';
import type {World} from '../rig/network/world.ts';
import type {TaskId} from '../tasks/task.ts';
import type {Prospect} from './prospect.ts';
import {findTaskObstacle} from './subnet-offer.ts';
import type {Choices} from './walk.ts';

type ModelWorld = Pick<World, 'home' | 'modelsDirectory'>;

/**
Find out what `btop mine` would do on a subnet: which model it would serve, or why none.

@throws {UnknownModelError} If a model was named that does not fit.
*/
export async function readProspect(
	world: ModelWorld,
	{task}: Pick<Subnet, 'task'>,
	{model, servers}: Pick<Choices, 'model' | 'servers'> = {},
): Promise<Prospect> {
	if (task === undefined || findTaskObstacle(task) !== undefined) {
		return {can: 'watch', task, reason: 'btop has no miner for this subnet', fix: undefined};
	}

	if (servers) {
		return {can: 'mine', task, model: model ?? 'that of the servers'};
	}

	try {
		const {chosen} = await findMinedModel(world, {task, model});
		return {can: 'mine', task, model: chosen.name};
	} catch (error) {
		const isModels = error instanceof UnknownModelError || error instanceof BadCatalogueError;
		if (!isModels || model !== undefined) {
			throw error;
		}

		const {message, fix} = error;
		return {
			can: 'watch',
			task,
			reason: `${message[0]!.toLowerCase()}${message.slice(1)}`,
			fix: error instanceof UnknownModelError ? chooseAnother : fix,
		};
	}
}

const chooseAnother =
	'To mine it, choose another model with `btop models use`; see `btop models list`.';

/**
Find the model that answers a task: the one named, else the one in use, else the best available.

@throws {UnknownModelError} If there is none.
*/
export async function findMinedModel(
	world: ModelWorld,
	{task, model}: {readonly task: TaskId; readonly model?: string},
): Promise<Models & {readonly chosen: ChosenModel}> {
	const models = await readModels(world);
	const {catalogue, own} = models;
	const wanted = findWantedModel(world, {task, model});
	return {
		...models,
		chosen: chooseModel(catalogue, {task, model: wanted, own, cwd: process.cwd()}),
	};
}

/** Get the model that the operator chose, now or earlier; `undefined` to use the best available. */
export const findWantedModel = (
	{home}: Pick<World, 'home'>,
	{task, model}: {readonly task: TaskId; readonly model?: string},
): string | undefined => model ?? openSettings(home).read().models?.[task];
