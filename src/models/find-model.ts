import path from 'node:path';
import type {TaskId} from '../tasks/task.ts';
import {listModels, type Catalogue, type CatalogueModel} from './catalogue.ts';
import {UnknownModelError} from './errors.ts';

/** The chosen model: one of a catalogue, or the operator's own file. */
export type ChosenModel = {
	readonly name: string;
	/** Absolute path of the ONNX file. */
	readonly path: string;
	/** The file's expected size and hash; absent for the operator's own file. */
	readonly expected?: Pick<CatalogueModel, 'bytes' | 'sha256'>;
};

export type FindModelOptions = {
	readonly task: TaskId;
	/** @default the best for the task, excluding rivals */
	readonly name?: string;
};

/**
Find a model in the catalogue.

@throws {UnknownModelError} If no model has that name, it is for another task, or the task has no models.
*/
export function findModel(catalogue: Catalogue, {task, name}: FindModelOptions): CatalogueModel {
	const [best] = listModels(catalogue, {task});
	const model = name === undefined ? best : catalogue.find(one => one.name === name);
	if (model === undefined) {
		const names = listModels(catalogue, {task}).map(one => `\`${one.name}\``);
		throw new UnknownModelError(
			name ?? task,
			names.length === 0
				? `there is none for the task \`${task}\``
				: `for the task \`${task}\` there are ${names.join(', ')}`,
		);
	}

	if (model.task !== task) {
		throw new UnknownModelError(
			model.name,
			`it answers the task \`${model.task}\`, not \`${task}\``,
		);
	}

	return model;
}

export type ChooseModelOptions = {
	readonly task: TaskId;
	/** The operator's choice: a name in the catalogue, or the path of an `.onnx` file. @default the best for the task */
	readonly model?: string;
	/** The folder that relative paths are resolved against. */
	readonly cwd: string;
};

/**
Choose the model that the operator asks for. A name in the catalogue takes precedence over a file.

@throws {UnknownModelError} If it is neither a model for the task nor the path of an ONNX file.
*/
export function chooseModel(
	catalogue: Catalogue,
	{task, model, cwd}: ChooseModelOptions,
): ChosenModel {
	const isNamed = model === undefined || catalogue.some(({name}) => name === model);
	if (!isNamed && model.endsWith('.onnx')) {
		return {name: path.basename(model, '.onnx'), path: path.resolve(cwd, model)};
	}

	const {name, path: file, bytes, sha256} = findModel(catalogue, {task, name: model});
	return {name, path: file, expected: {bytes, sha256}};
}
