import path from 'node:path';
import type {TaskId} from '../tasks/task.ts';
import {listModels, type Catalogue, type CatalogueModel} from './catalogue.ts';
import {UnknownModelError} from './errors.ts';

/** A model that was chosen: one of a catalogue, or a file of the operator's own. */
export type ChosenModel = {
	readonly name: string;
	/** Absolute path of the ONNX file. */
	readonly path: string;
	/** What the file must be; absent for a file of the operator's own. */
	readonly expected?: Pick<CatalogueModel, 'bytes' | 'sha256'>;
};

export type FindModelOptions = {
	readonly task: TaskId;
	/** @default the best for the task, rivals left out */
	readonly name?: string;
};

/**
Find a model of the catalogue.

@throws {UnknownModelError} If there is none of that name, or it answers another task, or the task has none.
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
	/** What the operator wrote: a name of the catalogue, or the path of a file that ends in `.onnx`. @default the best for the task */
	readonly model?: string;
	/** The folder that a path starts from. */
	readonly cwd: string;
};

/**
Choose the model that the operator asks for. A name of the catalogue goes before a file.

@throws {UnknownModelError} If it is neither a model of the task nor the path of an ONNX file.
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
