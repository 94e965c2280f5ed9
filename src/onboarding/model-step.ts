import {stat} from 'node:fs/promises';
import process from 'node:process';
import {readCatalogue} from '../models/catalogue.ts';
import {chooseModel} from '../models/find-model.ts';
import {readOwnModels} from '../models/own/own-models.ts';
import {verifyModel} from '../models/verify-model.ts';
import {openSettings} from '../rig/network/settings.ts';
import {need, type Walk, type WalkStep} from './walk.ts';

/** A model that answers the subnet's queries: the one named, else the one in use, else the best available. */
export const modelStep: WalkStep = {
	id: 'model',
	title: 'model',
	// Check the model file every time: it may have changed since.
	isMet: async () => undefined,
	async run(walk) {
		const {world, found} = walk;
		const task = need(walk, 'task');
		const catalogue = await readCatalogue({directory: world.modelsDirectory});
		const own = await readOwnModels(world.home.models);
		const wanted = wantedModel(walk);
		const model = chooseModel(catalogue, {task, model: wanted, own, cwd: process.cwd()});
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

/** Get the model that the operator chose, now or earlier; `undefined` to use the best available. */
export const wantedModel = (walk: Walk): string | undefined =>
	walk.choices.model ?? openSettings(walk.world.home).read().models?.[need(walk, 'task')];
