import {isTaskId} from '../tasks/registry.ts';
import type {Parsed, TaskId} from '../tasks/task.ts';

/** A model as its catalogue describes it. */
export type CatalogueEntry = {
	/** For example `image-base` or `rivals/image-0`. */
	readonly name: string;
	readonly task: TaskId;
	/** Path of the ONNX file inside the catalogue's folder, with forward slashes. */
	readonly file: string;
	readonly bytes: number;
	/** SHA-256 of the file, as lowercase hex. */
	readonly sha256: string;
	/** How many numbers were learned. */
	readonly parameters: number;
	/** The mean score, from 0 to 1, on fresh questions that it was not trained on. */
	readonly heldOutScore: number;
	readonly description: string;
	/** Where it comes from: the script that made it. */
	readonly madeBy: string;
	readonly license: string;
	/** What it was trained on, and under which licence. */
	readonly trainedOn: string;
	/** Whether it is for the devnet's rival miners rather than for the operator. */
	readonly rival: boolean;
};

/** Check the content of a `catalogue.json`, field by field. */
export function parseCatalogue(value: unknown): Parsed<readonly CatalogueEntry[]> {
	if (!isObject(value) || value.version !== 1 || !Array.isArray(value.models)) {
		return {ok: false, reason: 'it is not a catalogue of version 1'};
	}

	const {models} = value;
	const entries: CatalogueEntry[] = [];
	for (const [index, model] of models.entries()) {
		const wrong = isObject(model)
			? fieldNames.find(field => !checks[field](model[field]))
			: 'shape';
		if (wrong !== undefined) {
			return {ok: false, reason: `the ${wrong} of its model ${index + 1} is not valid`};
		}

		entries.push(pickFields(model as CatalogueEntry));
	}

	const names = entries.map(({name}) => name);
	const twice = names.find((name, index) => names.indexOf(name) !== index);
	return twice === undefined
		? {ok: true, value: entries}
		: {ok: false, reason: `it names \`${twice}\` twice`};
}

/** The fields of an entry, in the order in which they are written, each with its check. */
const checks: {readonly [Field in keyof CatalogueEntry]: (value: unknown) => boolean} = {
	name: value => matches(value, /^[\da-z][\w\-.]*(?:\/[\da-z][\w\-.]*)*$/v),
	task: isTaskId,
	// No part begins with a dot, so that no file lies outside the folder.
	file: value => matches(value, /^[\da-z][\w\-.]*(?:\/[\da-z][\w\-.]*)*\.onnx$/v),
	bytes: isCount,
	sha256: value => matches(value, /^[\da-f]{64}$/v),
	parameters: isCount,
	heldOutScore: value => typeof value === 'number' && value >= 0 && value <= 1,
	description: isSentence,
	madeBy: isSentence,
	license: isSentence,
	trainedOn: isSentence,
	rival: value => typeof value === 'boolean',
};

const fieldNames = Object.keys(checks) as ReadonlyArray<keyof CatalogueEntry>;

function pickFields(model: CatalogueEntry): CatalogueEntry {
	return Object.fromEntries(
		fieldNames.map(field => [field, model[field]]),
	) as unknown as CatalogueEntry;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function matches(value: unknown, pattern: RegExp): boolean {
	return typeof value === 'string' && value.length <= 200 && pattern.test(value);
}

function isCount(value: unknown): boolean {
	return Number.isSafeInteger(value) && (value as number) > 0;
}

function isSentence(value: unknown): boolean {
	return typeof value === 'string' && value.length > 0 && value.length <= 1000;
}
