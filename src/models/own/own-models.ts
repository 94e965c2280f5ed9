import {mkdir, readdir, rename, rm} from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import {BadModelError} from '../../gpu/errors.ts';
import {FileExistsError} from '../../support/errors.ts';
import {syncDirectory, writeFileAtomic} from '../../support/files/atomic-file.ts';
import {readTextFile} from '../../support/files/regular-file.ts';
import {parseJson} from '../../support/json-rpc.ts';
import {struct} from '../../support/schema.ts';
import {type CatalogueModel, locateFiles} from '../catalogue.ts';
import {findModelFault} from '../check/model-fault.ts';
import {UnknownModelError} from '../errors.ts';
import {isWhole, modelEntries} from '../parse-catalogue.ts';

const manifestSchema = struct({
	version: v.literal(1),
	...modelEntries,
	/** Whose files these are: copied into the home, or elsewhere on this machine. */
	location: v.optional(v.string()),
	license: v.optional(v.string()),
});

/** What `model.json` in the folder of a pulled or added model says. */
export type Manifest = v.InferOutput<typeof manifestSchema>;

/** A model that the operator pulled or added. */
export type OwnModel = Pick<CatalogueModel, 'path' | 'files' | 'bytes'> &
	Omit<Manifest, 'version' | 'path' | 'files'> & {
		/** Its folder in the home. */
		readonly directory: string;
	};

/** The name of an own model, which is that of its folder. */
export const ownName = v.pipe(v.string(), v.maxLength(100), v.regex(/^[\da-z][\w\-.]*$/v));

/**
Read the models in the home. A folder without a valid `model.json` is left out: it is none of ours, or half removed.
*/
export async function readOwnModels(directory: string): Promise<readonly OwnModel[]> {
	const names = await readdir(directory).catch(() => []);
	const models = await Promise.all(
		names.filter(name => v.is(ownName, name)).map(async name => readModel(directory, name)),
	);
	return models.filter(model => model !== undefined);
}

async function readModel(home: string, name: string): Promise<OwnModel | undefined> {
	const directory = path.join(home, name);
	const text = await readTextFile(path.join(directory, 'model.json')).catch(() => '');
	const parsed = v.safeParse(manifestSchema, parseJson(text));
	if (!parsed.success || parsed.output.name !== name || !isWhole(parsed.output)) {
		return undefined;
	}

	const {version, path: inside, files, ...rest} = parsed.output;
	const base = rest.location ?? directory;
	return {...rest, ...locateFiles({path: inside, files}, base), directory};
}

/** Find an own model by its name. */
export async function findOwnModel(directory: string, name: string): Promise<OwnModel | undefined> {
	return v.is(ownName, name) ? readModel(directory, name) : undefined;
}

/**
Make a model visible that lies whole in a folder beside the others: check it, describe it, and give the folder its name, all at once.

@throws {BadModelError} If it is not a model of its format.
@throws {FileExistsError} If there is a model of that name.
*/
export async function publishModel(
	directory: string,
	draft: string,
	manifest: Manifest,
): Promise<OwnModel> {
	const {path: model} = locateFiles(manifest, manifest.location ?? draft);
	const fault = await findModelFault(model, manifest.format);
	if (fault !== undefined) {
		throw new BadModelError(manifest.name, fault);
	}

	const text = `${JSON.stringify(manifest, undefined, '\t')}\n`;
	await writeFileAtomic(path.join(draft, 'model.json'), text, {replace: true});
	const target = path.join(directory, manifest.name);
	try {
		// A folder that is not empty is never replaced.
		await rename(draft, target);
	} catch (error) {
		const {code = ''} = error as NodeJS.ErrnoException;
		throw ['ENOTEMPTY', 'EEXIST'].includes(code)
			? new FileExistsError(target, {cause: error})
			: error;
	}

	await syncDirectory(directory);
	return (await readModel(directory, manifest.name))!;
}

/**
Remove a model from the home. Files that it only points to stay.

@throws {UnknownModelError} If there is none of that name.
*/
export async function removeOwnModel(directory: string, name: string): Promise<OwnModel> {
	const model = await findOwnModel(directory, name);
	if (!model) {
		throw new UnknownModelError(name, 'it was neither pulled nor added');
	}

	// Under a hidden name first, so that it is never seen half removed.
	const trash = path.join(directory, '.removed', `${name}-${Date.now()}`);
	await mkdir(path.dirname(trash), {recursive: true, mode: 0o700});
	await rename(model.directory, trash);
	await rm(path.dirname(trash), {recursive: true, force: true, maxRetries: 3});
	return model;
}
