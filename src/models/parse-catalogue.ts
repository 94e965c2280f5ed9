import * as v from 'valibot';
import type {ModelLayout} from '../gpu/find-format.ts';
import {list, struct} from '../support/schema.ts';
import {type Parsed, taskIds} from '../tasks/task.ts';

export const modelFormats = [
	'tensor',
	'decoder',
	'gguf',
	'parts',
] as const satisfies readonly ModelLayout[];

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const sentence = v.pipe(v.string(), v.minLength(1), v.maxLength(1000));
const matching = (pattern: RegExp) => v.pipe(v.string(), v.maxLength(200), v.regex(pattern));

/** A path inside the catalogue's folder, with forward slashes. No segment begins with a dot, so it cannot lead outside. */
const inside = matching(/^\w[\w\-.]*(?:\/\w[\w\-.]*)*$/v);

/** What is told of every model, wherever it is from. */
export const modelEntries = {
	/** For example `image-base` or `rivals/image-0`. */
	name: matching(/^[\da-z][\w\-.]*(?:\/[\da-z][\w\-.]*)*$/v),
	task: v.picklist(taskIds),
	/** `tensor`: an ONNX file whose rows become rows. `decoder`: a folder with a language model for onnxruntime. `gguf`: a language model for llama.cpp. `parts`: a folder of several of these, each for other questions. */
	format: v.picklist(modelFormats),
	/** What an engine is given: one of the files, or the folder that holds them all. */
	path: inside,
	/** Every file of the model, with its SHA-256 as lowercase hex. */
	files: v.pipe(
		list(struct({file: inside, bytes: count, sha256: matching(/^[\da-f]{64}$/v)})),
		v.minLength(1),
		v.maxLength(1000),
	),
	/** The repository on the Hugging Face hub that it is from, and the commit. */
	source: v.optional(struct({id: sentence, revision: sentence})),
	/** Memory of a GPU that it needs, in bytes. */
	memory: v.optional(count),
};

/** A catalogue's entry, with its fields in the order in which they are written. */
const entrySchema = struct({
	...modelEntries,
	/** Number of learned parameters. */
	parameters: count,
	/** Mean score, from 0 to 1, on fresh questions that it was not trained on. */
	heldOutScore: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
	description: sentence,
	/** The script that made it. */
	madeBy: sentence,
	license: sentence,
	/** The training data and its license. */
	trainedOn: sentence,
	/** Whether it is for the devnet's rival miners rather than for the operator. */
	rival: v.boolean(),
});

export type CatalogueEntry = v.InferOutput<typeof entrySchema>;

const catalogueSchema = v.object({version: v.literal(1), models: v.array(entrySchema)});

/** Parse the content of a `catalogue.json`, field by field. */
export function parseCatalogue(value: unknown): Parsed<readonly CatalogueEntry[]> {
	const parsed = v.safeParse(catalogueSchema, value);
	if (!parsed.success) {
		return {ok: false, reason: describeFault(parsed.issues[0])};
	}

	const {models} = parsed.output;
	const names = models.map(({name}) => name);
	const twice = names.find((name, index) => names.indexOf(name) !== index);
	if (twice !== undefined) {
		return {ok: false, reason: `it names \`${twice}\` twice`};
	}

	const astray = models.find(model => !isWhole(model));
	return astray === undefined
		? {ok: true, value: models}
		: {ok: false, reason: `the path of \`${astray.name}\` is not that of its files`};
}

/** Tell whether a model's path is one of its files, or the folder of all of them. */
export const isWhole = ({path, files}: Pick<CatalogueEntry, 'path' | 'files'>): boolean =>
	files.some(({file}) => file === path) || files.every(({file}) => file.startsWith(`${path}/`));

function describeFault(issue: v.BaseIssue<unknown>): string {
	const [, index, field = 'shape'] = (v.getDotPath(issue) ?? '').split('.', 3);
	return index === undefined
		? 'it is not a catalogue of version 1'
		: `the ${field} of its model ${Number(index) + 1} is not valid`;
}
