import {stat} from 'node:fs/promises';
import type {OpenAiServers} from '../gpu/openai/server-options.ts';
import {formatsOf} from '../models/find-model.ts';
import {verifyModel} from '../models/verify-model.ts';
import type {ModelServers} from '../miner/models/served-model.ts';
import {UsageError} from '../support/errors.ts';
import type {TaskId} from '../tasks/task.ts';
import {findMinedModel, findWantedModel} from './read-prospect.ts';
import {need, type Walk, type WalkStep} from './walk.ts';

/** A model that answers the subnet's queries: the one named, else the one in use, else the best available. */
export const modelStep: WalkStep = {
	id: 'model',
	title: 'model',
	// Check the model file every time: it may have changed since.
	isMet: async () => undefined,
	async run(walk) {
		const {world, found, choices} = walk;
		const task = need(walk, 'task');
		if (choices.servers) {
			found.model = toServed(choices.servers, {name: choices.model, task});
			return {said: `asked of ${choices.servers.map(({url}) => new URL(url).host).join(', ')}`};
		}

		const {catalogue, chosen: model} = await findMinedModel(world, {task, model: choices.model});
		await verifyModel(model);
		found.model = model;
		const {expected = [{bytes: (await stat(model.path)).size}]} = model;
		const size = expected.reduce((sum, {bytes}) => sum + bytes, 0);
		const score = catalogue.find(entry => entry.path === model.path)?.heldOutScore;
		return {
			said: `${model.name}, ${Math.round(size / 1024)} KiB${score === undefined ? '' : `, scores ${score.toFixed(3)} on questions it was not trained on`}`,
		};
	},
};

function toServed(
	servers: OpenAiServers,
	{name, task}: {readonly name: string | undefined; readonly task: TaskId},
): ModelServers {
	if (!formatsOf(task).includes('gguf')) {
		throw new UsageError(`Servers make texts, which do not answer the task \`${task}\``, {
			fix: 'Leave out `--engine`, or mine a subnet of the task `text` or `translation`.',
		});
	}

	return {name, servers};
}

/** Get the model that the operator chose, now or earlier; `undefined` to use the best available. */
export const wantedModel = (walk: Walk): string | undefined =>
	findWantedModel(walk.world, {task: need(walk, 'task'), model: walk.choices.model});
