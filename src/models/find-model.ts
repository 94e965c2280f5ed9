import path from 'node:path';
import {findFormat} from '../gpu/find-format.ts';
import type {ModelFormat} from '../gpu/process/engine-messages.ts';
import type {TaskId} from '../tasks/task.ts';
import {listModels, type Catalogue, type CatalogueModel, type ModelFile} from './catalogue.ts';
import {UnknownModelError} from './errors.ts';

/** The chosen model: one of a catalogue, or the operator's own. */
export type ChosenModel = {
	readonly name: string;
	/** Absolute path of the file or folder that an engine is given. */
	readonly path: string;
	readonly format: ModelFormat;
	/** The files as they have to be; absent for a path that the operator gave. */
	readonly expected?: readonly ModelFile[];
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
	/** The operator's choice: a name in the catalogue, or the path of an `.onnx` file, a `.gguf` file or a folder with a language model. @default the best for the task */
	readonly model?: string;
	/** The folder that relative paths are resolved against. */
	readonly cwd: string;
};

/**
Choose the model that the operator asks for. A name in the catalogue takes precedence over a path.

@throws {UnknownModelError} If it is neither a model for the task nor the path of one, or its format is not one that the task takes.
*/
export function chooseModel(
	catalogue: Catalogue,
	{task, model, cwd}: ChooseModelOptions,
): ChosenModel {
	const isNamed = model === undefined || catalogue.some(({name}) => name === model);
	const own = isNamed ? undefined : findOwn(path.resolve(cwd, model));
	if (own) {
		requireFormat(own, task);
		return own;
	}

	const {name, path: file, format, files} = findModel(catalogue, {task, name: model});
	return {name, path: file, format, expected: files};
}

function findOwn(file: string): ChosenModel | undefined {
	const format = findFormat(file);
	const name = format === 'decoder' ? path.basename(file) : path.parse(file).name;
	return format === undefined ? undefined : {name, path: file, format};
}

/**
Check that a task takes models of a format.

@throws {UnknownModelError} If it does not.
*/
export function requireFormat(
	{name, format}: Pick<ChosenModel, 'name' | 'format'>,
	task: TaskId,
): void {
	if (!formatsOf(task).includes(format)) {
		throw new UnknownModelError(
			name,
			`the task \`${task}\` needs ${isLanguage(task) ? 'a language model: a `.gguf` file, or a folder with `config.json`, `model.onnx` and `tokenizer.json`' : 'a tensor model, which is an `.onnx` file'}`,
		);
	}
}

/** Get the formats of the models that a task takes. */
export const formatsOf = (task: TaskId): readonly ModelFormat[] =>
	isLanguage(task) ? ['decoder', 'gguf'] : ['tensor'];

const isLanguage = (task: TaskId) => task === 'text' || task === 'translation';
