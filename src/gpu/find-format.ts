import {readdirSync} from 'node:fs';
import path from 'node:path';
import {isDirectory} from '../support/files/ensure-directory.ts';
import type {ModelFormat} from './process/engine-messages.ts';

/** What a model's path leads to: a model of a format, or a folder of several, which are its parts. */
export type ModelLayout = ModelFormat | 'parts';

const formatsByEnding: ReadonlyMap<string, ModelFormat> = new Map([
	['.onnx', 'tensor'],
	['.gguf', 'gguf'],
]);

/**
Tell the format of a model by what its path leads to: the ending of a file's name, in any case; a folder holds a language model, or parts.

@returns `undefined` if it is none of these.

@example
```
findFormat('models/Chat.GGUF');
//=> 'gguf'
```
*/
export function findFormat(model: string): ModelLayout | undefined {
	const format = formatOf(model);
	if (format !== undefined || !isDirectory(model)) {
		return format;
	}

	return listParts(model).length > 0 ? 'parts' : 'decoder';
}

/** Tell whether a model of this layout is a folder. */
export const isFolderLayout = (layout: ModelLayout): boolean =>
	layout === 'decoder' || layout === 'parts';

/**
List the parts of a model: the models in its folder, by their names. Which part does what is told by what each can do.

@returns Their paths; none if the folder is itself a language model.
*/
export function listParts(folder: string): readonly string[] {
	const names = readNames(folder).toSorted();
	return names.some(name => languageFiles.has(name))
		? []
		: names.map(name => path.join(folder, name)).filter(file => isPart(file));
}

const languageFiles: ReadonlySet<string> = new Set([
	'config.json',
	'tokenizer.json',
	'model.onnx',
	'encoder_model.onnx',
	'onnx',
]);

const isPart = (file: string) =>
	isDirectory(file) ? readNames(file).includes('config.json') : formatOf(file) !== undefined;

/** A folder that cannot be read is a fault of the model, which whoever opens it tells. */
function readNames(folder: string): readonly string[] {
	try {
		return readdirSync(folder);
	} catch {
		return [];
	}
}

const formatOf = (file: string) => formatsByEnding.get(path.extname(file).toLowerCase());
