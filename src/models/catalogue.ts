import path from 'node:path';
import {readTextFile} from '../support/files/regular-file.ts';
import type {TaskId} from '../tasks/task.ts';
import {BadCatalogueError} from './errors.ts';
import {parseCatalogue, type CatalogueEntry} from './parse-catalogue.ts';

/** A file of a model, as it has to be. */
export type ModelFile = {
	/** Absolute path. */
	readonly path: string;
	readonly bytes: number;
	readonly sha256: string;
};

/** A model of a catalogue, with absolute paths. */
export type CatalogueModel = Omit<CatalogueEntry, 'path' | 'files'> & {
	/** The file or folder that an engine is given. */
	readonly path: string;
	readonly files: readonly ModelFile[];
	/** Of all files together. */
	readonly bytes: number;
};

export type Catalogue = readonly CatalogueModel[];

export type ReadCatalogueOptions = {
	/** The folder with `catalogue.json` and the models; `shippedModelsDirectory()` locates the package's own. */
	readonly directory: string;
};

/**
Read a folder's catalogue of models. The files themselves are not checked: see `verifyModel()`.

@throws {BadCatalogueError} If `catalogue.json` is missing, or a field in it is invalid.
*/
export async function readCatalogue({directory}: ReadCatalogueOptions): Promise<Catalogue> {
	const file = path.join(directory, 'catalogue.json');
	const parsed = parseCatalogue(await readJson(file));
	if (!parsed.ok) {
		throw new BadCatalogueError(file, parsed.reason);
	}

	return parsed.value.map(entry => ({...entry, ...locateFiles(entry, directory)}));
}

/** Get where a model lies in a folder. */
export function locateFiles(
	{path: inside, files}: Pick<CatalogueEntry, 'path' | 'files'>,
	directory: string,
): Pick<CatalogueModel, 'path' | 'files' | 'bytes'> {
	return {
		path: path.resolve(directory, inside),
		files: files.map(({file, ...rest}) => ({path: path.resolve(directory, file), ...rest})),
		bytes: files.reduce((sum, {bytes}) => sum + bytes, 0),
	};
}

/** Get the models that the operator may choose from for a task, best first. */
export function listModels(catalogue: Catalogue, {task}: {readonly task: TaskId}): Catalogue {
	return catalogue
		.filter(model => model.task === task && !model.rival)
		.toSorted((left, right) => right.heldOutScore - left.heldOutScore);
}

/** Get the models of the devnet's rival miners for a task, weakest first. */
export function listRivals(catalogue: Catalogue, {task}: {readonly task: TaskId}): Catalogue {
	return catalogue
		.filter(model => model.task === task && model.rival)
		.toSorted((left, right) => left.heldOutScore - right.heldOutScore);
}

async function readJson(file: string): Promise<unknown> {
	try {
		return JSON.parse(await readTextFile(file));
	} catch (error) {
		const problem = error instanceof SyntaxError ? 'it is not JSON' : 'the file cannot be read';
		throw new BadCatalogueError(file, problem, {cause: error});
	}
}
