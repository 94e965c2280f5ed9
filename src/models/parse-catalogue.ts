import * as v from 'valibot';
import {struct} from '../support/schema.ts';
import {type Parsed, taskIds} from '../tasks/task.ts';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const sentence = v.pipe(v.string(), v.minLength(1), v.maxLength(1000));
const matching = (pattern: RegExp) => v.pipe(v.string(), v.maxLength(200), v.regex(pattern));

/** A catalogue's entry, with its fields in the order in which they are written. */
const entrySchema = struct({
	/** For example `image-base` or `rivals/image-0`. */
	name: matching(/^[\da-z][\w\-.]*(?:\/[\da-z][\w\-.]*)*$/v),
	task: v.picklist(taskIds),
	/** Path of the ONNX file inside the catalogue's folder, with forward slashes. No segment begins with a dot, so the file cannot be outside the folder. */
	file: matching(/^[\da-z][\w\-.]*(?:\/[\da-z][\w\-.]*)*\.onnx$/v),
	bytes: count,
	/** SHA-256 of the file, as lowercase hex. */
	sha256: matching(/^[\da-f]{64}$/v),
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
	return twice === undefined
		? {ok: true, value: models}
		: {ok: false, reason: `it names \`${twice}\` twice`};
}

function describeFault(issue: v.BaseIssue<unknown>): string {
	const [, index, field = 'shape'] = (v.getDotPath(issue) ?? '').split('.', 3);
	return index === undefined
		? 'it is not a catalogue of version 1'
		: `the ${field} of its model ${Number(index) + 1} is not valid`;
}
