import path from 'node:path';
import * as v from 'valibot';
import {findFormat, isFolderLayout, type ModelLayout} from '../gpu/find-format.ts';
import type {Need} from '../gpu/need.ts';
import {list, struct} from '../support/schema.ts';
import {taskById} from '../tasks/registry.ts';
import type {TaskId} from '../tasks/task.ts';
import {listModels, type Catalogue, type CatalogueModel} from './catalogue.ts';
import {UnknownModelError} from './errors.ts';
import type {OwnModel} from './own/own-models.ts';
import {modelFormats} from './parse-catalogue.ts';

/** The chosen model: one of a catalogue, or the operator's own. */
export const chosenModelSchema = struct({
	name: v.string(),
	/** Absolute path of the file or folder that an engine is given. */
	path: v.string(),
	format: v.picklist(modelFormats),
	/** The files as they have to be; absent for a path that the operator gave. */
	expected: v.optional(list(struct({path: v.string(), bytes: v.number(), sha256: v.string()}))),
});

export type ChosenModel = v.InferOutput<typeof chosenModelSchema>;

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

	requireTask(model.name, model.task, task);
	return model;
}

/** Where a model that the operator names may be. */
export type NameOptions = {
	/** A name in the catalogue or of an own model, or the path of an `.onnx` file, a `.gguf` file, or a folder with a language model or with several models. */
	readonly model: string;
	/** What was pulled or added, from `readOwnModels()`. @default none */
	readonly own?: readonly OwnModel[];
	/** The folder that relative paths are resolved against. */
	readonly cwd: string;
};

/** A model that has the name, and the task that it answers, if that is known. */
export type NamedModel = {readonly chosen: ChosenModel; readonly task?: TaskId};

/**
Find a model by its name or its path, whatever it answers. The catalogue's names take precedence over those of own models, and these over paths.
*/
export function findNamed(
	catalogue: Catalogue,
	{model, own = [], cwd}: NameOptions,
): NamedModel | undefined {
	const file = path.resolve(cwd, model);
	const known =
		catalogue.find(({name}) => name === model) ??
		own.find(({name}) => name === model) ??
		own.find(one => one.path === file);
	if (known) {
		return {chosen: toChosen(known), task: known.task};
	}

	const format = findFormat(file);
	if (format === undefined) {
		return undefined;
	}

	const name = isFolderLayout(format) ? path.basename(file) : path.parse(file).name;
	return {chosen: {name, path: file, format}};
}

export type ChooseModelOptions = Omit<NameOptions, 'model'> & {
	readonly task: TaskId;
	/** The operator's choice, see `findNamed()`. @default the best for the task */
	readonly model?: string;
};

/**
Choose the model that the operator asks for.

@throws {UnknownModelError} If it is neither a model for the task nor the path of one, or its format is not one that the task takes.
*/
export function chooseModel(
	catalogue: Catalogue,
	{task, model, ...where}: ChooseModelOptions,
): ChosenModel {
	const named = model === undefined ? undefined : findNamed(catalogue, {...where, model});
	if (
		named === undefined &&
		model !== undefined &&
		(catalogue.length === 0 || model.includes('/'))
	) {
		throw new UnknownModelError(
			model,
			'there is no `.onnx` file, `.gguf` file or folder with that path',
		);
	}

	if (named === undefined) {
		return toChosen(findModel(catalogue, {task, name: model}));
	}

	requireTask(named.chosen.name, named.task, task);
	requireFormat(named.chosen, task);
	return named.chosen;
}

const toChosen = ({
	name,
	path: file,
	format,
	files,
}: Pick<CatalogueModel, 'name' | 'path' | 'format' | 'files'>): ChosenModel => ({
	name,
	path: file,
	format,
	expected: files,
});

function requireTask(name: string, is: TaskId | undefined, asked: TaskId) {
	if (is !== undefined && is !== asked) {
		throw new UnknownModelError(name, `it answers the task \`${is}\`, not \`${asked}\``);
	}
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
		throw new UnknownModelError(name, `the task \`${task}\` needs ${describeModels(task)}`);
	}
}

/** Get the formats of the models that a task takes. One that asks several kinds of questions takes a folder of several models, too. */
export function formatsOf(task: TaskId): readonly ModelLayout[] {
	const needs = Object.values(taskById(task)?.needs ?? {});
	const formats = needs.flatMap(({kind}) => formatsByNeed[kind]);
	return [...new Set([...formats, ...(needs.length > 1 ? (['parts'] as const) : [])])];
}

const formatsByNeed: Readonly<Record<Need['kind'], readonly ModelLayout[]>> = {
	tensor: ['tensor'],
	generate: ['decoder', 'gguf'],
	embed: ['decoder', 'gguf'],
};

function describeModels(task: TaskId): string {
	const formats = formatsOf(task);
	return [
		...(formats.includes('tensor') ? ['a tensor model, which is an `.onnx` file'] : []),
		...(formats.includes('decoder')
			? [
					'a language model: a `.gguf` file, or a folder with `config.json`, `tokenizer.json` and ONNX files',
				]
			: []),
		...(formats.includes('parts') ? ['a folder of several models'] : []),
	].join(', or ');
}
